package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.Conversation.AnswerFormat;
import signalbox.core.dialect.neutral.Conversation.ReasoningWish;
import signalbox.core.dialect.neutral.Conversation.Role;
import signalbox.core.dialect.neutral.Conversation.Tool;
import signalbox.core.dialect.neutral.Conversation.ToolChoice;
import signalbox.core.dialect.neutral.Conversation.Turn;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.policy.Ability;

/// Writes the neutral conversation as a Messages request for version 2023-06-01. One instance per request.
final class AnthropicWriter {
    private static final int LEAST_THINKING = 1_024;

    private final Conversation conversation;
    private final Target target;
    private final Recall recall;
    private final Notes notes;
    private final List<Turn> talk;
    private final Json.Obj body = Json.object();
    private int marks;

    AnthropicWriter(Conversation conversation, Target target, Recall recall, Notes notes) {
        this.conversation = conversation;
        this.target = target;
        this.recall = recall;
        this.notes = notes;
        this.talk = Turns.talk(conversation);
    }

    byte[] write() throws MalformedRequest {
        boolean thinks = thinks();
        Losses.imageDetails(conversation, notes);
        body.put("model", target.model());
        body.put("max_tokens", target.outputLimit());
        messages(thinks);
        tools();
        format();
        thinking(thinks);
        sampling(thinks);
        stops();
        if (!conversation.endUser().isEmpty()) {
            body.put("metadata", Json.object().put("user_id", conversation.endUser()));
        }
        if (conversation.stream()) {
            body.put("stream", true);
        }
        return body.bytes();
    }

    private void messages(boolean thinks) throws MalformedRequest {
        int marked = (int) conversation.tools().stream().filter(tool -> !tool.cache().isEmpty()).count();
        var blocks = new AnthropicBlockWriter(target, recall, thinks, marked, notes);
        Json.Arr system = blocks.user(Turns.instructions(conversation));
        if (conversation.format() instanceof AnswerFormat.AnyJson) {
            notes.changed("JSON mode became an instruction, as this format has no such mode");
            system.add(Json.typed("text").put("text", "Answer with one valid JSON object and nothing else."));
        }
        if (Turns.instructsLater(conversation)) {
            notes.changed("instructions from within the conversation were moved to its beginning");
        }
        var messages = Json.array();
        for (Turn turn : talk) {
            boolean assistant = turn.role() == Role.ASSISTANT;
            Json.Arr content = assistant ? blocks.assistant(turn.parts()) : blocks.user(turn.parts());
            if (!content.values().isEmpty()) {
                add(messages, assistant ? "assistant" : "user", content);
            }
        }
        if (messages.values().isEmpty()) {
            if (system.values().isEmpty()) {
                throw Fields.wrong("messages", "a conversation that says something");
            }
            notes.changed("the instructions became the user's message, as there is no other");
            add(messages, "user", system);
        } else if (!system.values().isEmpty()) {
            body.put("system", system);
        }
        prefill(messages);
        body.put("messages", messages);
    }

    /// Neighbours may have become so only now, when a turn between them turned out empty.
    private void add(Json.Arr messages, String role, Json.Arr content) {
        if (messages.values().isEmpty() && role.equals("assistant")) {
            notes.changed("a message of the user was put in front, as this format begins with one");
            var begin = Json.array().add(Json.typed("text").put("text", "(The conversation begins.)"));
            messages.add(Json.object().put("role", "user").put("content", begin));
        }
        if (!messages.values().isEmpty() && messages.values().getLast().get("role").text().equals(role)) {
            content.values().forEach(((Json.Arr) messages.values().getLast().get("content"))::add);
        } else {
            messages.add(Json.object().put("role", role).put("content", content));
        }
    }

    private void prefill(Json.Arr messages) throws MalformedRequest {
        Json last = messages.values().getLast();
        if (!last.get("role").text().equals("assistant")) {
            return;
        }
        Json block = last.get("content").items().getLast();
        if (!target.traits().prefill() || !block.get("type").text().equals("text")) {
            throw Untranslatable.to(
                    target, "messages", "A conversation that ends with the model's turn cannot be sent");
        }
        // trailing white space there is refused
        ((Json.Obj) block).put("text", block.get("text").text().stripTrailing());
        notes.changed("the answer goes on from the last message, which it does not repeat");
    }

    private void tools() {
        List<Tool> tools = conversation.tools();
        var choice = conversation.toolChoice();
        Set<String> allowed = Set.copyOf(choice.allowed());
        boolean all = allowed.isEmpty() || choice.forced() && allowed.size() == 1;
        var written = Json.array();
        for (Tool tool : tools) {
            if (all || allowed.contains(tool.name())) {
                written.add(tool(tool));
            }
        }
        if (written.values().size() < tools.size()) {
            notes.changed("only the allowed tools are sent, as this format cannot forbid some of them");
        }
        boolean none = choice.mode() == ToolChoice.Mode.NONE;
        if (tools.isEmpty()) {
            var names = new LinkedHashSet<String>();
            Turns.calls(conversation).forEach(call -> names.add(call.name()));
            names.forEach(name -> written.add(tool(new Tool(name, "", null, false, ""))));
            none = true;
            if (!names.isEmpty()) {
                notes.changed("tools of the history were declared again, as this format demands");
            }
        }
        if (written.values().isEmpty()) {
            return;
        }
        body.put("tools", written);
        Json toolChoice = none ? Json.typed("none") : choice(choice);
        if (toolChoice.present()) {
            body.put("tool_choice", toolChoice);
        }
    }

    private Json choice(ToolChoice choice) {
        Json.Obj written;
        if (choice.forced()) {
            written =
                    choice.allowed().size() == 1
                            ? Json.typed("tool").put("name", choice.allowed().getFirst())
                            : Json.typed("any");
        } else if (choice.mode() == ToolChoice.Mode.AUTO || !conversation.parallelTools()) {
            written = Json.typed("auto");
        } else {
            return Json.NULL;
        }
        return conversation.parallelTools() ? written : written.put("disable_parallel_tool_use", true);
    }

    private Json tool(Tool tool) {
        var written = Json.object().put("name", tool.name());
        if (!tool.description().isEmpty()) {
            written.put("description", tool.description());
        }
        boolean strict = tool.strict() && target.can(Ability.JSON_SCHEMA);
        Json schema = Schemas.arguments(tool.schema());
        if (!strict) {
            Losses.strict(tool, notes, target.model() + " is not said to keep to schemas");
        } else if (Schemas.bounded(schema)) {
            notes.dropped("bounds on numbers and lengths in a tool's schema", "this format refuses them");
        }
        written.put("input_schema", strict ? Schemas.closed(schema) : schema);
        if (strict) {
            written.put("strict", true);
        }
        if (!tool.cache().isEmpty() && ++marks <= AnthropicBlockWriter.MOST_MARKS) {
            written.put("cache_control", AnthropicBlockWriter.cacheControl(tool.cache()));
        }
        return written;
    }

    private void format() {
        if (conversation.format() instanceof AnswerFormat.Schema format) {
            if (Schemas.bounded(format.schema())) {
                notes.dropped("bounds on numbers and lengths in the answer's schema", "this format refuses them");
            }
            Losses.description(format, notes);
            var schema = Json.typed("json_schema").put("schema", Schemas.closed(format.schema()));
            body.put("output_config", Json.object().put("format", schema));
        }
    }

    /// Whether the model will be told to think: asked for, able to, and allowed by what else the request says.
    private boolean thinks() {
        var wish = conversation.reasoning();
        if (!wish.on()) {
            if (wish.mode() == ReasoningWish.Mode.UNSET && !wish.effort().isEmpty()) {
                notes.dropped("the wish for an effort", "it comes with the wish to reason only");
            }
            return false;
        }
        String why = "";
        if (!target.can(Ability.REASONING)) {
            why = target.model() + " is not said to reason";
        } else if (conversation.toolChoice().forced() && !conversation.tools().isEmpty()) {
            why = "it cannot be combined with a forced tool call";
        } else if (byBudget() && target.outputLimit() <= LEAST_THINKING) {
            why = "an output limit of " + target.outputLimit() + " tokens leaves no room for it";
        } else if (byBudget() && unsealed()) {
            why = "the thoughts behind the last tool call are not known here any more";
        }
        if (!why.isEmpty()) {
            notes.dropped("the wish to reason", why);
        }
        return why.isEmpty();
    }

    private boolean byBudget() {
        return target.traits().thinking() == ModelTraits.Thinking.BUDGET;
    }

    /// Whether the last turn that called tools would lack the sealed thought that must open it.
    private boolean unsealed() {
        return Turns.lastCalling(talk)
                .map(turn -> Turns.calls(turn.parts()).allMatch(call -> recall.before(call.id()).isEmpty()))
                .orElse(false);
    }

    private void thinking(boolean thinks) {
        if (!thinks) {
            return;
        }
        var wish = conversation.reasoning();
        if (byBudget()) {
            int most = target.outputLimit() - Math.max(1, target.outputLimit() / 4);
            int budget = Math.max(LEAST_THINKING, Math.min(Efforts.tokens(wish), most));
            body.put("thinking", Json.typed("enabled").put("budget_tokens", budget));
        } else {
            body.put("thinking", Json.typed("adaptive"));
            Json config = body.get("output_config");
            var output = config instanceof Json.Obj given ? given : Json.object();
            body.put("output_config", output.put("effort", Efforts.word(wish)));
        }
    }

    private void sampling(boolean thinks) {
        var sampling = conversation.sampling();
        Samples.extras(sampling, notes, "this format has no such field");
        var taken = target.traits().sampling();
        if (taken == ModelTraits.Sampling.NONE || thinks) {
            String why = thinks ? "it cannot be combined with reasoning" : target.model() + " refuses it";
            Samples.left("`temperature`", sampling.temperature(), notes, why);
            Samples.left("`top_p`", sampling.topP(), notes, why);
            Samples.left("`top_k`", sampling.topK(), notes, why);
            return;
        }
        body.number("temperature", Samples.toOne(sampling.temperature(), notes));
        if (taken == ModelTraits.Sampling.ONE && !sampling.temperature().isEmpty()) {
            Samples.left("`top_p`", sampling.topP(), notes, target.model() + " refuses it beside `temperature`");
        } else {
            body.number("top_p", sampling.topP());
        }
        body.number("top_k", sampling.topK());
    }

    private void stops() {
        var kept = new ArrayList<String>();
        for (String stop : conversation.stops()) {
            if (stop.isBlank()) {
                notes.dropped("a stop text of white space", "this format refuses it");
            } else {
                kept.add(stop);
            }
        }
        if (!kept.isEmpty()) {
            var stops = Json.array();
            kept.forEach(stop -> stops.add(Json.text(stop)));
            body.put("stop_sequences", stops);
        }
    }
}
