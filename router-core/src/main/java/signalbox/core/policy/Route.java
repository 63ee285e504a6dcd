package signalbox.core.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        Stream<Lane> arms = experiment.stream().flatMap(split -> split.arms().stream()).map(Experiment.Arm::lane);
        return Stream.concat(arms, lanes.stream()).flatMap(lane -> lane.targets().stream()).distinct().toList();
    }
}
