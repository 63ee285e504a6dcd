package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.dialect.neutral.Part.Media;

/// Writes the parts of turns as Anthropic's content blocks. One instance per request, as cache marks are counted over
/// all of it.
final class AnthropicBlockWriter {
    static final int MOST_MARKS = 4;
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final Target target;
    private final Recall recall;
    private final boolean thinks;
    private final Notes notes;
    private int marks;

    /// @param marks cache marks that tools carry already
    AnthropicBlockWriter(Target target, Recall recall, boolean thinks, int marks, Notes notes) {
        this.target = target;
        this.recall = recall;
        this.thinks = thinks;
        this.marks = marks;
        this.notes = notes;
        if (marks > MOST_MARKS) {
            notes.dropped("a cache mark", "this format takes four");
        }
    }

    /// Results of tools first, whatever their place, then the rest; texts of white space are left out, as they are
    /// refused.
    Json.Arr user(List<Part> parts) throws MalformedRequest {
        var results = Json.array();
        var rest = Json.array();
        Json.Arr last = rest;
        for (Part part : parts) {
            if (part instanceof Part.CacheMark(String ttl)) {
                mark(last, ttl);
            } else {
                last = part instanceof Part.ToolResult ? results : rest;
                add(last, part);
            }
        }
        rest.values().forEach(results::add);
        return results;
    }

    Json.Arr assistant(List<Part> parts) throws MalformedRequest {
        var blocks = Json.array();
        if (thinks) {
            sealed(parts).forEach(blocks::add);
        }
        for (Part part : parts) {
            switch (part) {
                case Part.CacheMark(String ttl) -> mark(blocks, ttl);
                case Part.Refusal(String text) -> add(blocks, new Part.Text(text));
                case Part.Reasoning reasoning ->
                        notes.dropped("a thought in the history", "its seal is not of this provider");
                case Part.HiddenReasoning hidden ->
                        notes.dropped("a thought in the history", "its seal is not of this provider");
                default -> add(blocks, part);
            }
        }
        return blocks;
    }

    /// The thoughts behind the turn's tool calls, each once: all calls of one answer share them.
    private List<Json> sealed(List<Part> parts) {
        var thoughts = new LinkedHashSet<Part>();
        Turns.calls(parts).forEach(call -> thoughts.addAll(recall.before(call.id())));
        var blocks = new ArrayList<Json>();
        for (Part thought : thoughts) {
            switch (thought) {
                case Part.Reasoning(String text, String signature) ->
                        blocks.add(Json.typed("thinking").put("thinking", text).put("signature", signature));
                case Part.HiddenReasoning(String data) -> blocks.add(Json.typed("redacted_thinking").put("data", data));
                default -> {}
            }
        }
        if (!blocks.isEmpty()) {
            notes.note("translate.recalled", "the thoughts behind a tool call were put back, as this format demands");
        }
        return blocks;
    }

    private void add(Json.Arr blocks, Part part) throws MalformedRequest {
        switch (part) {
            case Part.Text(String text) -> {
                if (!text.isBlank()) {
                    blocks.add(Json.typed("text").put("text", text));
                }
            }
            case Part.Image(Media media, String detail) -> blocks.add(image(media));
            case Part.File(String name, Media media) -> blocks.add(file(name, media));
            case Part.ToolCall call ->
                    blocks.add(
                            Json.typed("tool_use")
                                    .put("id", call.id())
                                    .put("name", call.name())
                                    .put("input", Fields.arguments(call.arguments())));
            case Part.ToolResult result -> blocks.add(result(result));
            case Part.Audio audio -> throw Untranslatable.to(target, "messages", "Audio cannot be sent");
            default -> {}
        }
    }

    private Json result(Part.ToolResult result) throws MalformedRequest {
        var block = Json.typed("tool_result").put("tool_use_id", result.callId());
        var content = Json.array();
        for (Part part : result.content()) {
            if (part instanceof Part.CacheMark(String ttl)) {
                mark(content, ttl);
            } else {
                add(content, part);
            }
        }
        boolean one =
                content.values().size() == 1
                        && content.values().getFirst().get("type").text().equals("text")
                        && !content.values().getFirst().has("cache_control");
        if (one) {
            block.put("content", content.values().getFirst().get("text"));
        } else if (!content.values().isEmpty()) {
            block.put("content", content);
        }
        return result.error() ? block.put("is_error", true) : block;
    }

    private Json image(Media media) throws MalformedRequest {
        return Json.typed("image")
                .put(
                        "source",
                        switch (media) {
                            case Media.Embedded(String type, String data) -> {
                                if (!IMAGES.contains(type)) {
                                    throw Untranslatable.to(
                                            target, "messages", "An image of type `" + type + "` cannot be sent");
                                }
                                yield Json.typed("base64").put("media_type", type).put("data", data);
                            }
                            case Media.At(String url) -> url(url);
                            case Media.Plain plain ->
                                    throw Untranslatable.to(target, "messages", "An image as text cannot be sent");
                        });
    }

    private Json url(String url) throws MalformedRequest {
        if (!url.startsWith("https://")) {
            throw Untranslatable.to(
                    target, "messages", "An image or document whose address is not https cannot be sent");
        }
        return Json.typed("url").put("url", url);
    }

    private Json file(String name, Media media) throws MalformedRequest {
        Json source =
                switch (media) {
                    case Media.Embedded(String type, String data) -> {
                        if (!type.equals("application/pdf")) {
                            throw Untranslatable.to(
                                    target, "messages", "A document of type `" + type + "` cannot be sent");
                        }
                        yield Json.typed("base64").put("media_type", type).put("data", data);
                    }
                    case Media.At(String url) -> url(url);
                    case Media.Plain(String text) ->
                            Json.typed("text").put("media_type", "text/plain").put("data", text);
                };
        var block = Json.typed("document").put("source", source);
        return name.isEmpty() ? block : block.put("title", name);
    }

    private void mark(Json.Arr blocks, String ttl) {
        if (blocks.values().isEmpty()) {
            notes.dropped("a cache mark", "nothing that is sent stands before it");
            return;
        }
        if (++marks > MOST_MARKS) {
            notes.dropped("a cache mark", "this format takes four");
        } else {
            ((Json.Obj) blocks.values().getLast()).put("cache_control", cacheControl(ttl));
        }
    }

    static Json cacheControl(String ttl) {
        var control = Json.typed("ephemeral");
        return ttl.isEmpty() || ttl.equals("5m") ? control : control.put("ttl", ttl);
    }
}
