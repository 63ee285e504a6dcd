package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.List;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.dialect.neutral.Part.Media;

/// Reads content blocks of Anthropic Messages, in requests and in answers.
final class AnthropicBlocks {
    private final Notes notes;

    AnthropicBlocks(Notes notes) {
        this.notes = notes;
    }

    /// A text, or an array of blocks.
    List<Part> content(Json content, String param) throws MalformedRequest {
        var parts = new ArrayList<Part>();
        if (content.isText()) {
            parts.add(new Part.Text(content.text()));
        }
        int i = 0;
        for (Json block : content.items()) {
            block(block, param + "[" + i++ + "]", parts);
            Fields.cacheMark(block, parts);
        }
        return parts;
    }

    private void block(Json block, String param, List<Part> parts) throws MalformedRequest {
        String type = block.get("type").text();
        switch (type) {
            case "text" -> text(block, parts);
            case "image" -> parts.add(new Part.Image(source(block.get("source"), param), ""));
            case "document" -> document(block, param, parts);
            case "search_result" -> parts.add(searchResult(block, param));
            case "tool_use" -> parts.add(toolUse(block));
            case "tool_result" ->
                    parts.add(
                            new Part.ToolResult(
                                    block.get("tool_use_id").text(),
                                    "",
                                    content(block.get("content"), param + ".content"),
                                    block.get("is_error").flag()));
            case "thinking" ->
                    parts.add(new Part.Reasoning(block.get("thinking").text(), block.get("signature").text()));
            case "redacted_thinking" -> parts.add(new Part.HiddenReasoning(block.get("data").text()));
            case "container_upload" ->
                    throw Untranslatable.always(
                            param,
                            "A file in Anthropic's container cannot be sent to a provider of another wire format.");
            default -> notes.dropped("a block of type `" + type + "`", "other wire formats have no such block");
        }
    }

    private void text(Json block, List<Part> parts) {
        if (!block.get("citations").items().isEmpty()) {
            notes.dropped("citations", "other wire formats have no such field");
        }
        parts.add(new Part.Text(block.get("text").text()));
    }

    static Part.ToolCall toolUse(Json block) {
        return new Part.ToolCall(block.get("id").text(), block.get("name").text(), block.get("input").compact(), "");
    }

    private static Media source(Json source, String param) throws MalformedRequest {
        return switch (source.get("type").text()) {
            case "base64" -> new Media.Embedded(source.get("media_type").text(), source.get("data").text());
            case "url" -> new Media.At(source.get("url").text());
            case "text" -> new Media.Plain(source.get("data").text());
            default ->
                    throw Untranslatable.always(
                            param + ".source",
                            "A file that Anthropic stores cannot be sent to a provider of another wire format. "
                                    + "Send its bytes.");
        };
    }

    private void document(Json block, String param, List<Part> parts) throws MalformedRequest {
        Json source = block.get("source");
        String title = block.get("title").text();
        if (source.get("type").text().equals("content")) {
            parts.addAll(content(source.get("content"), param + ".source.content"));
        } else {
            parts.add(new Part.File(title, source(source, param)));
        }
        if (!block.get("context").text().isEmpty()) {
            parts.add(new Part.Text(block.get("context").text()));
        }
    }

    private Part searchResult(Json block, String param) throws MalformedRequest {
        var lines = new ArrayList<String>();
        lines.add(block.get("title").text());
        lines.add(block.get("source").text());
        lines.addAll(Fields.plain(content(block.get("content"), param + ".content")));
        return new Part.Text(String.join("\n", lines));
    }
}
