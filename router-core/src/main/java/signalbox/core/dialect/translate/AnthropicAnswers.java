package signalbox.core.dialect.translate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Answer.Tokens;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;

/// Whole answers, stop reasons and usage of Anthropic Messages. Stateless.
final class AnthropicAnswers {
    /// Stands for the seal on thoughts that come from a provider without seals. Anthropic would refuse it, so the same
    /// dialect takes thoughts with it out of histories.
    static final String UNSEALED = "signalbox-unsealed";

    private AnthropicAnswers() {}

    static Answer read(byte[] body, Notes notes) throws IOException {
        Json answer = Json.read(body);
        if (!(answer.get("content") instanceof Json.Arr)) {
            throw new IOException("the answer has no content");
        }
        List<Part> parts;
        try {
            parts = new AnthropicBlocks(notes).content(answer.get("content"), "content");
        } catch (MalformedRequest odd) {
            throw new IOException("the answer has a block that cannot be read", odd);
        }
        return new Answer(
                answer.get("id").text(),
                answer.get("model").text(),
                parts,
                stop(answer.get("stop_reason").text()),
                answer.get("stop_sequence").text(),
                tokens(answer.get("usage"), Tokens.NONE));
    }

    static Stop stop(String reason) {
        return switch (reason) {
            case "stop_sequence" -> Stop.STOP_TEXT;
            case "max_tokens" -> Stop.LENGTH;
            case "model_context_window_exceeded" -> Stop.CONTEXT_FULL;
            case "tool_use" -> Stop.TOOLS;
            case "refusal" -> Stop.REFUSED;
            case "pause_turn" -> Stop.PAUSED;
            default -> Stop.END;
        };
    }

    /// What a usage object says; what it leaves out or says with null stays as it was before.
    static Tokens tokens(Json usage, Tokens before) {
        long written = usage.get("cache_creation_input_tokens").whole(before.cacheWrite());
        Json split = usage.get("cache_creation");
        long hour = split.get("ephemeral_1h_input_tokens").whole(before.cacheWrite1h());
        return new Tokens(
                usage.get("input_tokens").whole(before.input()),
                usage.get("cache_read_input_tokens").whole(before.cacheRead()),
                Math.max(0, written - hour),
                hour,
                usage.get("output_tokens").whole(before.output()),
                usage.get("output_tokens_details").get("thinking_tokens").whole(before.reasoning()));
    }

    static byte[] write(Answer answer, Client client) {
        var content = Json.array();
        boolean refused = false;
        for (Part part : ordered(answer.parts())) {
            switch (part) {
                case Part.Text(String text) -> content.add(Json.typed("text").put("text", text));
                case Part.Refusal(String text) -> {
                    refused = true;
                    content.add(Json.typed("text").put("text", text));
                }
                case Part.Reasoning(String text, String seal) ->
                        content.add(Json.typed("thinking").put("thinking", text).put("signature", UNSEALED));
                case Part.ToolCall(String id, String name, String arguments, String signature) ->
                        content.add(
                                Json.typed("tool_use")
                                        .put("id", ToolAliases.fit(id, ToolAliases.SHORT))
                                        .put("name", name)
                                        .put("input", Fields.arguments(arguments)));
                default -> {}
            }
        }
        Stop stop = answer.stop().given(answer.callsTools());
        return Json.object()
                .put("id", client.idOr(answer.id(), "msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", client.modelOr(answer.model()))
                .put("content", content)
                .put("stop_reason", reason(refused ? Stop.REFUSED : stop))
                .put("stop_sequence", answer.stopText().isEmpty() ? Json.NULL : Json.text(answer.stopText()))
                .put("usage", usage(answer.tokens()))
                .bytes();
    }

    /// Thoughts come first in this format.
    private static List<Part> ordered(List<Part> parts) {
        var ordered = new ArrayList<>(parts.stream().filter(Part.Reasoning.class::isInstance).toList());
        parts.stream().filter(part -> !(part instanceof Part.Reasoning)).forEach(ordered::add);
        return ordered;
    }

    static String reason(Stop stop) {
        return switch (stop) {
            case STOP_TEXT -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case CONTEXT_FULL -> "model_context_window_exceeded";
            case TOOLS -> "tool_use";
            case REFUSED -> "refusal";
            case PAUSED -> "pause_turn";
            case END, FAILED -> "end_turn";
        };
    }

    static Json.Obj usage(Tokens tokens) {
        var usage =
                Json.object()
                        .put("input_tokens", tokens.input())
                        .put("cache_creation_input_tokens", tokens.cacheWrite())
                        .put("cache_read_input_tokens", tokens.cacheRead())
                        .put("output_tokens", tokens.output());
        if (tokens.reasoning() > 0) {
            usage.put("output_tokens_details", Json.object().put("thinking_tokens", tokens.reasoning()));
        }
        return usage;
    }
}
