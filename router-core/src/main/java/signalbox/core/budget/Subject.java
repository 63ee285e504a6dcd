package signalbox.core.budget;

import signalbox.core.policy.Scope;

/// Whose attempt it is: everything a budget's scope can match.
///
/// @param team empty when the workload has none
public record Subject(String workload, String key, String team, String provider, String model) {
    /// Whether a budget of that scope adds up this attempt. An empty team is in no team.
    public boolean isIn(Scope scope) {
        return switch (scope) {
            case Scope.OfWorkload(String name) -> name.equals(workload);
            case Scope.OfKey(String name) -> name.equals(key);
            case Scope.OfTeam(String tag) -> !tag.isEmpty() && tag.equals(team);
            case Scope.OfProvider(String name) -> name.equals(provider);
            case Scope.OfModel(String ofProvider, String ofModel) ->
                    ofProvider.equals(provider) && ofModel.equals(model);
            case Scope.Everything() -> true;
        };
    }
}
