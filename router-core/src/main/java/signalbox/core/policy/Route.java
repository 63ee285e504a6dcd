package signalbox.core.policy;

import java.util.List;

/// The ordered lanes that a workload's calls travel: the first lane that can serve wins, later ones are fallbacks.
public record Route(String name, List<Lane> lanes) {
    public Route {
        lanes = List.copyOf(lanes);
    }

    /// All targets, lane by lane.
    public List<Target> targets() {
        return lanes.stream().flatMap(lane -> lane.targets().stream()).toList();
    }
}
