package signalbox.core.policy;

import java.util.List;

/// A split of a route's calls into arms, stable for each subject (an end user, else an app key).
///
/// @param name part of the hash that assigns an arm; another name assigns anew
public record Experiment(String name, List<Arm> arms) {
    public Experiment {
        arms = List.copyOf(arms);
    }

    /// @param weight relative share of the subjects, at least 1
    /// @param lane tried before the route's own lanes, which stay as fallbacks
    public record Arm(String name, int weight, Lane lane) {}
}
