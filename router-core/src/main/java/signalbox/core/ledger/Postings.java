package signalbox.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.price.Provenance;

/// What one transaction adds to what makes up the budgets' counters, and to the list of what awaits review. Used by the
/// store thread.
final class Postings {
    static final int CORRECTION = 1;
    static final int CARRIED = 2;

    private static final String CHARGE =
            "insert into charge (budget, window_ms, sequence, place, call_id, at_ms, kind, amount)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ADD_WINDOW =
            "update budget_window set moved = moved + ?, lifted = lifted + ? where budget = ? and window_ms = ?";
    private static final String NEW_WINDOW =
            "insert into budget_window (moved, lifted, budget, window_ms) values (?, ?, ?, ?)";
    private static final String ADD_HOUR =
            "update window_hour set calls = calls + ?, amount = amount + ? where budget = ? and window_ms = ? and"
                    + " start_ms = ?";
    private static final String NEW_HOUR =
            "insert into window_hour (calls, amount, budget, window_ms, start_ms) values (?, ?, ?, ?, ?)";
    private static final String CORRECTED =
            "select count(*) from charge where call_id = ? and budget = ? and window_ms = ? and kind = 1";
    private static final String REVIEW = "merge into review (call_id, attempt) key (call_id, attempt) values (?, ?)";
    private static final String ADJUSTMENT =
            "insert into adjustment (sequence, call_id, attempt, kind, cost, audit) values (?, ?, ?, ?, ?, ?)";

    private final NameTable names;
    private final List<Object[]> reviews = new ArrayList<>();
    private final Map<Window, long[]> windows = new HashMap<>();

    /// Windows whose lifts were taken back; whatever an earlier transaction lifted no longer counts.
    private final List<Window> withdrawn = new ArrayList<>();

    private final Map<Hour, long[]> hours = new HashMap<>();

    private record Window(int budget, long start) {}

    private record Hour(Window window, long start) {}

    Postings(NameTable names) {
        this.names = names;
    }

    void add(JournalRecord record) {
        switch (record) {
            case JournalRecord.CallRecord(CallRow row, List<Charge> taken) -> {
                charge(row.at().toEpochMilli(), taken);
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

    private void charge(long at, List<Charge> taken) {
        for (int place = 0; place < taken.size(); place++) {
            Charge charge = taken.get(place);
            boolean again = false;
            for (int before = 0; before < place; before++) {
                again |= sameWindow(taken.get(before), charge);
            }
            count(window(charge), at, again ? 0 : 1, charge.amount());
        }
    }

    private static boolean sameWindow(Charge one, Charge other) {
        return one.budget().equals(other.budget()) && one.window().equals(other.window());
    }

    private Window window(Charge charge) {
        return new Window(names.dimension(charge.budget()), charge.window().toEpochMilli());
    }

    private void count(Window window, long at, long calls, long amount) {
        var hour = new Hour(window, Math.floorDiv(at, RollUps.HOUR) * RollUps.HOUR);
        RollUps.add(hours, hour, new long[] {calls, amount});
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

    /// Writes a correction.
    ///
    /// @param call what it corrects, unless that was dropped
    void correct(Handle handle, long sequence, Adjusted adjusted, Optional<CallEntry> call) {
        long at = call.map(CallEntry::atMillis).orElseGet(() -> CallId.instant(adjusted.callId()).toEpochMilli());
        for (int place = 0; place < adjusted.charges().size(); place++) {
            Charge charge = adjusted.charges().get(place);
            Window window = window(charge);
            count(window, at, counted(handle, adjusted.callId(), call, window) ? 0 : 1, charge.amount());
            handle.execute(
                    CHARGE,
                    window.budget,
                    window.start,
                    sequence,
                    place,
                    adjusted.callId(),
                    at,
                    CORRECTION,
                    charge.amount());
        }
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

    /// Whether a call is among those that the window was charged for.
    private static boolean counted(Handle handle, long id, Optional<CallEntry> call, Window window) {
        boolean charged =
                call.stream()
                        .flatMap(found -> found.charges().stream())
                        .anyMatch(each -> each.budget() == window.budget && each.windowMillis() == window.start);
        return charged
                || handle.createQuery(CORRECTED)
                                .bind(0, id)
                                .bind(1, window.budget)
                                .bind(2, window.start)
                                .mapTo(long.class)
                                .one()
                        > 0;
    }

    void save(Handle handle) {
        hours.forEach((hour, sums) -> {
            Window window = hour.window;
            if (handle.execute(ADD_HOUR, sums[0], sums[1], window.budget, window.start, hour.start) == 0) {
                handle.execute(NEW_HOUR, sums[0], sums[1], window.budget, window.start, hour.start);
            }
        });
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
