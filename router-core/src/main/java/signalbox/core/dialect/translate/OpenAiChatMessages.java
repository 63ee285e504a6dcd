package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.List;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Conversation.Role;
import signalbox.core.dialect.neutral.Conversation.Turn;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.dialect.neutral.Part.Media;

/// Reads the messages of a Chat Completions request, one by one in order. One instance per request.
final class OpenAiChatMessages {
    private final Notes notes;
    private String legacyCall = "";
    private int legacyCalls;

    OpenAiChatMessages(Notes notes) {
        this.notes = notes;
    }

    Turn read(Json message, String param) throws MalformedRequest {
        if (message.has("name") && !message.get("role").text().equals("function")) {
            notes.dropped("the name of a participant", "other wire formats have no such field");
        }
        return switch (message.get("role").text()) {
            case "system" -> new Turn(Role.SYSTEM, content(message, param));
            case "developer" -> new Turn(Role.DEVELOPER, content(message, param));
            case "user" -> new Turn(Role.USER, content(message, param));
            case "assistant" -> new Turn(Role.ASSISTANT, assistant(message, param));
            case "tool" -> result(message.get("tool_call_id").text(), "", message, param);
            case "function" -> result(legacyCall, message.get("name").text(), message, param);
            default -> throw Fields.wrong(param + ".role", "`system`, `developer`, `user`, `assistant` or `tool`");
        };
    }

    private Turn result(String callId, String name, Json message, String param) throws MalformedRequest {
        if (callId.isEmpty()) {
            throw Fields.wrong(param + ".tool_call_id", "the id of the tool call that this answers");
        }
        var content = content(message, param);
        var marks = content.stream().filter(Part.CacheMark.class::isInstance).toList();
        var parts = new ArrayList<Part>();
        parts.add(
                new Part.ToolResult(
                        callId, name, content.stream().filter(part -> !marks.contains(part)).toList(), false));
        parts.addAll(marks);
        return new Turn(Role.USER, parts);
    }

    private List<Part> assistant(Json message, String param) throws MalformedRequest {
        var parts = new ArrayList<Part>();
        // compatible providers hand thoughts out without a seal; they are kept for targets that may want to see them
        String thought = message.get("reasoning_content").text() + message.get("reasoning").text();
        if (!thought.isEmpty()) {
            parts.add(new Part.Reasoning(thought, ""));
        }
        parts.addAll(content(message, param));
        if (!message.get("refusal").text().isEmpty()) {
            parts.add(new Part.Refusal(message.get("refusal").text()));
        }
        if (message.has("audio")) {
            throw Untranslatable.always(
                    param + ".audio", "A spoken answer cannot be sent back to a provider of another wire format.");
        }
        int i = 0;
        for (Json call : message.get("tool_calls").items()) {
            parts.add(call(call, param + ".tool_calls[" + i++ + "]"));
        }
        Json legacy = message.get("function_call");
        if (legacy.present()) {
            legacyCall = "call_function_" + legacyCalls++;
            parts.add(new Part.ToolCall(legacyCall, legacy.get("name").text(), legacy.get("arguments").text(), ""));
        }
        return parts;
    }

    /// Google's own endpoint of this format hands the seal of a call out beside it.
    private static Part call(Json call, String param) throws MalformedRequest {
        Json function = call.get("function");
        if (!function.present()) {
            throw Untranslatable.always(
                    param + ".type",
                    "A call of a tool that is no function cannot be sent to a provider of another wire format.");
        }
        if (call.get("id").text().isEmpty() || function.get("name").text().isEmpty()) {
            throw Fields.wrong(param, "a tool call with `id` and `function.name`");
        }
        String signature = call.get("extra_content").get("google").get("thought_signature").text();
        return new Part.ToolCall(
                call.get("id").text(), function.get("name").text(), function.get("arguments").text(), signature);
    }

    private static List<Part> content(Json message, String param) throws MalformedRequest {
        var parts = new ArrayList<Part>();
        Json content = message.get("content");
        if (content.isText()) {
            parts.add(new Part.Text(content.text()));
        }
        int i = 0;
        for (Json part : content.items()) {
            parts.add(part(part, param + ".content[" + i++ + "]"));
            Fields.cacheMark(part, parts);
        }
        Fields.cacheMark(message, parts);
        return parts;
    }

    private static Part part(Json part, String param) throws MalformedRequest {
        return switch (part.get("type").text()) {
            case "text" -> new Part.Text(part.get("text").text());
            case "refusal" -> new Part.Refusal(part.get("refusal").text());
            case "image_url" -> {
                Json image = part.get("image_url");
                String url = image.isText() ? image.text() : image.get("url").text();
                yield new Part.Image(Fields.media(url, param + ".image_url.url"), image.get("detail").text());
            }
            case "input_audio" -> {
                Json audio = part.get("input_audio");
                yield new Part.Audio(audio.get("format").text(), audio.get("data").text());
            }
            case "file" -> file(part.get("file"), param);
            default ->
                    throw Untranslatable.always(
                            param + ".type",
                            "A part of type `"
                                    + part.get("type").text()
                                    + "` cannot be sent to a provider of another wire format.");
        };
    }

    private static Part file(Json file, String param) throws MalformedRequest {
        String data = file.get("file_data").text();
        if (data.isEmpty()) {
            throw Untranslatable.always(
                    param + ".file", "A file that one provider stores cannot be sent to another. Send `file_data`.");
        }
        Media media =
                data.startsWith("data:")
                        ? Fields.media(data, param + ".file.file_data")
                        : new Media.Embedded("application/pdf", data);
        return new Part.File(file.get("filename").text(), media);
    }
}
