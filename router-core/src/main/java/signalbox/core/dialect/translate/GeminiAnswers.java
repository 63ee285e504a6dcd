package signalbox.core.dialect.translate;

import java.io.IOException;
import java.util.ArrayList;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Answer.Tokens;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;

/// Whole answers, finish reasons and usage of generateContent. Stateless.
final class GeminiAnswers {
    private GeminiAnswers() {}

    static Answer read(byte[] body) throws IOException {
        Json answer = Json.read(body);
        Json candidate = candidate(answer);
        if (!candidate.present() && !blocked(answer)) {
            throw new IOException("the answer has no candidates");
        }
        var parts = new ArrayList<Part>();
        String id = answer.get("responseId").text();
        int calls = 0;
        for (Json part : candidate.get("content").get("parts").items()) {
            if (part.has("functionCall")) {
                parts.add(call(part, id, calls++));
            } else if (!part.get("text").text().isEmpty()) {
                String text = part.get("text").text();
                parts.add(part.get("thought").flag() ? new Part.Reasoning(text, "") : new Part.Text(text));
            }
        }
        return new Answer(
                id,
                answer.get("modelVersion").text(),
                parts,
                blocked(answer) ? Stop.REFUSED : stop(candidate.get("finishReason").text()),
                "",
                tokens(answer.get("usageMetadata")));
    }

    static Json candidate(Json answer) {
        var candidates = answer.get("candidates").items();
        return candidates.isEmpty() ? Json.NULL : candidates.getFirst();
    }

    static boolean blocked(Json answer) {
        return answer.get("promptFeedback").has("blockReason");
    }

    /// Ids are optional in this format, and others need one.
    static Part.ToolCall call(Json part, String answer, int index) {
        Json function = part.get("functionCall");
        String id = function.get("id").text();
        return new Part.ToolCall(
                id.isEmpty() ? "call_" + answer + "_" + index : id,
                function.get("name").text(),
                function.has("args") ? function.get("args").compact() : "{}",
                part.get("thoughtSignature").text());
    }

    static Stop stop(String reason) {
        return switch (reason) {
            case "MAX_TOKENS" -> Stop.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII" -> Stop.REFUSED;
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "OTHER" -> Stop.FAILED;
            default -> reason.startsWith("IMAGE_") ? Stop.REFUSED : Stop.END;
        };
    }

    static Tokens tokens(Json usage) {
        long cached = usage.get("cachedContentTokenCount").whole(0);
        long prompt = usage.get("promptTokenCount").whole(0) + usage.get("toolUsePromptTokenCount").whole(0);
        long thoughts = usage.get("thoughtsTokenCount").whole(0);
        return new Tokens(
                Math.max(0, prompt - cached),
                cached,
                0,
                0,
                usage.get("candidatesTokenCount").whole(0) + thoughts,
                thoughts);
    }

    static byte[] write(Answer answer, Client client) {
        var parts = Json.array();
        boolean refused = false;
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Text(String text) -> parts.add(Json.object().put("text", text));
                case Part.Refusal(String text) -> {
                    refused = true;
                    parts.add(Json.object().put("text", text));
                }
                case Part.Reasoning(String text, String seal) -> parts.add(thought(text));
                case Part.ToolCall call -> parts.add(call(call.id(), call.name(), call.arguments()));
                default -> {}
            }
        }
        Json candidate = candidate(parts, reason(refused ? Stop.REFUSED : answer.stop()));
        return response(candidate, answer.tokens(), answer.id(), answer.model(), client).bytes();
    }

    static Json thought(String text) {
        return Json.object().put("text", text).put("thought", true);
    }

    static Json call(String id, String name, String arguments) {
        var call = Json.object().put("id", id).put("name", name).put("args", Fields.arguments(arguments));
        return Json.object().put("functionCall", call);
    }

    /// @param reason empty while the answer goes on
    static Json candidate(Json parts, String reason) {
        var candidate = Json.object().put("content", Json.object().put("parts", parts).put("role", "model"));
        if (!reason.isEmpty()) {
            candidate.put("finishReason", reason);
        }
        return candidate.put("index", 0);
    }

    static String reason(Stop stop) {
        return switch (stop) {
            case LENGTH, CONTEXT_FULL -> "MAX_TOKENS";
            case REFUSED -> "SAFETY";
            case END, STOP_TEXT, TOOLS, PAUSED, FAILED -> "STOP";
        };
    }

    static Json.Obj response(Json candidate, Tokens tokens, String id, String model, Client client) {
        var usage =
                Json.object()
                        .put("promptTokenCount", tokens.prompt())
                        .put("candidatesTokenCount", tokens.output() - tokens.reasoning())
                        .put("totalTokenCount", tokens.prompt() + tokens.output());
        if (tokens.cacheRead() > 0) {
            usage.put("cachedContentTokenCount", tokens.cacheRead());
        }
        if (tokens.reasoning() > 0) {
            usage.put("thoughtsTokenCount", tokens.reasoning());
        }
        return Json.object()
                .put("candidates", Json.array().add(candidate))
                .put("usageMetadata", usage)
                .put("modelVersion", client.modelOr(model))
                .put("responseId", client.idOr(id, ""));
    }
}
