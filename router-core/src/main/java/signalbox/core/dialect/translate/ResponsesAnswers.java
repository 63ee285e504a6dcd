package signalbox.core.dialect.translate;

import java.io.IOException;
import java.util.ArrayList;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Answer.Tokens;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;

/// Whole answers, states and usage of Responses. Stateless.
final class ResponsesAnswers {
    private ResponsesAnswers() {}

    static Answer read(byte[] body) throws IOException {
        Json answer = Json.read(body);
        if (!(answer.get("output") instanceof Json.Arr)) {
            throw new IOException("the answer has no output");
        }
        var parts = new ArrayList<Part>();
        for (Json item : answer.get("output").items()) {
            switch (item.get("type").text()) {
                case "message" -> {
                    for (Json part : item.get("content").items()) {
                        boolean refusal = part.get("type").text().equals("refusal");
                        parts.add(
                                refusal
                                        ? new Part.Refusal(part.get("refusal").text())
                                        : new Part.Text(part.get("text").text()));
                    }
                }
                case "reasoning" ->
                        item.get("summary")
                                .items()
                                .forEach(piece -> parts.add(new Part.Reasoning(piece.get("text").text(), "")));
                case "function_call" ->
                        parts.add(
                                new Part.ToolCall(
                                        item.get("call_id").text(),
                                        item.get("name").text(),
                                        item.get("arguments").text(),
                                        ""));
                default -> {}
            }
        }
        return new Answer(
                answer.get("id").text(),
                answer.get("model").text(),
                parts,
                stop(answer),
                "",
                tokens(answer.get("usage")));
    }

    static Stop stop(Json answer) {
        return switch (answer.get("status").text()) {
            case "incomplete" ->
                    answer.get("incomplete_details").get("reason").text().equals("content_filter")
                            ? Stop.REFUSED
                            : Stop.LENGTH;
            case "failed", "cancelled" -> Stop.FAILED;
            default -> Stop.END;
        };
    }

    static Tokens tokens(Json usage) {
        Json details = usage.get("input_tokens_details");
        long cached = details.get("cached_tokens").whole(0);
        long written = details.get("cache_write_tokens").whole(0);
        return new Tokens(
                Math.max(0, usage.get("input_tokens").whole(0) - cached - written),
                cached,
                written,
                0,
                usage.get("output_tokens").whole(0),
                usage.get("output_tokens_details").get("reasoning_tokens").whole(0));
    }

    static byte[] write(Answer answer, Client client) {
        String id = client.idOr(answer.id(), "resp_");
        var output = Json.array();
        var content = Json.array();
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Reasoning(String text, String seal) ->
                        output.add(reasoning("rs_" + output.values().size() + "_" + id, text));
                case Part.Text(String text) -> content.add(text(text));
                case Part.Refusal(String text) -> content.add(Json.typed("refusal").put("refusal", text));
                default -> {}
            }
        }
        if (!content.values().isEmpty()) {
            output.add(message("msg_" + output.values().size() + "_" + id, "completed", content));
        }
        Turns.calls(answer.parts())
                .forEach(call ->
                        output.add(
                                call(
                                        "fc_" + output.values().size() + "_" + id,
                                        "completed",
                                        call.id(),
                                        call.name(),
                                        call.arguments().isBlank() ? "{}" : call.arguments())));
        return response(id, client.modelOr(answer.model()), answer.stop(), output, answer.tokens(), client).bytes();
    }

    static Json text(String text) {
        return Json.typed("output_text").put("text", text).put("annotations", Json.array());
    }

    static Json.Obj message(String id, String status, Json.Arr content) {
        return Json.typed("message")
                .put("id", id)
                .put("status", status)
                .put("role", "assistant")
                .put("content", content);
    }

    static Json.Obj reasoning(String id, String text) {
        var summary = Json.array();
        if (!text.isEmpty()) {
            summary.add(Json.typed("summary_text").put("text", text));
        }
        return Json.typed("reasoning").put("id", id).put("summary", summary);
    }

    static Json.Obj call(String id, String status, String callId, String name, String arguments) {
        var call = Json.typed("function_call").put("id", id).put("status", status).put("call_id", callId);
        return Namespaced.put(call, name).put("arguments", arguments);
    }

    /// The response object in its last state.
    static Json.Obj response(String id, String model, Stop stop, Json output, Tokens tokens, Client client) {
        String reason =
                switch (stop) {
                    case LENGTH, CONTEXT_FULL -> "max_output_tokens";
                    case REFUSED -> "content_filter";
                    default -> "";
                };
        var response = head(id, model, reason.isEmpty() ? "completed" : "incomplete", output, client);
        response.put("incomplete_details", reason.isEmpty() ? Json.NULL : Json.object().put("reason", reason));
        return response.put("usage", usage(tokens));
    }

    static Json.Obj head(String id, String model, String status, Json output, Client client) {
        return Json.object()
                .put("id", id)
                .put("object", "response")
                .put("created_at", client.created())
                .put("status", status)
                .put("error", Json.NULL)
                .put("incomplete_details", Json.NULL)
                .put("instructions", Json.NULL)
                .put("model", model)
                .put("output", output)
                .put("parallel_tool_calls", true)
                .put("store", false)
                .put("tool_choice", "auto")
                .put("tools", Json.array());
    }

    private static Json usage(Tokens tokens) {
        var input = Json.object().put("cached_tokens", tokens.cacheRead());
        if (tokens.cacheWrite() > 0) {
            input.put("cache_write_tokens", tokens.cacheWrite());
        }
        return Json.object()
                .put("input_tokens", tokens.prompt())
                .put("input_tokens_details", input)
                .put("output_tokens", tokens.output())
                .put("output_tokens_details", Json.object().put("reasoning_tokens", tokens.reasoning()))
                .put("total_tokens", tokens.prompt() + tokens.output());
    }
}
