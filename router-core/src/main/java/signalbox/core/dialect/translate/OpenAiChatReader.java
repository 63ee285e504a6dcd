package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.List;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.Conversation.AnswerFormat;
import signalbox.core.dialect.neutral.Conversation.ReasoningWish;
import signalbox.core.dialect.neutral.Conversation.Sampling;
import signalbox.core.dialect.neutral.Conversation.Tool;
import signalbox.core.dialect.neutral.Conversation.ToolChoice;
import signalbox.core.dialect.neutral.Conversation.Turn;
import signalbox.core.dialect.neutral.Json;

/// Reads a Chat Completions request into the neutral conversation. One instance per request.
final class OpenAiChatReader {
    /// Fields that no other format has; the answer does not depend on them.
    private static final List<String> DROPPED =
            List.of("logit_bias", "logprobs", "top_logprobs", "verbosity", "provider", "transforms");

    private final Json body;
    private final boolean stream;
    private final Notes notes;

    OpenAiChatReader(ParsedRequest request, Notes notes) throws MalformedRequest {
        this.body = Fields.document(request.body());
        this.stream = request.stream();
        this.notes = notes;
        if (request.choices() > 1) {
            throw Untranslatable.always("n", "`n` above 1 cannot be sent to a provider of another wire format.");
        }
        for (String name : List.of("audio", "web_search_options")) {
            if (body.has(name)) {
                throw Untranslatable.always(
                        name, "`" + name + "` cannot be sent to a provider of another wire format.");
            }
        }
        DROPPED.stream()
                .filter(name -> body.has(name) && !body.get(name).equals(new Json.Bool(false)))
                .forEach(name -> notes.dropped("`" + name + "`", "other wire formats have no such field"));
    }

    Conversation read() throws MalformedRequest {
        return new Conversation(
                turns(),
                tools(),
                toolChoice(),
                !body.get("parallel_tool_calls").equals(new Json.Bool(false)),
                format(),
                sampling(),
                reasoning(),
                Fields.texts(body.get("stop")),
                endUser(),
                stream);
    }

    private List<Turn> turns() throws MalformedRequest {
        var turns = new ArrayList<Turn>();
        var messages = new OpenAiChatMessages(notes);
        int i = 0;
        for (Json message : body.get("messages").items()) {
            turns.add(messages.read(message, "messages[" + i++ + "]"));
        }
        return turns;
    }

    private List<Tool> tools() throws MalformedRequest {
        var tools = new ArrayList<Tool>();
        int i = 0;
        for (Json tool : body.get("tools").items()) {
            String type = tool.get("type").text();
            if (!type.equals("function")) {
                throw Untranslatable.always(
                        "tools[" + i + "].type",
                        "A tool of type `" + type + "` cannot be sent to a provider of another wire format.");
            }
            tools.add(tool(tool.get("function"), tool, "tools[" + i + "].function.name"));
            i++;
        }
        for (Json function : body.get("functions").items()) {
            tools.add(tool(function, function, "functions.name"));
        }
        return tools;
    }

    private static Tool tool(Json function, Json marked, String param) throws MalformedRequest {
        String name = function.get("name").text();
        if (name.isEmpty()) {
            throw Fields.wrong(param, "a name");
        }
        Json schema = function.get("parameters");
        Json cache = marked.get("cache_control");
        String ttl = cache.get("ttl").text();
        return new Tool(
                name,
                function.get("description").text(),
                schema instanceof Json.Obj ? schema : null,
                function.get("strict").flag(),
                cache.present() ? (ttl.isEmpty() ? "5m" : ttl) : "");
    }

    private ToolChoice toolChoice() {
        Json choice = body.has("tool_choice") ? body.get("tool_choice") : body.get("function_call");
        if (choice.isText()) {
            return new ToolChoice(mode(choice.text()), List.of());
        }
        if (!choice.present()) {
            return ToolChoice.UNSET;
        }
        Json allowed = choice.get("allowed_tools");
        if (allowed.present()) {
            var names = allowed.get("tools").items().stream().map(tool -> tool.get("function").get("name").text());
            return new ToolChoice(mode(allowed.get("mode").text()), names.toList());
        }
        Json function = choice.get("function");
        String name = (function.present() ? function : choice).get("name").text();
        return new ToolChoice(ToolChoice.Mode.REQUIRED, name.isEmpty() ? List.of() : List.of(name));
    }

    static ToolChoice.Mode mode(String word) {
        return switch (word) {
            case "none" -> ToolChoice.Mode.NONE;
            case "required", "any" -> ToolChoice.Mode.REQUIRED;
            default -> ToolChoice.Mode.AUTO;
        };
    }

    private AnswerFormat format() {
        Json format = body.get("response_format");
        return switch (format.get("type").text()) {
            case "json_object" -> new AnswerFormat.AnyJson();
            case "json_schema" -> schema(format.get("json_schema"));
            default -> new AnswerFormat.Free();
        };
    }

    static AnswerFormat schema(Json format) {
        return new AnswerFormat.Schema(
                format.get("name").text(),
                format.get("description").text(),
                format.get("schema"),
                format.get("strict").flag());
    }

    private Sampling sampling() {
        return new Sampling(
                body.get("temperature").number(),
                body.get("top_p").number(),
                body.get("top_k").number(),
                body.get("presence_penalty").number(),
                body.get("frequency_penalty").number(),
                body.get("seed").number());
    }

    /// OpenAI's `reasoning_effort`, OpenRouter's `reasoning`, Z.AI's `thinking`.
    private ReasoningWish reasoning() {
        Json openRouter = body.get("reasoning");
        String effort =
                body.get("reasoning_effort").isText()
                        ? body.get("reasoning_effort").text()
                        : openRouter.get("effort").text();
        long budget = openRouter.get("max_tokens").whole(-1);
        boolean off =
                effort.equals("none")
                        || openRouter.get("enabled").equals(new Json.Bool(false))
                        || body.get("thinking").get("type").text().equals("disabled");
        boolean on =
                !effort.isEmpty()
                        || budget > 0
                        || openRouter.get("enabled").flag()
                        || body.get("thinking").get("type").text().equals("enabled");
        if (off) {
            return new ReasoningWish(ReasoningWish.Mode.OFF, "", -1, false);
        }
        return on
                ? new ReasoningWish(ReasoningWish.Mode.ON, effort, budget, !openRouter.get("exclude").flag())
                : ReasoningWish.UNSET;
    }

    private String endUser() {
        String id = body.get("safety_identifier").text();
        return id.isEmpty() ? body.get("user").text() : id;
    }
}
