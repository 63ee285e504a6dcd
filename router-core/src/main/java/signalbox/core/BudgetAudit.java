package signalbox.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import signalbox.core.budget.BudgetBook;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Counters;
import signalbox.core.budget.OpenHolds;
import signalbox.core.budget.WindowSpan;
import signalbox.core.ledger.BudgetWindow;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Policy;

/// Leads a budget's figures back to the rows of the ledger, and checks that they are the same. Asks the store, so it is
/// never called on a call's path. [#check] is for one thread.
///
/// The counters run ahead of the rows by what happens while the rows are read. So a figure is right when it lies
/// between the counters before and after; it is wrong only when it is outside [#TRIES] times in a row.
final class BudgetAudit {
    private static final int TRIES = 3;

    /// How many holds an explanation lists.
    private static final int MOST_HOLDS = 50;

    private final Books books;
    private final Ledger ledger;
    private final Engine.Ledgering incidents;
    private final IntSupplier inFlight;
    private final Set<Cause> told = new HashSet<>();

    /// What stood in no row although no call was in flight, at the last check.
    private Map<Cause, Long> rowless = Map.of();

    private record Cause(String budget, Instant window, boolean rowless) {}

    BudgetAudit(Books books, Ledger ledger, Engine.Ledgering incidents, IntSupplier inFlight) {
        this.books = books;
        this.ledger = ledger;
        this.incidents = incidents;
        this.inFlight = inFlight;
    }

    /// See [Router#explainBudget].
    BudgetExplanation explain(Policy policy, Budget budget, Optional<Instant> at, int limit, Instant now)
            throws RouterException {
        boolean practice = Practice.counts(policy, budget);
        try {
            ledger.flush();
            BudgetStatus status = books.of(practice).status(budget.name(), now);
            Instant when = at.orElse(status.windowStart());
            boolean current = !when.isBefore(status.windowStart());
            BudgetWindow window =
                    ledger.budgetWindow(Books.journalName(budget.name(), practice), when, limit)
                            .filter(found -> !current || found.start().equals(status.windowStart()))
                            .orElse(new BudgetWindow(current ? status.windowStart() : when, 0, 0, 0, 0, List.of()));
            Instant end =
                    current ? status.windowEnd() : WindowSpan.at(budget.window(), budget.zone(), window.start()).end();
            return new BudgetExplanation(
                    budget,
                    practice,
                    window.start(),
                    end,
                    current ? counters(practice, budget.name()) : Optional.empty(),
                    current ? books.of(practice).holds(budget.name(), MOST_HOLDS, now) : OpenHolds.NONE,
                    current ? status.bumps() : List.of(),
                    window);
        } catch (IllegalStateException e) {
            throw new RouterException("ledger_unavailable", "The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    private Optional<Counters> counters(boolean practice, String budget) {
        return books.of(practice).counters().stream().filter(each -> each.budget().equals(budget)).findFirst();
    }

    /// Compares every budget's counter with the rows; a difference is an incident, once per budget and window.
    ///
    /// @throws IllegalStateException when the store cannot be asked
    void check(Policy policy) {
        var found = new HashMap<Cause, Long>();
        var withoutRow = new HashMap<Cause, Long>();
        for (boolean practice : new boolean[] {false, true}) {
            check(books.of(practice), practice, found, withoutRow);
        }
        withoutRow.forEach((cause, amount) -> {
            // one call may be between its last charge and its row
            if (amount.equals(rowless.get(cause))) {
                found.put(cause, amount);
            }
        });
        rowless = withoutRow;
        told.retainAll(found.keySet());
        found.forEach((cause, amount) -> {
            if (told.add(cause)) {
                tell(policy, cause, amount);
            }
        });
    }

    private void check(BudgetBook book, boolean practice, Map<Cause, Long> found, Map<Cause, Long> withoutRow) {
        var wrong = new HashMap<Cause, Long>();
        for (int i = 0; i < TRIES && (i == 0 || !wrong.isEmpty()); i++) {
            Map<Cause, Long> again = compare(book, practice, withoutRow);
            if (i > 0) {
                again.keySet().retainAll(wrong.keySet());
            }
            wrong.clear();
            wrong.putAll(again);
        }
        found.putAll(wrong);
    }

    /// @return how much the counter of each wrong budget differs from the rows
    private Map<Cause, Long> compare(BudgetBook book, boolean practice, Map<Cause, Long> withoutRow) {
        boolean quiet = inFlight.getAsInt() == 0;
        List<Counters> before = book.counters();
        ledger.flush();
        var rows = new ArrayList<Long>();
        before.forEach(each -> rows.add(ledger.charged(Books.journalName(each.budget(), practice), each.window())));
        Map<Cause, Counters> after = new HashMap<>();
        book.counters().forEach(each -> after.put(cause(each, practice), each));
        quiet &= inFlight.getAsInt() == 0;
        var wrong = new HashMap<Cause, Long>();
        for (int i = 0; i < before.size(); i++) {
            Cause cause = cause(before.get(i), practice);
            Counters then = after.get(cause);
            if (then == null) {
                continue;
            }
            long low = Math.min(before.get(i).recorded(), then.recorded());
            long high = Math.max(before.get(i).recorded(), then.recorded());
            if (rows.get(i) < low || rows.get(i) > high) {
                wrong.put(cause, then.recorded() - rows.get(i));
            }
            if (quiet && then.unrecorded() != 0) {
                withoutRow.put(new Cause(cause.budget, cause.window, true), then.unrecorded());
            }
        }
        return wrong;
    }

    private static Cause cause(Counters counters, boolean practice) {
        return new Cause(Books.journalName(counters.budget(), practice), counters.window(), false);
    }

    private void tell(Policy policy, Cause cause, long amount) {
        String name = Books.plain(cause.budget);
        Budget budget = policy.budgets().get(name);
        Measure measure = budget == null ? Measure.CALLS : budget.measure();
        String difference = new Amount(measure, Math.abs(amount)).format();
        String message =
                cause.rowless
                        ? "Budget " + name + " counts " + difference + " that stands in no row of the ledger."
                        : "Budget "
                                + name
                                + " counts "
                                + difference
                                + (amount > 0 ? " more" : " less")
                                + " than the rows of the ledger add up to.";
        incidents.incident(
                "ledger_difference",
                message + " The counter is kept. Compare ledger explain-budget " + name + " and report it.",
                null);
    }
}
