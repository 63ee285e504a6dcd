package signalbox.core.policy;

import java.util.Set;

/// A named business purpose; calls are routed, capped and shown by workload.
///
/// @param pii the least class its calls have; clients can raise it, never lower it
/// @param maxTokens largest output one call may ask for, in tokens; written into every request that names none
/// @param anyModel whether a model name that the route does not serve is answered by the route all the same (for apps
///   with a fixed model name); otherwise such a call is refused
/// @param clamp whether an output limit may be lowered to fit what a budget has left
/// @param minOutput the least output limit that clamping may leave, in tokens
/// @param needs abilities every call of this workload needs
/// @param team a tag that team budgets add up by; empty for none
/// @param conduct everything that has a sensible default
public record Workload(
        String name,
        Task task,
        Quality quality,
        PiiClass pii,
        int maxTokens,
        boolean anyModel,
        boolean clamp,
        int minOutput,
        Set<Ability> needs,
        String route,
        String team,
        Conduct conduct) {
    public Workload {
        needs = Set.copyOf(needs);
    }

    /// A workload of the default conduct.
    public Workload(
            String name,
            Task task,
            Quality quality,
            PiiClass pii,
            int maxTokens,
            boolean anyModel,
            boolean clamp,
            int minOutput,
            Set<Ability> needs,
            String route,
            String team) {
        this(name, task, quality, pii, maxTokens, anyModel, clamp, minOutput, needs, route, team, Conduct.DEFAULT);
    }

    /// The same workload on another route.
    public Workload withRoute(String other) {
        return new Workload(
                name, task, quality, pii, maxTokens, anyModel, clamp, minOutput, needs, other, team, conduct);
    }

    /// The same workload with another conduct.
    public Workload withConduct(Conduct other) {
        return new Workload(name, task, quality, pii, maxTokens, anyModel, clamp, minOutput, needs, route, team, other);
    }
}
