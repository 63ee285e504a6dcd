package signalbox.core.dialect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import signalbox.core.dialect.ParsedRequest.Span;

/// Splices what must differ into a validated body; every other byte stays as the client sent it.
final class ForwardedBody {
    private static final List<String> LIMIT_FIELDS =
            List.of("max_tokens", "max_completion_tokens", "max_output_tokens");

    private final ParsedRequest request;
    private final List<Edit> edits = new ArrayList<>(6);
    private final StringBuilder inserted = new StringBuilder();

    /// Replaces the bytes from `start` up to `end`.
    private record Edit(int start, int end, byte[] text) {}

    ForwardedBody(ParsedRequest request) {
        this.request = request;
    }

    void model(String model) {
        field("model", '"' + escaped(model) + '"');
    }

    /// Writes the limit under one name and takes every other name for it away. The last of those present is the one
    /// that is kept or renamed, so whatever is removed has a comma behind it.
    void outputLimit(String name, int limit) {
        String last = null;
        for (String field : LIMIT_FIELDS) {
            var span = request.fields().get(field);
            if (span != null && (last == null || span.start() > request.fields().get(last).start())) {
                last = field;
            }
        }
        if (last == null || last.equals(name)) {
            field(name, Integer.toString(limit));
        } else {
            var span = request.fields().get(last);
            replace(span.start(), span.end(), '"' + escaped(name) + "\":" + limit);
        }
        for (String field : LIMIT_FIELDS) {
            if (!field.equals(last) && request.fields().containsKey(field)) {
                remove(request.fields().get(field));
            }
        }
    }

    /// Writes Gemini's limit, beside whatever else its generation config says.
    void generationLimit(int limit) {
        Span inner = request.fields().get(GeminiRequest.LIMIT);
        Span config = request.fields().get(GeminiRequest.CONFIG);
        if (inner != null) {
            replace(inner.valueStart(), inner.end(), Integer.toString(limit));
        } else if (config != null && request.body()[config.valueStart()] == '{') {
            int open = config.valueStart() + 1;
            replace(open, open, "\"maxOutputTokens\":" + limit + (emptyObject(config) ? "" : ","));
        } else {
            field(GeminiRequest.CONFIG, "{\"maxOutputTokens\":" + limit + "}");
        }
    }

    /// Replaces every model that a batch names for its parts.
    void models(String model) {
        request.fields()
                .forEach((name, span) -> {
                    if (name.endsWith(".model")) {
                        replace(span.valueStart(), span.end(), '"' + escaped(model) + '"');
                    }
                });
    }

    /// Asks for a usage event at the end of an OpenAI stream, beside whatever other stream options there are.
    void includeUsage() {
        Span inner = request.fields().get(OpenAiChatRequest.INCLUDE_USAGE);
        Span options = request.fields().get("stream_options");
        if (inner != null) {
            replace(inner.valueStart(), inner.end(), "true");
        } else if (options != null && request.body()[options.valueStart()] == '{') {
            int open = options.valueStart() + 1;
            replace(open, open, emptyObject(options) ? "\"include_usage\":true" : "\"include_usage\":true,");
        } else {
            field("stream_options", "{\"include_usage\":true}");
        }
    }

    /// Takes optional fields away. Fields that another edit writes to must not be among them.
    void drop(Set<String> names) {
        Set<Integer> ends = new HashSet<>();
        var spans = names.stream().map(request.fields()::get).filter(Objects::nonNull).toList();
        // from the back, so that it is known of each whether only dropped fields follow
        for (Span span : spans.stream().sorted(Comparator.comparingInt(Span::start).reversed()).toList()) {
            int next = skipSpace(span.end());
            boolean last = request.body()[next] == '}' || ends.contains(skipSpace(next + 1));
            if (last) {
                ends.add(span.start());
                replace(comma(span.start()), span.end(), "");
            } else {
                replace(span.start(), next + 1, "");
            }
        }
    }

    private int skipSpace(int from) {
        int i = from;
        while (request.body()[i] <= ' ') {
            i++;
        }
        return i;
    }

    /// The comma before a field; `messages` is never dropped, so where only dropped fields follow there is one.
    private int comma(int from) {
        int i = from;
        while (request.body()[i] != ',') {
            i--;
        }
        return i;
    }

    byte[] bytes() {
        if (!inserted.isEmpty()) {
            int open = indexOf('{', 0) + 1;
            // what is asked is always there, so another field always follows
            replace(open, open, inserted.toString());
        }
        // what is inserted where another edit starts comes before it
        edits.sort(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end));
        byte[] body = request.body();
        int length = body.length;
        for (var edit : edits) {
            length += edit.text.length - (edit.end - edit.start);
        }
        byte[] out = new byte[length];
        int from = 0;
        int to = 0;
        for (var edit : edits) {
            System.arraycopy(body, from, out, to, edit.start - from);
            to += edit.start - from;
            System.arraycopy(edit.text, 0, out, to, edit.text.length);
            to += edit.text.length;
            from = edit.end;
        }
        System.arraycopy(body, from, out, to, body.length - from);
        return out;
    }

    private void field(String name, String value) {
        Span span = request.fields().get(name);
        if (span == null) {
            inserted.append('"').append(escaped(name)).append("\":").append(value).append(',');
        } else {
            replace(span.valueStart(), span.end(), value);
        }
    }

    private void remove(Span span) {
        replace(span.start(), indexOf(',', span.end()) + 1, "");
    }

    private boolean emptyObject(Span span) {
        for (int i = span.valueStart() + 1; i < span.end() - 1; i++) {
            if (request.body()[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    private void replace(int start, int end, String text) {
        edits.add(new Edit(start, end, text.getBytes(StandardCharsets.UTF_8)));
    }

    private int indexOf(char wanted, int from) {
        int i = from;
        while (request.body()[i] != wanted) {
            i++;
        }
        return i;
    }

    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
