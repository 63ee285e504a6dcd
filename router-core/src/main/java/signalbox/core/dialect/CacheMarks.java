package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import signalbox.core.dialect.PromptShape.Range;

/// Writes into a request what its provider's cache shall keep: Anthropic's `cache_control` into a Messages body, or
/// OpenAI's `prompt_cache_key`. Every other byte stays. Pure.
///
/// Anthropic takes four marks a request, refuses them on thoughts, empty texts and deferred tools, and passes over
/// those that close fewer tokens than its models have a least for (platform.claude.com, *Prompt caching*).
public final class CacheMarks {
    /// The most marks that one request may have.
    public static final int MOST = 4;

    private static final byte[] MARK = ascii("\"cache_control\":{\"type\":\"ephemeral\"}");
    private static final String KEY = "prompt_cache_key";
    private static final Set<String> MARKABLE = Set.of("text", "image", "document", "tool_use", "tool_result");

    /// Fewest tokens that a model's cache holds, for families whose least is published; judged by the model's id.
    private static final List<Least> LEASTS =
            List.of(
                    new Least("claude-3.*haiku.*", 2048),
                    new Least(
                            "claude-3.*|claude-(opus|sonnet)-4(-\\d{8}.*|-0.*|[-.]1.*|)|claude-sonnet-4[-.]5.*", 1024),
                    new Least("claude-sonnet-4[-.]6.*", 2048));

    private static final int LEAST_OF_OTHERS = 4096;

    private CacheMarks() {}

    private record Least(Pattern id, int tokens) {
        Least(String id, int tokens) {
            this(Pattern.compile(id), tokens);
        }
    }

    /// Where a mark can be set.
    ///
    /// @param start of a text that becomes a block, or where a block's closing brace is
    /// @param end one past that text, or `start`
    public record Place(int start, int end) {}

    /// The fewest tokens that this model's cache holds; the most of any for a model that nothing is known of.
    public static int leastTokens(String model) {
        String id = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return LEASTS.stream()
                .filter(least -> least.id.matcher(id).matches())
                .map(Least::tokens)
                .findFirst()
                .orElse(LEAST_OF_OTHERS);
    }

    /// A Messages body with marks at these places.
    public static byte[] marked(byte[] body, Collection<Place> places) {
        var out = new ByteArrayOutputStream(body.length + places.size() * 80);
        int from = 0;
        for (Place place : places.stream().distinct().sorted(Comparator.comparingInt(Place::start)).toList()) {
            out.write(body, from, place.start - from);
            if (place.start < place.end) {
                out.writeBytes(ascii("[{\"type\":\"text\",\"text\":"));
                out.write(body, place.start, place.end - place.start);
                out.writeBytes(ascii(","));
                out.writeBytes(MARK);
                out.writeBytes(ascii("}]"));
            } else {
                out.writeBytes(ascii(","));
                out.writeBytes(MARK);
            }
            from = place.end;
        }
        out.write(body, from, body.length - from);
        return out.toByteArray();
    }

    /// An OpenAI body with a key; as it is when it has one.
    ///
    /// @param key of letters, digits and dashes
    public static byte[] keyed(byte[] body, String key) {
        int open = 0;
        while (body[open] != '{') {
            open++;
        }
        if (hasKey(body)) {
            return body;
        }
        byte[] field = ascii('"' + KEY + "\":\"" + key + "\",");
        var out = new ByteArrayOutputStream(body.length + field.length);
        out.write(body, 0, open + 1);
        // a request always has other fields
        out.writeBytes(field);
        out.write(body, open + 1, body.length - open - 1);
        return out.toByteArray();
    }

    private static boolean hasKey(byte[] body) {
        try (var json = Jackson.FACTORY.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (json.currentName().equals(KEY)) {
                    return true;
                }
                json.nextToken();
                json.skipChildren();
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("not a body that a dialect read or wrote", e);
        }
    }

    /// Behind the last block of instructions, or the last tool.
    static Optional<Place> ofHead(byte[] body, Range value) {
        try (var json = Jackson.FACTORY.createParser(body, value.start(), value.end() - value.start())) {
            json.nextToken();
            return content(json, value.start(), CacheMarks::tool);
        } catch (IOException e) {
            throw new UncheckedIOException("not a body that a dialect read or wrote", e);
        }
    }

    /// Behind the last block of a turn; not of one that the model's answer goes on from.
    static Optional<Place> ofTurn(byte[] body, Range value, boolean last) {
        try (var json = Jackson.FACTORY.createParser(body, value.start(), value.end() - value.start())) {
            Optional<Place> place = Optional.empty();
            String role = "";
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("content")) {
                    place = content(json, value.start(), found -> false);
                } else if (name.equals("role")) {
                    role = json.getText();
                } else {
                    json.skipChildren();
                }
            }
            return role.equals("user") || role.equals("assistant") && !last ? place : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("not a body that a dialect read or wrote", e);
        }
    }

    /// What a block or a tool says of itself, as far as a mark depends on it.
    private record Block(String type, String name, boolean emptyText, boolean deferred) {}

    private static boolean tool(Block block) {
        return !block.name.isEmpty() && !block.deferred;
    }

    private static Optional<Place> content(JsonParser json, int offset, Predicate<Block> also) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            int start = offset + (int) json.currentTokenLocation().getByteOffset();
            boolean blank = json.getText().isBlank();
            int end = offset + (int) json.currentLocation().getByteOffset();
            return blank ? Optional.empty() : Optional.of(new Place(start, end));
        }
        Optional<Place> place = Optional.empty();
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Block block = block(json);
                int brace = offset + (int) json.currentTokenLocation().getByteOffset();
                boolean markable = MARKABLE.contains(block.type) && !block.emptyText;
                place = markable || also.test(block) ? Optional.of(new Place(brace, brace)) : Optional.empty();
            }
        }
        return place;
    }

    private static Block block(JsonParser json) throws IOException {
        String type = "";
        String named = "";
        boolean empty = false;
        boolean deferred = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "type" -> type = value == JsonToken.VALUE_STRING ? json.getText() : "";
                case "name" -> named = value == JsonToken.VALUE_STRING ? json.getText() : "";
                case "text" -> empty = value == JsonToken.VALUE_STRING && json.getText().isBlank();
                case "defer_loading" -> deferred = true;
                default -> {}
            }
            json.skipChildren();
        }
        return new Block(type, named, empty, deferred);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
