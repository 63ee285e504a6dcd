package signalbox.core.dialect;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import signalbox.core.dialect.ParsedRequest.Span;
import signalbox.core.policy.Ability;

/// What a request reader has found so far. Used by one thread for one request.
final class RequestFacts {
    /// Template overhead of one tool, besides the bytes of its schema (costs.md, Admit 2).
    static final long TOOL_TOKENS = 16;

    final byte[] body;
    final EnumSet<Ability> needs = EnumSet.noneOf(Ability.class);
    final Map<String, Span> fields = new HashMap<>(8);
    String model = "";
    boolean stream;
    boolean usageAsked;
    int outputLimit = -1;
    int choices = 1;
    int searchCalls;
    int messages = -1;
    int leastOutput = 1;
    String serviceTier = "";
    String endUser = "";

    private int toolCalls = -1;
    private String searchTool = "";
    private String limitField = "";
    private long mediaBytes;
    private long extraTokens;
    private int images;
    private boolean unbounded;

    RequestFacts(byte[] body) {
        this.body = body;
    }

    /// Notes an output limit; all that are present have to agree, or two readers of the body could enforce different
    /// ones.
    void limit(String name, int limit) throws MalformedRequest {
        if (limit < 0) {
            return;
        }
        if (outputLimit >= 0 && outputLimit != limit) {
            throw new MalformedRequest(
                    "conflicting_limits",
                    name,
                    "`" + limitField + "` and `" + name + "` differ. Send one of them, or the same number in both.");
        }
        outputLimit = limit;
        limitField = name;
    }

    void tool(long overheadTokens) {
        needs.add(Ability.TOOLS);
        extraTokens += overheadTokens;
    }

    /// @param embeddedBytes bytes of the image in the body, which are no text; 0 when it is referred to
    void image(long mostTokens, long embeddedBytes) {
        needs.add(Ability.IMAGES);
        images++;
        extraTokens += mostTokens;
        mediaBytes += embeddedBytes;
    }

    /// The most calls of provider-run tools that the request allows.
    void toolCalls(int most) {
        toolCalls = most;
    }

    /// A tool at `path` searches, as often as [#toolCalls] allows.
    void searches(String path) {
        searchTool = path;
    }

    void unboundedInput() {
        unbounded = true;
    }

    void reasoningBudget(int tokens) {
        if (tokens > 0 && tokens < Integer.MAX_VALUE) {
            leastOutput = Math.max(leastOutput, tokens + 1);
        }
    }

    /// @param required the field that says what is asked
    ParsedRequest request(String required) throws MalformedRequest {
        if (messages < 0) {
            throw new MalformedRequest(
                    "missing_field",
                    required,
                    "`"
                            + required
                            + "` is missing. "
                            + (required.equals("messages") ? "Send at least one message." : "Say what is asked."));
        }
        if (!searchTool.isEmpty()) {
            if (toolCalls < 0) {
                throw new MalformedRequest(
                        "unknown_cost_field",
                        "max_tool_calls",
                        "`"
                                + searchTool
                                + "` searches and is billed by the search. Set `max_tool_calls` to the most this call"
                                + " may make, so that its cost has a limit, or remove the tool.");
            }
            searchCalls = Math.max(searchCalls, toolCalls);
        }
        return new ParsedRequest(
                body,
                model,
                stream,
                outputLimit,
                choices,
                usageAsked,
                needs,
                Math.multiplyExact(searchCalls, choices),
                serviceTier,
                endUser,
                messages,
                leastOutput,
                new ParsedRequest.Input(body.length - mediaBytes, extraTokens, images, unbounded),
                fields);
    }
}
