package signalbox.app.testing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.AuditCheck;
import signalbox.core.ledger.BudgetWindow;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;

/// A ledger over rows in memory, plus spend of past days that has no rows. Thread-safe.
public final class FakeLedger implements Ledger {
    private final List<CallRow> rows = new CopyOnWriteArrayList<>();
    private final Map<String, List<ArmOutcome>> arms = new ConcurrentHashMap<>();
    private volatile RuntimeException unreadable;
    private final FakeTrail trail = new FakeTrail();
    private final List<Past> past = new CopyOnWriteArrayList<>();
    private final List<Adjustment> corrections = new CopyOnWriteArrayList<>();
    private final List<Incident> incidents = new CopyOnWriteArrayList<>();
    private final List<Unreviewed> unreviewed = new CopyOnWriteArrayList<>();
    private final List<PiiDay> pii = new CopyOnWriteArrayList<>();
    private volatile String broken = "";

    /// Spend of one hour of one workload, known only as a sum.
    public record Past(Instant hour, String workload, String target, boolean practice, long calls, long nanos) {}

    FakeLedger() {}

    public void add(CallRow row) {
        rows.add(row);
    }

    @Override
    public long callsBefore(Instant before) {
        return rows.stream().filter(row -> row.at().isBefore(before)).count();
    }

    /// @return how many
    long deleteBefore(Instant before) {
        long count = callsBefore(before);
        rows.removeIf(row -> row.at().isBefore(before));
        return count;
    }

    public void add(Adjustment correction) {
        corrections.add(correction);
    }

    public void add(Past sum) {
        past.add(sum);
    }

    public void add(AuditEntry entry) {
        trail.add(entry);
    }

    public void add(Incident incident) {
        incidents.add(incident);
    }

    public void add(Unreviewed one) {
        unreviewed.add(one);
    }

    public void add(PiiDay day) {
        pii.add(day);
    }

    /// Somebody has reviewed what was open of a call.
    void reviewed(long call) {
        unreviewed.removeIf(one -> one.call().id() == call);
    }

    /// The store cannot be used from now on, and says this; empty for well again.
    public void broken(String sentence) {
        broken = sentence;
    }

    private void check() {
        if (!broken.isEmpty()) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public List<CallRow> recent(int limit) {
        return rows.stream().sorted(Comparator.comparingLong(CallRow::id).reversed()).limit(limit).toList();
    }

    @Override
    public Optional<CallRow> call(long id) {
        return rows.stream().filter(row -> row.id() == id).findFirst();
    }

    @Override
    public void exportCosts(Instant from, ObjLongConsumer<CallRow> each) {
        rows.stream()
                .filter(row -> !row.at().isBefore(from))
                .forEach(row -> each.accept(row, row.costNanos() + adjusted(row)));
    }

    private long adjusted(CallRow row) {
        return adjustments(row.id()).stream().mapToLong(Adjustment::costNanos).sum();
    }

    @Override
    public List<Spend> spend(Instant from, Instant to, Bucket bucket, Group group) {
        var sums = new TreeMap<String, Spend>();
        for (Past one : past) {
            if (!one.hour().isBefore(from) && one.hour().isBefore(to)) {
                String name = name(group, one.workload(), one.target(), "", "");
                add(
                        sums,
                        new Spend(
                                start(one.hour(), bucket, from),
                                name,
                                one.practice(),
                                one.calls(),
                                0,
                                0,
                                one.calls() * 2_400,
                                one.nanos(),
                                one.nanos() / 9,
                                one.calls() * 1_900));
            }
        }
        for (CallRow row : rows) {
            if (!row.at().isBefore(from) && row.at().isBefore(to)) {
                add(sums, spend(row, start(row.at(), bucket, from), group));
            }
        }
        return new ArrayList<>(sums.values());
    }

    @Override
    public List<PiiDay> pii(Instant from, Instant to) {
        check();
        return pii.stream().filter(day -> day.day().isBefore(to)).toList();
    }

    @Override
    public OptionalLong latencyMillis(Instant from, Instant to, int percentile, boolean practice) {
        var spans =
                rows.stream()
                        .filter(row -> row.practice() == practice)
                        .filter(row -> !row.at().isBefore(from) && row.at().isBefore(to))
                        .mapToLong(row -> row.total().toMillis())
                        .sorted()
                        .toArray();
        return spans.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(spans[Math.min(spans.length - 1, spans.length * percentile / 100)]);
    }

    /// Of past sums, calls that take about as long as their workload's name is long, slower at noon.
    @Override
    public List<Durations> durations(List<Instant> bounds, boolean practice) {
        var spans = new ArrayList<Durations>();
        for (int i = 1; i < bounds.size(); i++) {
            Instant from = bounds.get(i - 1);
            Instant to = bounds.get(i);
            var rowed =
                    rows.stream()
                            .filter(row -> row.practice() == practice && row.outcome() != CallRow.Outcome.REFUSED)
                            .filter(row -> !row.at().isBefore(from) && row.at().isBefore(to))
                            .map(row -> row.total().toMillis());
            var summed =
                    past.stream()
                            .filter(one -> one.practice() == practice)
                            .filter(one -> !one.hour().isBefore(from) && one.hour().isBefore(to))
                            .flatMap(FakeLedger::millis);
            var millis = Stream.concat(rowed, summed).sorted().toList();
            spans.add(
                    millis.isEmpty()
                            ? new Durations(0, 0, 0)
                            : new Durations(millis.size(), rank(millis, 50), rank(millis, 95)));
        }
        return spans;
    }

    private static long rank(List<Long> sorted, int percentile) {
        return sorted.get(Math.ceilDiv(sorted.size() * percentile, 100) - 1);
    }

    private static Stream<Long> millis(Past one) {
        int noon = Math.abs(12 - one.hour().atZone(ZoneOffset.UTC).getHour());
        long usual = 60L * one.workload().length() + 90L * (12 - noon) + one.nanos() / 700_000 % 400;
        return Stream.of(8, 9, 10, 10, 11, 12, 14, 17, 22, 38).map(tenths -> usual * tenths / 10);
    }

    @Override
    public List<PolicyVersion> policies(int limit) {
        return trail.policies(limit);
    }

    @Override
    public Optional<String> policyText(long version) {
        return Optional.empty();
    }

    @Override
    public List<Adjustment> adjustments(long call) {
        return corrections.stream().filter(correction -> correction.call() == call).toList();
    }

    @Override
    public List<Unreviewed> unreviewed(int limit) {
        return unreviewed.stream().limit(limit).toList();
    }

    @Override
    public List<Unreviewed> unreviewed(long call) {
        return unreviewed.stream().filter(one -> one.call().id() == call).toList();
    }

    @Override
    public List<Charge> charges(long call) {
        return List.of();
    }

    @Override
    public Optional<BudgetWindow> budgetWindow(String budget, Instant at, int limit) {
        return Optional.empty();
    }

    @Override
    public long charged(String budget, Instant window) {
        return 0;
    }

    @Override
    public List<Incident> incidents(int limit) {
        return incidents.reversed().stream().limit(limit).toList();
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        check();
        return trail.newest(limit).stream().map(ChainedEntry::entry).toList();
    }

    /// From now on a check of the audit trail finds it broken there.
    public void breakChain(long sequence, String why) {
        trail.breakChain(new AuditCheck.Break(sequence, why));
    }

    @Override
    public List<ChainedEntry> auditTrail(int limit) {
        check();
        return trail.newest(limit);
    }

    @Override
    public AuditCheck checkAudit() {
        check();
        return trail.check();
    }

    @Override
    public void flush() {}

    private static Spend spend(CallRow row, Instant bucket, Group group) {
        boolean refused = row.outcome() == CallRow.Outcome.REFUSED;
        boolean failed = row.outcome() == CallRow.Outcome.FAILED;
        long tokens = row.attempts().stream().map(AttemptRow::usage).mapToLong(usage -> usage.tokens()).sum();
        String name = name(group, row.workload(), row.provider() + "/" + row.model(), row.key(), row.team());
        return new Spend(
                bucket,
                name,
                row.practice(),
                1,
                refused ? 1 : 0,
                failed ? 1 : 0,
                tokens,
                row.costNanos(),
                row.savedNanos(),
                row.total().toMillis());
    }

    private static String name(Group group, String workload, String target, String key, String team) {
        return switch (group) {
            case NONE -> "";
            case WORKLOAD -> workload;
            case WORKLOAD_AND_MODEL -> workload + " › " + target;
            case PROVIDER -> target.substring(0, target.indexOf('/'));
            case KEY -> key;
            case TEAM -> team;
            case MODEL -> target;
        };
    }

    private static Instant start(Instant at, Bucket bucket, Instant from) {
        return switch (bucket) {
            case MINUTE -> at.truncatedTo(ChronoUnit.MINUTES);
            case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
            case DAY -> at.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
            case ALL -> from;
        };
    }

    private static void add(TreeMap<String, Spend> sums, Spend more) {
        sums.merge(more.bucket() + " " + more.group() + " " + more.practice(), more, FakeLedger::sum);
    }

    private static Spend sum(Spend a, Spend b) {
        return new Spend(
                a.bucket(),
                a.group(),
                a.practice(),
                a.calls() + b.calls(),
                a.refused() + b.refused(),
                a.failed() + b.failed(),
                a.tokens() + b.tokens(),
                a.costNanos() + b.costNanos(),
                a.savedNanos() + b.savedNanos(),
                a.totalMillis() + b.totalMillis());
    }

    @Override
    public List<ArmOutcome> armOutcomes(String experiment, Instant from, Instant to) {
        if (unreadable != null) {
            throw unreadable;
        }
        return List.copyOf(arms.getOrDefault(experiment, List.of()));
    }

    /// How an arm of an experiment has done.
    public void arms(String experiment, ArmOutcome outcome) {
        arms.computeIfAbsent(experiment, name -> new CopyOnWriteArrayList<>()).add(outcome);
    }

    /// From now on outcomes cannot be read; null ends it.
    public void failOutcomes(RuntimeException failure) {
        unreadable = failure;
    }
}
