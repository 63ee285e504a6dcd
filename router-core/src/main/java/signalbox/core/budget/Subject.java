package signalbox.core.budget;

import signalbox.core.policy.Scope;

/// Whose attempt it is: everything a budget's scope can match.
///
/// @param team empty when the workload has none
public record Subject(String workload, String key, String team, String provider, String model) {
    /// Whether a budget of that scope adds up this attempt. An empty team is in no team.
    public boolean isIn(Scope scope) {
        return scope.covers(workload, key, team, provider, model);
    }
}
