package signalbox.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Questions about the past. Answers come from roll-ups and the newest rows, at most about a second behind the journal;
/// [#flush] waits for it. Thread-safe; may block on the store, so never call it on the FX thread. Questions that need
/// the store throw [IllegalStateException] while it cannot be used; the message says why.
public interface Ledger {
    /// The newest calls, newest first, at most `limit`.
    List<CallRow> recent(int limit);

    /// One call, whole.
    Optional<CallRow> call(long id);

    /// Every call since `from` (inclusive), oldest first.
    void export(Instant from, Consumer<CallRow> each);

    /// Spend and calls per bucket and group over `[from, to)`, buckets in UTC, real and practice spend apart.
    List<Spend> spend(Instant from, Instant to, Bucket bucket, Group group);

    enum Bucket {
        MINUTE,
        HOUR,
        DAY,
        /// One bucket for the whole period.
        ALL
    }

    enum Group {
        NONE,
        WORKLOAD,
        WORKLOAD_AND_MODEL,
        PROVIDER,
        KEY
    }

    /// @param bucket start of the bucket
    /// @param group the group's name; workload and model are joined as `workload › provider/model`, or `workload ›
    ///   none` for calls that nobody was asked to serve; empty for NONE
    /// @param totalMillis sum of call durations, for averages
    record Spend(
            Instant bucket,
            String group,
            boolean practice,
            long calls,
            long refused,
            long failed,
            long tokens,
            long costNanos,
            long savedNanos,
            long totalMillis) {}

    /// The p-th percentile (1–99) of call durations in milliseconds over `[from, to)`; empty when there were no calls.
    /// Refused calls do not count, practice calls only when there are no others. Exact up to 20,000 calls, else to 1.6
    /// %.
    java.util.OptionalLong latencyMillis(Instant from, Instant to, int percentile);

    /// The newest audit entries, newest first.
    List<AuditEntry> audit(int limit);

    /// @param actor an operating-system user, or `policy` for what the router did by itself
    /// @param change one sentence: what changed
    /// @param before the part before, as policy-file text; empty when there was none
    /// @param after the part after, as policy-file text; empty when it was removed
    record AuditEntry(
            long sequence, Instant at, String actor, String change, String before, String after, String reason) {}

    /// Waits until everything that has happened so far can be asked for.
    void flush();
}
