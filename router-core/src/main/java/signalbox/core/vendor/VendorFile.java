package signalbox.core.vendor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;

/// Reads `vendors.ini`: sections of `field = value`, lines that start with `#` for people. A field that no vendor has
/// is a mistake in the file and stops the program.
final class VendorFile {
    private static final Set<String> FIELDS =
            Set.of(
                    "name",
                    "wire",
                    "base-url",
                    "example",
                    "variable",
                    "clearance",
                    "shown",
                    "auth",
                    "limit-field",
                    "end-user-field",
                    "developer-role",
                    "stream-options",
                    "thinking-switch",
                    "thought-signatures",
                    "store-field",
                    "privacy-fields",
                    "refuses",
                    "priced-as",
                    "reasoning-apart",
                    "reports-cost",
                    "long-cache-writes",
                    "quotas-by-model",
                    "standard-tiers",
                    "models",
                    "models-path",
                    "models-auth",
                    "quota-headers",
                    "litellm",
                    "prompt-cache");

    private final String id;
    private final Map<String, String> fields;

    private VendorFile(String id, Map<String, String> fields) {
        this.id = id;
        this.fields = fields;
    }

    static SequencedMap<String, Vendor> read() {
        var stream = VendorFile.class.getResourceAsStream("vendors.ini");
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return parse(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalArgumentException when the text makes no sense; the message names section and field
    static SequencedMap<String, Vendor> parse(List<String> lines) {
        var sections = new LinkedHashMap<String, Map<String, String>>();
        Map<String, String> section = null;
        for (String raw : lines) {
            String line = raw.strip();
            if (line.startsWith("[") && line.endsWith("]")) {
                section = new HashMap<>();
                if (sections.put(line.substring(1, line.length() - 1), section) != null) {
                    throw new IllegalArgumentException("the section " + line + " stands twice");
                }
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                field(section, line);
            }
        }
        var vendors = new LinkedHashMap<String, Vendor>();
        sections.forEach((id, fields) -> vendors.put(id, new VendorFile(id, fields).vendor()));
        return Collections.unmodifiableSequencedMap(vendors);
    }

    private static void field(Map<String, String> section, String line) {
        int sign = line.indexOf('=');
        String name = sign < 0 ? line : line.substring(0, sign).strip();
        if (section == null || sign < 0 || !FIELDS.contains(name)) {
            throw new IllegalArgumentException("no field of a vendor: " + line);
        }
        section.put(name, line.substring(sign + 1).strip());
    }

    private Vendor vendor() {
        Wire wire = wire(text("wire", Wire.OPENAI_CHAT.id()));
        return new Vendor(
                id,
                text("name", id),
                wire,
                text("base-url", ""),
                text("example", ""),
                text("variable", ""),
                PiiClass.valueOf(constant(text("clearance", "public"))),
                flag("shown", true),
                Optional.ofNullable(fields.get("auth")).map(VendorFile::auth),
                chat(),
                new UsageQuirks(
                        text("priced-as", id),
                        flag("reasoning-apart", false),
                        flag("reports-cost", false),
                        flag("long-cache-writes", false),
                        flag("quotas-by-model", false),
                        words("standard-tiers")),
                listing(wire),
                List.copyOf(words("quota-headers")),
                text("litellm", id),
                PromptCaching.valueOf(constant(text("prompt-cache", "none"))));
    }

    private ChatQuirks chat() {
        return new ChatQuirks(
                text("limit-field", "max_tokens"),
                text("end-user-field", "user"),
                flag("developer-role", false),
                flag("stream-options", true),
                flag("thinking-switch", false),
                flag("thought-signatures", false),
                flag("store-field", false),
                flag("privacy-fields", false),
                words("refuses"));
    }

    private Optional<ModelListing> listing(Wire wire) {
        if (!fields.containsKey("models")) {
            return Optional.empty();
        }
        var shape = ModelListing.Shape.valueOf(constant(fields.get("models")));
        var style = fields.containsKey("models-auth") ? auth(fields.get("models-auth")) : AuthStyle.usual(wire);
        return Optional.of(new ModelListing(shape, text("models-path", "/models"), style));
    }

    private String text(String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
    }

    private boolean flag(String name, boolean otherwise) {
        return switch (text(name, otherwise ? "yes" : "no")) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException(id + "." + name + " is yes or no");
        };
    }

    private Set<String> words(String name) {
        String text = text(name, "");
        return text.isEmpty() ? Set.of() : Set.of(text.split("\\s+"));
    }

    private static AuthStyle auth(String word) {
        return AuthStyle.valueOf(constant(word));
    }

    private static Wire wire(String word) {
        for (Wire wire : Wire.values()) {
            if (wire.id().equals(word)) {
                return wire;
            }
        }
        throw new IllegalArgumentException("no wire format: " + word);
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
