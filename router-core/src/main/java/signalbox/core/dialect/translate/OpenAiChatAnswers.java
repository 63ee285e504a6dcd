package signalbox.core.dialect.translate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Answer.Tokens;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;

/// Whole answers, finish reasons and usage of Chat Completions. Stateless.
final class OpenAiChatAnswers {
    private OpenAiChatAnswers() {}

    static Answer read(byte[] body) throws IOException {
        Json answer = Json.read(body);
        if (answer.get("choices").items().isEmpty()) {
            throw new IOException("the answer has no choices");
        }
        Json choice = answer.get("choices").items().getFirst();
        Json message = choice.get("message");
        var parts = new ArrayList<Part>();
        String thought = thought(message);
        if (!thought.isEmpty()) {
            parts.add(new Part.Reasoning(thought, ""));
        }
        String text = text(message.get("content"));
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }
        if (!message.get("refusal").text().isEmpty()) {
            parts.add(new Part.Refusal(message.get("refusal").text()));
        }
        String id = answer.get("id").text();
        int i = 0;
        for (Json call : message.get("tool_calls").items()) {
            parts.add(call(call, id, i++));
        }
        return new Answer(
                id,
                answer.get("model").text(),
                parts,
                stop(choice.get("finish_reason").text()),
                "",
                tokens(answer.get("usage")));
    }

    /// xAI, Z.AI and vLLM name the field one way, OpenRouter, Cerebras and Ollama the other; some send both.
    static String thought(Json message) {
        String thought = message.get("reasoning_content").text();
        return thought.isEmpty() ? message.get("reasoning").text() : thought;
    }

    /// A text, or an array of text parts.
    static String text(Json content) {
        return content.isText()
                ? content.text()
                : content.items().stream().map(part -> part.get("text").text()).collect(Collectors.joining());
    }

    private static Part call(Json call, String answer, int index) {
        Json function = call.get("function");
        return new Part.ToolCall(
                callId(call, answer, index), function.get("name").text(), arguments(function), signature(call));
    }

    static String callId(Json call, String answer, int index) {
        String id = call.get("id").text();
        return id.isEmpty() ? "call_" + answer + "_" + index : id;
    }

    /// Some compatible servers send the object itself.
    static String arguments(Json function) {
        Json arguments = function.get("arguments");
        return arguments.isText() || !arguments.present() ? arguments.text() : arguments.compact();
    }

    static String signature(Json call) {
        return call.get("extra_content").get("google").get("thought_signature").text();
    }

    static Stop stop(String reason) {
        return switch (reason) {
            case "length", "model_length" -> Stop.LENGTH;
            case "tool_calls", "function_call" -> Stop.TOOLS;
            case "content_filter", "sensitive" -> Stop.REFUSED;
            case "error", "network_error" -> Stop.FAILED;
            default -> Stop.END;
        };
    }

    /// xAI alone counts reasoning beside the completion; its total gives it away.
    static Tokens tokens(Json usage) {
        if (!usage.present()) {
            return Tokens.NONE;
        }
        long prompt = usage.get("prompt_tokens").whole(0);
        long completion = usage.get("completion_tokens").whole(0);
        Json details = usage.get("prompt_tokens_details");
        long cached = Math.max(details.get("cached_tokens").whole(0), usage.get("prompt_cache_hit_tokens").whole(0));
        long written = details.get("cache_write_tokens").whole(0);
        long reasoning = usage.get("completion_tokens_details").get("reasoning_tokens").whole(0);
        boolean beside = reasoning > 0 && usage.get("total_tokens").whole(0) == prompt + completion + reasoning;
        return new Tokens(
                Math.max(0, prompt - cached - written),
                cached,
                written,
                0,
                beside ? completion + reasoning : completion,
                reasoning);
    }

    static byte[] write(Answer answer, Client client) {
        var message = Json.object().put("role", "assistant");
        String text = String.join("", Fields.plain(answer.parts()));
        boolean calls = answer.callsTools();
        message.put("content", text.isEmpty() && calls ? Json.NULL : Json.text(text));
        String refusal = refusal(answer.parts());
        message.put("refusal", refusal.isEmpty() ? Json.NULL : Json.text(refusal));
        var toolCalls = Json.array();
        var thoughts = new StringBuilder();
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Reasoning(String thought, String seal) -> thoughts.append(thought);
                case Part.ToolCall(String id, String name, String arguments, String signature) ->
                        toolCalls.add(call(id, name, arguments.isBlank() ? "{}" : arguments));
                default -> {}
            }
        }
        if (!thoughts.isEmpty()) {
            message.put("reasoning_content", thoughts.toString());
        }
        if (calls) {
            message.put("tool_calls", toolCalls);
        }
        var choice = Json.object().put("index", 0).put("message", message).put("logprobs", Json.NULL);
        choice.put("finish_reason", reason(answer.stop().given(calls)));
        return head(client.idOr(answer.id(), "chatcmpl-"), client.modelOr(answer.model()), "chat.completion", client)
                .put("choices", Json.array().add(choice))
                .put("usage", usage(answer.tokens()))
                .bytes();
    }

    static String refusal(List<Part> parts) {
        return parts.stream()
                .filter(Part.Refusal.class::isInstance)
                .map(part -> ((Part.Refusal) part).text())
                .collect(Collectors.joining());
    }

    static Json.Obj call(String id, String name, String arguments) {
        var function = Json.object().put("name", name).put("arguments", arguments);
        return Json.object().put("id", id).put("type", "function").put("function", function);
    }

    static Json.Obj head(String id, String model, String object, Client client) {
        return Json.object().put("id", id).put("object", object).put("created", client.created()).put("model", model);
    }

    static String reason(Stop stop) {
        return switch (stop) {
            case LENGTH, CONTEXT_FULL -> "length";
            case TOOLS -> "tool_calls";
            case REFUSED -> "content_filter";
            case END, STOP_TEXT, PAUSED, FAILED -> "stop";
        };
    }

    static Json usage(Tokens tokens) {
        var prompt = Json.object().put("cached_tokens", tokens.cacheRead());
        if (tokens.cacheWrite() > 0) {
            prompt.put("cache_write_tokens", tokens.cacheWrite());
        }
        return Json.object()
                .put("prompt_tokens", tokens.prompt())
                .put("completion_tokens", tokens.output())
                .put("total_tokens", tokens.prompt() + tokens.output())
                .put("prompt_tokens_details", prompt)
                .put("completion_tokens_details", Json.object().put("reasoning_tokens", tokens.reasoning()));
    }
}
