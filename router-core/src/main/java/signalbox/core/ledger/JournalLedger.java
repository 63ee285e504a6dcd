package signalbox.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.budget.Charge;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;

/// Answers from the newest calls in memory, else from the projection. Thread-safe.
final class JournalLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(JournalLedger.class);
    private static final int PAGE = 1000;

    private final Journal journal;
    private final Projection projection;
    private final RecentCalls recent;
    private volatile boolean filled;

    JournalLedger(Journal journal, Projection projection, RecentCalls recent) {
        this.journal = journal;
        this.projection = projection;
        this.recent = recent;
    }

    @Override
    public List<CallRow> recent(int limit) {
        if (!filled && recent.size() < Math.min(limit, RecentCalls.KEPT)) {
            older(RecentCalls.KEPT).forEach(recent::add);
            filled = true;
        }
        if (limit <= RecentCalls.KEPT) {
            return recent.newest(limit);
        }
        flush();
        return older(limit);
    }

    private List<CallRow> older(int limit) {
        return projection.ask((handle, names) ->
                new CallQuery(handle).newest(limit).stream().map(entry -> entry.row(names)).toList());
    }

    @Override
    public Optional<CallRow> call(long id) {
        Optional<CallRow> row = recent.find(id);
        return row.isPresent()
                ? row
                : projection.ask((handle, names) -> new CallQuery(handle).find(id).map(entry -> entry.row(names)));
    }

    @Override
    public long callsBefore(Instant before) {
        return projection.ask((handle, names) -> Dropping.count(handle, Period.millis(before)));
    }

    @Override
    public void exportCosts(Instant from, ObjLongConsumer<CallRow> each) {
        flush();
        long start = Period.millis(from);
        costed(Period.firstId(start) - 1, Long.MAX_VALUE - 1, start, Long.MAX_VALUE, each);
    }

    private void costed(long first, long last, long from, long to, ObjLongConsumer<CallRow> each) {
        Page page;
        for (long after = first; after <= last; after = page.last) {
            long seen = after;
            page = projection.ask((handle, names) -> page(handle, names, seen, from, to));
            page.rows.forEach(one -> each.accept(one.row, one.costNanos));
        }
    }

    @Override
    public List<ArmOutcome> armOutcomes(String experiment, Instant from, Instant to) {
        flush();
        var outcomes = new ArmOutcomes(experiment);
        long start = Period.millis(from);
        long end = Period.millis(to);
        costed(Period.firstId(start) - 1, Period.lastId(end), start, end, outcomes::add);
        return outcomes.result();
    }

    private record Costed(CallRow row, long costNanos) {}

    /// @param last the largest id that was looked at; the largest of all when there are no more
    private record Page(List<Costed> rows, long last) {}

    private static Page page(Handle handle, NameTable names, long after, long from, long to) {
        var query = new CallQuery(handle);
        List<CallEntry> entries = query.after(after, PAGE);
        if (entries.isEmpty()) {
            return new Page(List.of(), Long.MAX_VALUE);
        }
        long last = entries.getLast().id();
        Map<Long, Long> corrections = query.corrections(entries.getFirst().id(), last);
        List<Costed> rows =
                entries.stream()
                        .filter(entry -> entry.atMillis() >= from && entry.atMillis() < to)
                        .map(entry ->
                                new Costed(
                                        entry.row(names), entry.costNanos() + corrections.getOrDefault(entry.id(), 0L)))
                        .toList();
        return new Page(rows, last);
    }

    @Override
    public List<Spend> spend(Instant from, Instant to, Bucket bucket, Group group) {
        return projection.askStore(store -> SpendQuery.ask(store, from, to, bucket, group, OneGroup.ALL));
    }

    @Override
    public List<Spend> spendOf(Instant from, Instant to, Bucket bucket, Group group, String name) {
        return projection.askStore(store ->
                OneGroup.of(store.names(), group, name)
                        .map(only -> SpendQuery.ask(store, from, to, bucket, group, only))
                        .orElseGet(List::of));
    }

    @Override
    public List<Spend> spend(List<Instant> bounds, Group group) {
        return projection.askStore(store -> SpendQuery.ask(store, bounds, group, OneGroup.ALL));
    }

    @Override
    public List<Spend> spendOf(List<Instant> bounds, Group group, String name) {
        return projection.askStore(store ->
                OneGroup.of(store.names(), group, name)
                        .map(only -> SpendQuery.ask(store, bounds, group, only))
                        .orElseGet(List::of));
    }

    @Override
    public List<PiiDay> pii(Instant from, Instant to) {
        return projection.ask((handle, names) -> PiiQuery.ask(handle, from, to));
    }

    @Override
    public OptionalLong latencyMillis(Instant from, Instant to, int percentile, boolean practice) {
        return projection.ask((handle, names) -> LatencyQuery.ask(handle, from, to, percentile, practice));
    }

    @Override
    public List<Durations> durations(List<Instant> bounds, boolean practice) {
        return projection.ask((handle, names) -> LatencySpans.ask(handle, bounds, practice));
    }

    @Override
    public List<Adjustment> adjustments(long call) {
        return projection.ask((handle, names) -> RecordQuery.adjustments(handle, call));
    }

    @Override
    public List<Unreviewed> unreviewed(int limit) {
        return projection.ask((handle, names) -> RecordQuery.unreviewed(handle, names, limit));
    }

    @Override
    public List<Unreviewed> unreviewed(long call) {
        return projection.ask((handle, names) -> RecordQuery.unreviewedOf(handle, names, call));
    }

    @Override
    public List<Charge> charges(long call) {
        return projection.ask((handle, names) -> ChargeQuery.ofCall(handle, names, call));
    }

    @Override
    public Optional<BudgetWindow> budgetWindow(String budget, Instant at, int limit) {
        return projection.ask((handle, names) -> ChargeQuery.window(handle, names, budget, at, limit));
    }

    @Override
    public long charged(String budget, Instant window) {
        return projection.ask((handle, names) -> ChargeQuery.charged(handle, names, budget, window));
    }

    @Override
    public List<Incident> incidents(int limit) {
        return projection.ask((handle, names) -> RecordQuery.incidents(handle, limit));
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        return projection.ask((handle, names) -> RecordQuery.audit(handle, limit));
    }

    @Override
    public List<ChainedEntry> auditTrail(int limit) {
        return projection.ask((handle, names) -> AuditChain.newest(handle, limit));
    }

    @Override
    public AuditCheck checkAudit() {
        flush();
        var least = OptionalLong.of(journal.recovered().lastAudit());
        return projection.ask((handle, names) -> AuditChain.check(handle, least));
    }

    @Override
    public List<PolicyVersion> policies(int limit) {
        return projection.ask((handle, names) -> RecordQuery.policies(handle, limit));
    }

    @Override
    public Optional<String> policyText(long version) {
        return projection.ask((handle, names) -> RecordQuery.policyText(handle, version));
    }

    @Override
    public void flush() {
        try {
            journal.sync();
        } catch (LedgerUnavailable e) {
            LOG.warn("Not everything could be written yet: {}", e.getMessage());
        }
        projection.catchUp();
    }
}
