package signalbox.core.dialect.translate;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.Conversation.Tool;
import signalbox.core.dialect.neutral.Conversation.ToolChoice;
import signalbox.core.dialect.neutral.Conversation.Turn;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.policy.Wire;

/// Names of tools and ids of calls that a target takes, for those that it would refuse, and the way back. The same name
/// always gets the same alias, so a conversation stays one over its turns.
final class ToolAliases {
    /// The shortest limit on names there is: OpenAI's.
    static final int SHORT = 64;

    private static final int LONG = 128;

    private final int longest;
    private final boolean anyIds;
    private final Map<String, String> clients = new HashMap<>();

    private ToolAliases(Wire wire) {
        this.longest = wire == Wire.ANTHROPIC ? LONG : SHORT;
        this.anyIds = wire != Wire.ANTHROPIC;
    }

    static ToolAliases of(Conversation conversation, Wire wire) {
        var aliases = new ToolAliases(wire);
        conversation.tools().forEach(tool -> aliases.alias(tool.name()));
        return aliases;
    }

    /// The conversation with every name as the target takes it.
    Conversation renamed(Conversation conversation) {
        return new Conversation(
                conversation.turns().stream().map(this::renamed).toList(),
                conversation.tools().stream().map(this::renamed).toList(),
                new ToolChoice(
                        conversation.toolChoice().mode(),
                        conversation.toolChoice().allowed().stream().map(this::alias).toList()),
                conversation.parallelTools(),
                conversation.format(),
                conversation.sampling(),
                conversation.reasoning(),
                conversation.stops(),
                conversation.endUser(),
                conversation.stream());
    }

    private Tool renamed(Tool tool) {
        return new Tool(alias(tool.name()), tool.description(), tool.schema(), tool.strict(), tool.cache());
    }

    private Turn renamed(Turn turn) {
        List<Part> parts = turn.parts().stream().map(this::renamed).toList();
        return new Turn(turn.role(), parts);
    }

    private Part renamed(Part part) {
        return switch (part) {
            case Part.ToolCall(String id, String name, String arguments, String signature) ->
                    new Part.ToolCall(id(id), alias(name), arguments, signature);
            case Part.ToolResult(String callId, String name, List<Part> content, boolean error) ->
                    new Part.ToolResult(id(callId), alias(name), content, error);
            default -> part;
        };
    }

    private String id(String id) {
        return anyIds ? id : fit(id, SHORT);
    }

    private String alias(String name) {
        String alias = fit(name, longest);
        if (!alias.equals(name)) {
            clients.put(alias, name);
        }
        return alias;
    }

    /// The client's own name for a tool that the model calls.
    String clients(String alias) {
        return clients.getOrDefault(alias, alias);
    }

    /// A name of letters, digits, `_` and `-`: the set that every format takes. One that is changed ends with a check
    /// sum of what it was, so that two names stay two.
    static String fit(String name, int longest) {
        String fitting = name.replaceAll("[^A-Za-z0-9_-]", "_");
        if (fitting.equals(name) && name.length() <= longest) {
            return name;
        }
        var sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        String end = "_%08x".formatted(sum.getValue());
        return fitting.substring(0, Math.min(fitting.length(), longest - end.length())) + end;
    }
}
