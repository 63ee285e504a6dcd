package signalbox.core.policy;

import java.util.List;

/// One step of a route: the targets that may serve a call before the next lane is tried.
public record Lane(LaneOrder order, List<Target> targets) {
    public Lane {
        targets = List.copyOf(targets);
    }

    public Lane(List<Target> targets) {
        this(LaneOrder.LISTED, targets);
    }
}
