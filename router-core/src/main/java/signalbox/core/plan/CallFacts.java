package signalbox.core.plan;

import java.util.Set;
import signalbox.core.policy.Ability;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;

/// What the planner may know about a call: facts read from it, never its text.
///
/// @param askedModel the model name the client sent; empty when the workload was named instead
/// @param pii the class after key floor, workload, client and scan each raised it
/// @param inputBound an upper bound of input tokens (bytes plus overhead, costs.md)
/// @param outputLimit the client's output limit in tokens, or -1 when it named none
/// @param choices how many answers are asked for (`n`), at least 1
/// @param maxSearchCalls the most priced tool calls (web search) this call can make, 0 when it has no such tool
/// @param serviceTier the tier asked for, empty for the provider's default
/// @param subject whom an experiment keeps in one arm: the end user the client names, else the app key; never shown or
///   stored
/// @param seed what choices by share are made from, such as the call's id; equal seeds choose alike
public record CallFacts(
        String workload,
        String key,
        Wire wire,
        String askedModel,
        PiiClass pii,
        long inputBound,
        int outputLimit,
        int choices,
        boolean stream,
        Set<Ability> needs,
        int maxSearchCalls,
        String serviceTier,
        String subject,
        long seed) {
    /// The input bound of a call whose bytes do not bound its tokens (a PDF, a file by reference).
    public static final long UNBOUNDED = Long.MAX_VALUE;

    public CallFacts {
        needs = Set.copyOf(needs);
    }

    /// A call of no particular end user, with seed 0.
    public CallFacts(
            String workload,
            String key,
            Wire wire,
            String askedModel,
            PiiClass pii,
            long inputBound,
            int outputLimit,
            int choices,
            boolean stream,
            Set<Ability> needs,
            int maxSearchCalls,
            String serviceTier) {
        this(
                workload,
                key,
                wire,
                askedModel,
                pii,
                inputBound,
                outputLimit,
                choices,
                stream,
                needs,
                maxSearchCalls,
                serviceTier,
                key,
                0);
    }
}
