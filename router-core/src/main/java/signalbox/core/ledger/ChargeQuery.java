package signalbox.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import signalbox.core.budget.Charge;

/// Reads what budgets' windows were charged: sums from the hours, single postings from the calls' blocks and, for
/// corrections and what was carried over, from the table `charge`. Used by the store thread.
final class ChargeQuery {
    private static final BudgetWindow.Kind[] KINDS = BudgetWindow.Kind.values();
    private static final String OF_CALL = "select budget, window_ms, amount from charge where call_id = ?";
    private static final String NEWEST =
            "select kind, call_id, at_ms, amount, sequence from charge where budget = ? and window_ms = ? order by"
                    + " sequence desc, place limit ?";
    private static final String SUMS =
            "select coalesce(sum(amount), 0), coalesce(sum(calls), 0) from window_hour where budget = ? and window_ms ="
                    + " ?";
    private static final String CARRIED =
            "select coalesce(sum(amount), 0), 0 from charge where budget = ? and window_ms = ? and sequence = 0";
    private static final String HOURS =
            "select start_ms from window_hour where budget = ? and window_ms = ? order by start_ms desc";
    private static final String LATEST =
            "select max(window_ms) from (select window_ms from window_hour where budget = ? and window_ms <= ? union"
                    + " all select window_ms from charge where budget = ? and window_ms <= ? union all select window_ms"
                    + " from budget_window where budget = ? and window_ms <= ?)";

    /// A correction comes after its call, and what was carried over before everything.
    private static final Comparator<Numbered> NEWEST_FIRST = Comparator.comparingLong(Numbered::sequence).reversed();

    private final Handle handle;
    private final int budget;
    private final long start;

    private record Numbered(long sequence, BudgetWindow.Posting posting) {}

    private record Window(int budget, long start) {}

    private ChargeQuery(Handle handle, int budget, long start) {
        this.handle = handle;
        this.budget = budget;
        this.start = start;
    }

    /// What a call charged, corrections included, summed per budget and window.
    static List<Charge> ofCall(Handle handle, NameTable names, long call) {
        var order = Comparator.comparingInt(Window::budget).thenComparingLong(Window::start);
        var sums = new TreeMap<Window, Long>(order);
        new CallQuery(handle)
                .find(call)
                .ifPresent(entry ->
                        entry.charges()
                                .forEach(each ->
                                        sums.merge(
                                                new Window(each.budget(), each.windowMillis()),
                                                each.amount(),
                                                Long::sum)));
        handle.createQuery(OF_CALL)
                .bind(0, call)
                .map((row, context) -> sums.merge(new Window(row.getInt(1), row.getLong(2)), row.getLong(3), Long::sum))
                .forEach(sum -> {});
        return sums.entrySet().stream()
                .map(sum ->
                        new Charge(
                                names.text(sum.getKey().budget),
                                Instant.ofEpochMilli(sum.getKey().start),
                                sum.getValue()))
                .toList();
    }

    static long charged(Handle handle, NameTable names, String budget, Instant window) {
        var query = new ChargeQuery(handle, names.find(budget), Period.millis(window));
        return query.pair(SUMS)[0] + query.pair(CARRIED)[0];
    }

    /// The latest window that began at `at` or before, when anything is known of one.
    static Optional<BudgetWindow> window(Handle handle, NameTable names, String budget, Instant at, int limit) {
        int number = names.find(budget);
        var query = handle.createQuery(LATEST);
        for (int i = 0; i < 6; i += 2) {
            query.bind(i, number).bind(i + 1, Period.millis(at));
        }
        return query.mapTo(Long.class).findOne().map(start -> new ChargeQuery(handle, number, start).window(limit));
    }

    private BudgetWindow window(int limit) {
        long[] sums = pair(SUMS);
        long[] moved = pair("select moved, lifted from budget_window where budget = ? and window_ms = ?");
        long charged = sums[0] + pair(CARRIED)[0];
        return new BudgetWindow(Instant.ofEpochMilli(start), charged, moved[0], moved[1], sums[1], newest(limit));
    }

    private List<BudgetWindow.Posting> newest(int limit) {
        List<Numbered> postings =
                new ArrayList<>(
                        handle.createQuery(NEWEST)
                                .bind(0, budget)
                                .bind(1, start)
                                .bind(2, limit)
                                .map((row, context) ->
                                        posting(
                                                row.getLong(5),
                                                row.getInt(1),
                                                row.getLong(2),
                                                row.getLong(3),
                                                row.getLong(4)))
                                .list());
        int others = postings.size();
        for (long hour : handle.createQuery(HOURS).bind(0, budget).bind(1, start).mapTo(Long.class).list()) {
            if (postings.size() - others >= limit) {
                break;
            }
            new CallQuery(handle).between(hour, hour + RollUps.HOUR, entry -> add(postings, entry));
        }
        return postings.stream().sorted(NEWEST_FIRST).limit(limit).map(Numbered::posting).toList();
    }

    private void add(List<Numbered> postings, CallEntry entry) {
        for (CallEntry.Posted each : entry.charges()) {
            if (each.budget() == budget && each.windowMillis() == start) {
                int kind = BudgetWindow.Kind.CALL.ordinal();
                postings.add(posting(entry.sequence(), kind, entry.id(), entry.atMillis(), each.amount()));
            }
        }
    }

    private static Numbered posting(long sequence, int kind, long call, long at, long amount) {
        return new Numbered(sequence, new BudgetWindow.Posting(KINDS[kind], call, Instant.ofEpochMilli(at), amount));
    }

    private long[] pair(String sql) {
        return handle.createQuery(sql)
                .bind(0, budget)
                .bind(1, start)
                .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
                .findOne()
                .orElseGet(() -> new long[2]);
    }
}
