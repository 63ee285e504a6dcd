package signalbox.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;
import signalbox.core.budget.Charge;
import signalbox.core.policy.Tripwire;

/// Questions about the past. Answers come from roll-ups and the newest rows, at most about a second behind the journal;
/// [#flush] waits for it. Thread-safe; may block on the store, so never call it on the FX thread. Questions that need
/// the store throw [IllegalStateException] while it cannot be used; the message says why.
public interface Ledger {
    /// The newest calls, newest first, at most `limit`.
    List<CallRow> recent(int limit);

    /// One call, whole.
    Optional<CallRow> call(long id);

    /// Every call since `from` (inclusive), oldest first.
    default void export(Instant from, Consumer<CallRow> each) {
        exportCosts(from, (row, cost) -> each.accept(row));
    }

    /// Every call since `from` (inclusive), oldest first, with what it costs now in nano-dollars, corrections included.
    void exportCosts(Instant from, ObjLongConsumer<CallRow> each);

    /// Spend and calls per bucket and group over `[from, to)`, buckets in UTC, real and practice spend apart. What
    /// [Retention] dropped is missing: of years ago only whole days (UTC) are known.
    List<Spend> spend(Instant from, Instant to, Bucket bucket, Group group);

    /// The same of one group alone, by its name as in [Spend#group]; empty when nothing stands under it. Of one
    /// workload it costs a look-up a bucket, however many workloads there are.
    default List<Spend> spendOf(Instant from, Instant to, Bucket bucket, Group group, String name) {
        return spend(from, to, bucket, group).stream().filter(one -> one.group().equals(name)).toList();
    }

    /// Spend and calls per group between each two neighbouring instants of `bounds`, which ascend; a bucket begins with
    /// its bound. For days of any time zone.
    default List<Spend> spend(List<Instant> bounds, Group group) {
        return spans(bounds, (from, to) -> spend(from, to, Bucket.ALL, group));
    }

    /// The same of one group alone, by its name as in [Spend#group].
    default List<Spend> spendOf(List<Instant> bounds, Group group, String name) {
        return spans(bounds, (from, to) -> spendOf(from, to, Bucket.ALL, group, name));
    }

    private static List<Spend> spans(List<Instant> bounds, BiFunction<Instant, Instant, List<Spend>> each) {
        return IntStream.range(1, bounds.size())
                .boxed()
                .flatMap(i -> each.apply(bounds.get(i - 1), bounds.get(i)).stream())
                .toList();
    }

    /// How many calls that arrived before then are there one by one, not only in sums.
    long callsBefore(Instant before);

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
        KEY,
        TEAM,
        MODEL
    }

    /// @param bucket start of the bucket
    /// @param group the group's name; a model is `provider/model`, or `none` for calls that nobody was asked to serve;
    ///   workload and model are joined as `workload › provider/model`; empty for NONE and for no team
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
    /// Refused calls do not count. Exact up to 20,000 calls, else to 1.6 %.
    ///
    /// @param practice whether simulated calls are asked about, or real ones
    OptionalLong latencyMillis(Instant from, Instant to, int percentile, boolean practice);

    /// How long calls took between each two neighbouring instants of `bounds`, which ascend. Refused calls do not
    /// count. Comes from hourly sums, so it costs the same however many calls there were, and percentiles are right to
    /// 1.6 %. Of an hour (UTC) that a bound cuts, the calls are read; where they are no longer kept, it counts where it
    /// begins.
    ///
    /// @param practice whether simulated calls are asked about, or real ones
    /// @return one for each span, as many as there are bounds less one
    List<Durations> durations(List<Instant> bounds, boolean practice);

    /// @param millisP50 0 without calls
    record Durations(long calls, long millisP50, long millisP95) {}

    /// What tripwires found and did on the days (UTC) that `[from, to)` touches, oldest first, real and practice calls
    /// apart.
    List<PiiDay> pii(Instant from, Instant to);

    /// @param kind the detector's name, an own pattern's, or `opaque` for content that cannot be read
    /// @param calls calls with such findings
    record PiiDay(Instant day, String kind, Tripwire.Action action, boolean practice, long calls, long findings) {}

    /// How each arm of an experiment has done over `[from, to)`, by arm name; arms without calls are absent. Reads the
    /// calls of the period one by one, so it takes its time over millions of them.
    List<ArmOutcome> armOutcomes(String experiment, Instant from, Instant to);

    /// @param costNanos corrections included
    /// @param millisP50 of answered calls, from arrival to the end; 0 when none was answered
    record ArmOutcome(
            String arm,
            long calls,
            long refused,
            long failed,
            long tokens,
            long costNanos,
            long millisP50,
            long millisP95) {}

    /// What corrections of a call stand in the ledger, oldest first. A call's row itself never changes.
    List<Adjustment> adjustments(long call);

    /// @param attempt which attempt of the call, from 0
    /// @param costNanos what it added to the attempt's cost; 0 when a review found it right
    /// @param entry who and why
    record Adjustment(long call, int attempt, JournalRecord.Adjusted.Kind kind, long costNanos, AuditEntry entry) {}

    /// Attempts whose cost is not known for certain (held or estimated) and that nobody has reviewed yet, newest first,
    /// at most `limit`.
    List<Unreviewed> unreviewed(int limit);

    /// The attempts of one call that await review, in order.
    List<Unreviewed> unreviewed(long call);

    /// @param attempt which attempt of the call, from 0
    /// @param costNanos what it is charged now, corrections included
    record Unreviewed(CallRow call, int attempt, long costNanos) {
        public AttemptRow row() {
            return call.attempts().get(attempt);
        }
    }

    /// What a call charged to budgets, corrections included, as the journal names them (a budget's practice counters
    /// stand under `practice:NAME`).
    List<Charge> charges(long call);

    /// What made up a budget's counter in the window that `at` falls into: the latest one that began at `at` or before
    /// and of which anything is known.
    ///
    /// @param budget as the journal names it, see [#charges]
    /// @param limit how many postings to list
    Optional<BudgetWindow> budgetWindow(String budget, Instant at, int limit);

    /// What a budget's window was charged, added up over the rows. Cheap when asked again: only new rows are read.
    ///
    /// @param budget as the journal names it, see [#charges]
    long charged(String budget, Instant window);

    /// The newest incidents, newest first.
    List<Incident> incidents(int limit);

    /// @param code searchable
    /// @param message a plain sentence
    record Incident(long sequence, Instant at, String code, String message) {}

    /// The newest audit entries, newest first.
    List<AuditEntry> audit(int limit);

    /// @param actor an operating-system user, or `policy` for what the router did by itself
    /// @param change one sentence: what changed
    /// @param before the part before, as policy-file text; empty when there was none
    /// @param after the part after, as policy-file text; empty when it was removed
    record AuditEntry(
            long sequence, Instant at, String actor, String change, String before, String after, String reason) {}

    /// The newest audit entries with their links, the newest link first: each follows the one behind it.
    List<ChainedEntry> auditTrail(int limit);

    /// An audit entry as a link of the trail's hash chain, hashes in hexadecimal.
    ///
    /// @param previous hash of the entry before it in the chain; 64 zeros for the first
    /// @param hash SHA-256 of the previous hash and everything in the entry
    record ChainedEntry(AuditEntry entry, String previous, String hash) {}

    /// Follows the audit trail's hash chain from its start.
    AuditCheck checkAudit();

    /// The newest policies that were in force, newest first.
    List<PolicyVersion> policies(int limit);

    /// A policy that was in force, as policy-file text; empty when there was none of that version.
    Optional<String> policyText(long version);

    /// @param entry who changed what, and why
    record PolicyVersion(long version, AuditEntry entry) {}

    /// Waits until everything that has happened so far can be asked for.
    void flush();
}
