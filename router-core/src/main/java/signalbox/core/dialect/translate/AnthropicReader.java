package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.List;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.Conversation.AnswerFormat;
import signalbox.core.dialect.neutral.Conversation.ReasoningWish;
import signalbox.core.dialect.neutral.Conversation.Role;
import signalbox.core.dialect.neutral.Conversation.Sampling;
import signalbox.core.dialect.neutral.Conversation.Tool;
import signalbox.core.dialect.neutral.Conversation.ToolChoice;
import signalbox.core.dialect.neutral.Conversation.Turn;
import signalbox.core.dialect.neutral.Json;

/// Reads a Messages request into the neutral conversation. One instance per request.
final class AnthropicReader {
    /// Claude Code sends them all the time; the answer does not depend on them.
    private static final List<String> DROPPED = List.of("context_management", "speed", "inference_geo", "diagnostics");

    private final Json body;
    private final boolean stream;
    private final Notes notes;

    AnthropicReader(ParsedRequest request, Notes notes) throws MalformedRequest {
        this.body = Fields.document(request.body());
        this.stream = request.stream();
        this.notes = notes;
        DROPPED.stream()
                .filter(body::has)
                .forEach(name -> notes.dropped("`" + name + "`", "other wire formats have no such field"));
    }

    Conversation read() throws MalformedRequest {
        return new Conversation(
                turns(),
                tools(),
                toolChoice(),
                !body.get("tool_choice").get("disable_parallel_tool_use").flag(),
                format(),
                sampling(),
                reasoning(),
                Fields.texts(body.get("stop_sequences")),
                body.get("metadata").get("user_id").text(),
                stream);
    }

    private List<Turn> turns() throws MalformedRequest {
        var turns = new ArrayList<Turn>();
        var blocks = new AnthropicBlocks(notes);
        var system = blocks.content(body.get("system"), "system");
        if (!system.isEmpty()) {
            turns.add(new Turn(Role.SYSTEM, system));
        }
        int i = 0;
        for (Json message : body.get("messages").items()) {
            String param = "messages[" + i++ + "]";
            var parts = blocks.content(message.get("content"), param + ".content");
            turns.add(new Turn(role(message.get("role").text(), param), parts));
        }
        return turns;
    }

    private static Role role(String role, String param) throws MalformedRequest {
        return switch (role) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default -> throw Fields.wrong(param + ".role", "`user`, `assistant` or `system`");
        };
    }

    /// The provider's own tools have no schema that another model could be told.
    private List<Tool> tools() throws MalformedRequest {
        var tools = new ArrayList<Tool>();
        int i = 0;
        for (Json tool : body.get("tools").items()) {
            String type = tool.get("type").text();
            String name = tool.get("name").text();
            if (!type.isEmpty() && !type.equals("custom")) {
                throw Untranslatable.always(
                        "tools[" + i + "].type",
                        "The tool `" + type + "` exists at Anthropic only; no provider of another wire format has it.");
            }
            if (name.isEmpty()) {
                throw Fields.wrong("tools[" + i + "].name", "a name");
            }
            Json schema = tool.get("input_schema");
            Json cache = tool.get("cache_control");
            String ttl = cache.get("ttl").text();
            tools.add(
                    new Tool(
                            name,
                            tool.get("description").text(),
                            schema instanceof Json.Obj ? schema : null,
                            tool.get("strict").flag(),
                            cache.present() ? (ttl.isEmpty() ? "5m" : ttl) : ""));
            i++;
        }
        return tools;
    }

    private ToolChoice toolChoice() {
        Json choice = body.get("tool_choice");
        return switch (choice.get("type").text()) {
            case "auto" -> new ToolChoice(ToolChoice.Mode.AUTO, List.of());
            case "none" -> new ToolChoice(ToolChoice.Mode.NONE, List.of());
            case "any" -> new ToolChoice(ToolChoice.Mode.REQUIRED, List.of());
            case "tool" -> new ToolChoice(ToolChoice.Mode.REQUIRED, List.of(choice.get("name").text()));
            default -> ToolChoice.UNSET;
        };
    }

    private AnswerFormat format() {
        Json format = body.get("output_config").get("format");
        if (!format.present()) {
            format = body.get("output_format");
        }
        return format.get("type").text().equals("json_schema")
                ? new AnswerFormat.Schema("answer", "", format.get("schema"), true)
                : new AnswerFormat.Free();
    }

    private Sampling sampling() {
        return new Sampling(
                body.get("temperature").number(), body.get("top_p").number(), body.get("top_k").number(), "", "", "");
    }

    private ReasoningWish reasoning() {
        Json thinking = body.get("thinking");
        String effort = body.get("output_config").get("effort").text();
        boolean shown = !thinking.get("display").text().equals("omitted");
        return switch (thinking.get("type").text()) {
            case "enabled" ->
                    new ReasoningWish(ReasoningWish.Mode.ON, effort, thinking.get("budget_tokens").whole(-1), shown);
            case "adaptive" -> new ReasoningWish(ReasoningWish.Mode.ON, effort, -1, shown);
            case "disabled" -> new ReasoningWish(ReasoningWish.Mode.OFF, effort, -1, false);
            default ->
                    effort.isEmpty()
                            ? ReasoningWish.UNSET
                            : new ReasoningWish(ReasoningWish.Mode.UNSET, effort, -1, false);
        };
    }
}
