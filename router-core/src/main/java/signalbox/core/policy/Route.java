package signalbox.core.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// The ordered lanes that a workload's calls travel: the first lane that can serve wins, later ones are fallbacks.
public record Route(String name, List<Lane> lanes, Optional<Experiment> experiment) {
    public Route {
        lanes = List.copyOf(lanes);
    }

    public Route(String name, List<Lane> lanes) {
        this(name, lanes, Optional.empty());
    }

    /// All targets, those of the experiment's arms first, then lane by lane.
    public List<Target> targets() {
        var targets = new LinkedHashSet<Target>();
        experiment.ifPresent(split -> split.arms().forEach(arm -> targets.addAll(arm.lane().targets())));
        lanes.forEach(lane -> targets.addAll(lane.targets()));
        return List.copyOf(targets);
    }
}
