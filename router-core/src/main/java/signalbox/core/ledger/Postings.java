package signalbox.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.price.Provenance;

/// What one transaction adds to what makes up the budgets' counters, and to the list of what awaits review. Used by the
/// store thread.
final class Postings {
    static final int CALL = 0;
    static final int CORRECTION = 1;
    static final int CARRIED = 2;

    private static final String CHARGE =
            "insert into charge (budget, window_ms, sequence, place, call_id, at_ms, kind, amount)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ADD_WINDOW =
            "update budget_window set moved = moved + ?, lifted = lifted + ? where budget = ? and window_ms = ?";
    private static final String NEW_WINDOW =
            "insert into budget_window (moved, lifted, budget, window_ms) values (?, ?, ?, ?)";
    private static final String REVIEW = "merge into review (call_id, attempt) key (call_id, attempt) values (?, ?)";
    private static final String ADJUSTMENT =
            "insert into adjustment (sequence, call_id, attempt, kind, cost, audit) values (?, ?, ?, ?, ?, ?)";

    private final NameTable names;
    private final List<Object[]> charges = new ArrayList<>();
    private final List<Object[]> reviews = new ArrayList<>();
    private final Map<Window, long[]> windows = new HashMap<>();

    /// Windows whose lifts were taken back; whatever an earlier transaction lifted no longer counts.
    private final List<Window> withdrawn = new ArrayList<>();

    private record Window(int budget, long start) {}

    Postings(NameTable names) {
        this.names = names;
    }

    void add(long sequence, JournalRecord record) {
        switch (record) {
            case JournalRecord.CallRecord(CallRow row, List<Charge> taken) -> {
                charge(sequence, row.id(), row.at().toEpochMilli(), CALL, taken);
                awaitReview(row);
            }
            case JournalRecord.EscrowMoved(var movements) ->
                    movements.forEach(move -> window(move.budget(), move.window())[0] += move.amount());
            case JournalRecord.Bumped(var bump) -> window(bump.budget(), bump.window())[1] += bump.amount();
            case JournalRecord.BumpsWithdrawn(String budget, Instant window) -> {
                window(budget, window)[1] = 0;
                withdrawn.add(new Window(names.dimension(budget), window.toEpochMilli()));
            }
            default -> {}
        }
    }

    private void charge(long sequence, long call, long at, int kind, List<Charge> taken) {
        for (int place = 0; place < taken.size(); place++) {
            Charge charge = taken.get(place);
            charges.add(
                    new Object[] {
                        names.dimension(charge.budget()),
                        charge.window().toEpochMilli(),
                        sequence,
                        place,
                        call,
                        at,
                        kind,
                        charge.amount()
                    });
        }
    }

    private void awaitReview(CallRow row) {
        for (int attempt = 0; attempt < row.attempts().size(); attempt++) {
            Provenance provenance = row.attempts().get(attempt).provenance();
            if (provenance == Provenance.HELD || provenance == Provenance.ESTIMATED) {
                reviews.add(new Object[] {row.id(), attempt});
            }
        }
    }

    private long[] window(String budget, Instant start) {
        var window = new Window(names.dimension(budget), start.toEpochMilli());
        return windows.computeIfAbsent(window, unused -> new long[2]);
    }

    /// Writes a correction, of a call that arrived at `at`.
    void correct(Handle handle, long sequence, Adjusted adjusted, long at) {
        charge(sequence, adjusted.callId(), at, CORRECTION, adjusted.charges());
        handle.execute(
                ADJUSTMENT,
                sequence,
                adjusted.callId(),
                adjusted.attempt(),
                adjusted.kind().ordinal(),
                adjusted.costNanos(),
                adjusted.entry().sequence());
        if (adjusted.kind() == Adjusted.Kind.REVIEWED) {
            reviews.removeIf(row -> row[0].equals(adjusted.callId()) && row[1].equals(adjusted.attempt()));
            handle.execute(
                    "delete from review where call_id = ? and attempt = ?", adjusted.callId(), adjusted.attempt());
        }
    }

    void save(Handle handle) {
        Take.save(handle, CHARGE, charges);
        Take.save(handle, REVIEW, reviews);
        withdrawn.forEach(window ->
                handle.execute(
                        "update budget_window set lifted = 0 where budget = ? and window_ms = ?",
                        window.budget,
                        window.start));
        windows.forEach((window, sums) -> {
            if (handle.execute(ADD_WINDOW, sums[0], sums[1], window.budget, window.start) == 0) {
                handle.execute(NEW_WINDOW, sums[0], sums[1], window.budget, window.start);
            }
        });
    }
}
