package signalbox.core.simulate;

import java.time.Instant;
import java.util.List;

/// A period replayed under a draft policy.
///
/// @param calls rows that could be planned again
/// @param unknown rows that could not: the request was unreadable, or kept no facts
/// @param moved calls that would have gone to another target
/// @param refused calls that would have been refused and were not
/// @param allowed calls that would have been served and were not
/// @param unpriced calls whose cost cannot be told, because they used nothing
/// @param paidNanos what the calls truly cost, nano-dollars
/// @param beforeNanos what they would cost as planned under the policy in force
/// @param afterNanos what they would cost as planned under the draft
/// @param differences calls that differ, oldest first, at most [Replayer#MOST_LISTED]
public record Replay(
        long calls,
        long unknown,
        long moved,
        long refused,
        long allowed,
        long unpriced,
        long paidNanos,
        long beforeNanos,
        long afterNanos,
        List<Difference> differences) {
    public Replay {
        differences = List.copyOf(differences);
    }

    /// What the draft would add to the bill; below 0 when it saves.
    public long deltaNanos() {
        return afterNanos - beforeNanos;
    }

    /// One call that differs.
    ///
    /// @param from the target under the policy in force; empty when refused
    /// @param to the target under the draft; empty when refused
    /// @param why the reason that the draft gives
    public record Difference(
            long id,
            Instant at,
            String workload,
            Kind kind,
            String from,
            String to,
            long fromNanos,
            long toNanos,
            String why) {}

    public enum Kind {
        MOVED,
        REFUSED,
        ALLOWED
    }

    /// How far a running replay is, and whether it should go on. Called on the replaying thread.
    public interface Progress {
        Progress NONE = calls -> true;

        /// @param calls rows seen so far
        /// @return false to stop; the replay then ends with [java.util.concurrent.CancellationException]
        boolean seen(long calls);
    }
}
