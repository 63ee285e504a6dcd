package signalbox.core.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.ledger.Reconciliation;
import signalbox.core.ledger.UsageExport;
import signalbox.core.ledger.UsageExportException;

/// Compares the ledger with a provider's exports: `provider`, and `files`, one absolute name a line.
final class Reconciling {
    private static final JsonFactory JSON = new JsonFactory();

    private Reconciling() {}

    static ControlCommands.Result run(Router router, Map<String, String> request) throws RouterException {
        String provider = request.getOrDefault("provider", "");
        if (!router.policy().providers().containsKey(provider)) {
            throw new RouterException(
                    "unknown_provider",
                    "There is no provider \""
                            + provider
                            + "\". The policy has: "
                            + String.join(", ", router.policy().providers().keySet())
                            + ".");
        }
        var exports = new ArrayList<UsageExport>();
        for (String file : request.getOrDefault("files", "").lines().toList()) {
            exports.add(read(CareCommands.path(file)));
        }
        if (exports.isEmpty()) {
            throw new RouterException("bad_path", "Name at least one export of the provider.");
        }
        try {
            router.ledger().flush();
            var compared = Reconciliation.of(router.ledger(), provider, exports);
            return out -> write(out, compared, exports);
        } catch (IllegalStateException e) {
            throw new RouterException("ledger_unavailable", "The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    private static UsageExport read(Path file) throws RouterException {
        try (Reader text = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            return UsageExport.read(text);
        } catch (UsageExportException e) {
            throw new RouterException(
                    "bad_usage_export", file + " cannot be compared; nothing of it was used.\n" + e.getMessage(), e);
        } catch (IOException e) {
            throw new RouterException("file_unreadable", file + " cannot be read. Check its name and permissions.", e);
        }
    }

    private static void write(OutputStream out, Reconciliation compared, List<UsageExport> exports) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("provider", compared.provider());
            json.writeStringField("from", compared.from().toString());
            json.writeStringField("to", compared.to().toString());
            json.writeArrayFieldStart("exports");
            for (UsageExport export : exports) {
                json.writeString(export.source());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("lines");
            for (Reconciliation.Line line : compared.lines()) {
                write(json, line);
            }
            json.writeEndArray();
            side(json, "ours", Optional.of(compared.ours()));
            side(json, "theirs", Optional.of(compared.theirs()));
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void write(JsonGenerator json, Reconciliation.Line line) throws IOException {
        json.writeStartObject();
        json.writeStringField("day", line.day().toString());
        json.writeStringField("model", line.model());
        side(json, "ours", line.ours());
        side(json, "theirs", line.theirs());
        number(json, "tokens_over", line.tokensOver());
        number(json, "cost_nanos_over", line.nanosOver());
        json.writeEndObject();
    }

    /// Left out where a side has no such row, or does not say.
    private static void side(JsonGenerator json, String name, Optional<Reconciliation.Side> side) throws IOException {
        if (side.isPresent()) {
            json.writeObjectFieldStart(name);
            number(json, "tokens", side.get().tokens());
            number(json, "cost_nanos", side.get().nanos());
            json.writeEndObject();
        }
    }

    private static void number(JsonGenerator json, String name, OptionalLong number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(name, number.getAsLong());
        }
    }
}
