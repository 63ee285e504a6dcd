package signalbox.app.workloads;

import java.util.List;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Conduct;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Quality;
import signalbox.core.policy.Task;

/// A workload as the form shows it, with its route and its own daily caps. Immutable.
///
/// @param targets `provider/model`, in the order to try
/// @param dayNanos daily cap in nano-dollars, -1 for none
/// @param dayTokens daily cap in tokens, -1 for none
public record Draft(
        String name,
        Task task,
        Quality quality,
        PiiClass pii,
        String team,
        int maxTokens,
        boolean clamp,
        boolean anyModel,
        List<String> targets,
        long dayNanos,
        long dayTokens,
        int warnAt,
        AtLimit atLimit,
        Conduct conduct) {
    public static final long NO_CAP = -1;

    public Draft {
        targets = List.copyOf(targets);
    }
}
