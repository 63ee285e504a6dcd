package signalbox.app.requests;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import signalbox.app.text.Text;
import signalbox.core.CallRequest;
import signalbox.core.dialect.Address;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.Wire;

/// A shell command that repeats a call: with its body where that is kept, else with a stand-in and a comment that says
/// so. What came from a client stands in single quotes, so that nothing in it is ever run. The key is never in it.
/// Pure.
///
/// @param request the call's request; empty when it is not kept
/// @param why the code of what stands against it; empty when it is kept
record CurlCommand(CallRow row, Optional<CallRequest> request, String why) {
    /// Linux takes 128 KiB in one argument.
    private static final int MOST_ARGUMENT = 100_000;

    private static final String END = "SIGNALBOX_BODY";

    /// Of a kept request, what shapes its answer.
    private static final List<String> HEADERS =
            List.of("anthropic-version", "anthropic-beta", "x-signalbox-pii", "x-signalbox-user");

    String text(String baseUrl) {
        var text = new StringBuilder("# %s\n".formatted(CallId.format(row.id())));
        if (request.isEmpty()) {
            String key = "requests.curl." + why;
            text.append("# ").append(Text.of(Text.has(key) ? key : "requests.curl.body_gone", row.workload()));
            text.append('\n');
        }
        text.append("curl ").append(quoted(baseUrl + path())).append(" \\\n");
        text.append("  -H \"Authorization: Bearer $SIGNALBOX_KEY\" \\\n");
        text.append("  -H 'Content-Type: application/json' \\\n");
        header(text, "x-signalbox-workload", row.workload());
        for (String name : HEADERS) {
            request.map(kept -> kept.headers().get(name)).ifPresent(value -> header(text, name, value));
        }
        return text.append("  --data-binary ").append(data()).toString();
    }

    private static void header(StringBuilder text, String name, String value) {
        text.append("  -H ").append(quoted(name + ": " + value)).append(" \\\n");
    }

    private String data() {
        String body = request.map(kept -> new String(kept.body(), StandardCharsets.UTF_8)).orElseGet(this::standIn);
        String argument = quoted(body);
        return argument.getBytes(StandardCharsets.UTF_8).length <= MOST_ARGUMENT
                ? argument
                : "@- <<'" + END + "'\n" + body + "\n" + END;
    }

    private String standIn() {
        String model = new String(JsonStringEncoder.getInstance().quoteAsString(model()));
        String body =
                switch (row.wire()) {
                    case OPENAI_CHAT -> "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"…\"}]}";
                    case OPENAI_RESPONSES -> "{\"model\": \"%s\", \"input\": \"…\"}";
                    case ANTHROPIC ->
                            "{\"model\": \"%s\", \"max_tokens\": 1024, \"messages\": [{\"role\": \"user\", \"content\":"
                                    + " \"…\"}]}";
                    case GEMINI -> "{\"contents\": [{\"role\": \"user\", \"parts\": [{\"text\": \"…\"}]}]}";
                };
        return body.formatted(model);
    }

    private String model() {
        return row.askedModel().isEmpty() ? "workload:" + row.workload() : row.askedModel();
    }

    private String path() {
        Address address = request.map(CallRequest::address).orElse(Address.BODY);
        return switch (address.operation()) {
            case EMBED -> row.wire() == Wire.GEMINI ? gemini(address, "embedContent") : "/v1/embeddings";
            case EMBED_BATCH -> gemini(address, "batchEmbedContents");
            case COUNT ->
                    switch (row.wire()) {
                        case ANTHROPIC -> "/v1/messages/count_tokens";
                        case GEMINI -> gemini(address, "countTokens");
                        case OPENAI_CHAT, OPENAI_RESPONSES -> "/v1/responses/input_tokens";
                    };
            case GENERATE ->
                    switch (row.wire()) {
                        case OPENAI_CHAT -> "/v1/chat/completions";
                        case OPENAI_RESPONSES -> "/v1/responses";
                        case ANTHROPIC -> "/v1/messages";
                        case GEMINI -> gemini(address, row.stream() ? "streamGenerateContent" : "generateContent");
                    };
        };
    }

    private String gemini(Address address, String method) {
        String model = address.model().isEmpty() ? model() : address.model();
        String encoded = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
        String events = row.stream() && !address.array() ? "?alt=sse" : "";
        return "/v1beta/models/" + encoded.replace("%3A", ":") + ":" + method + events;
    }

    /// In single quotes nothing means anything but the quote itself.
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
