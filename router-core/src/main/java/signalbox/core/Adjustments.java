package signalbox.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Charge;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.budget.EscrowStore.Movement;
import signalbox.core.budget.Subject;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Journal;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.ledger.JournalRecord.EscrowMoved;
import signalbox.core.ledger.Ledger;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Count;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Policy;

/// Corrects what attempts cost after they were settled: a record of its own in the journal, then the counters of every
/// money budget that the attempt was charged to, in the window it was charged in. Rows are never edited. Used under the
/// router's change lock.
final class Adjustments {
    /// So many corrections are made durable together.
    private static final int TOGETHER = 500;

    private final Books books;
    private final Journal journal;
    private final Ledger ledger;

    Adjustments(Parts parts) {
        this.books = parts.books();
        this.journal = parts.store().journal();
        this.ledger = parts.store().ledger();
    }

    /// What one attempt really cost, in nano-dollars.
    ///
    /// @param attempt which attempt of the call, from 0
    record Correction(long call, int attempt, long costNanos) {}

    /// Makes corrections durable and counts them.
    ///
    /// @param entry who and why, one for all of them
    /// @return what they add to the ledger's cost together, in nano-dollars; below 0 when they give back
    /// @throws RouterException `unknown_call`, `unknown_attempt`, `bad_amount`: nothing was changed;
    ///   `ledger_unavailable`: of many corrections the first may have been made
    long post(Policy policy, Adjusted.Kind kind, List<Correction> corrections, AuditEntry entry)
            throws RouterException {
        flush();
        var posts = new ArrayList<Post>();
        for (Correction correction : corrections) {
            posts.add(post(policy, kind, correction, entry));
        }
        for (int from = 0; from < posts.size(); from += TOGETHER) {
            write(posts.subList(from, Math.min(posts.size(), from + TOGETHER)), entry.at());
        }
        return posts.stream().mapToLong(post -> post.record.costNanos()).sum();
    }

    /// What an attempt costs with every correction so far, in nano-dollars.
    ///
    /// @throws RouterException `unknown_call`, `unknown_attempt`
    long cost(long call, int attempt) throws RouterException {
        return costs(row(call, attempt)).get(attempt);
    }

    /// The call, when it has that attempt.
    CallRow row(long call, int attempt) throws RouterException {
        CallRow row =
                ask(() -> ledger.call(call))
                        .orElseThrow(() ->
                                new RouterException(
                                        "unknown_call",
                                        "The ledger has no call " + CallId.format(call) + ", or keeps it no longer."));
        if (attempt < 0 || attempt >= row.attempts().size()) {
            throw new RouterException(
                    "unknown_attempt",
                    "Call " + CallId.format(call) + " has " + Count.of(row.attempts().size(), "attempt") + ".");
        }
        return row;
    }

    private record Post(Adjusted record, List<Charge> charges, boolean practice) {}

    private Post post(Policy policy, Adjusted.Kind kind, Correction correction, AuditEntry entry)
            throws RouterException {
        if (correction.costNanos < 0) {
            throw new RouterException("bad_amount", "A call cannot have cost less than nothing.");
        }
        CallRow row = row(correction.call, correction.attempt);
        List<Long> costs = costs(row);
        long added = correction.costNanos - costs.get(correction.attempt);
        List<Charge> charges = added == 0 ? List.of() : charges(policy, row, correction.attempt, costs, added);
        var record =
                new Adjusted(kind, row.id(), correction.attempt, Books.charges(charges, row.practice()), added, entry);
        return new Post(record, charges, row.practice());
    }

    /// What each attempt of a call costs, corrections included.
    private List<Long> costs(CallRow row) throws RouterException {
        var costs = new ArrayList<>(row.attempts().stream().map(AttemptRow::costNanos).toList());
        for (var earlier : ask(() -> ledger.adjustments(row.id()))) {
            costs.set(earlier.attempt(), costs.get(earlier.attempt()) + earlier.costNanos());
        }
        return costs;
    }

    /// The correction of every money budget that counts the attempt. A budget whose charge is not the cost of the
    /// attempts it counts was another one then (its measure or scope has changed) and is left alone.
    private List<Charge> charges(Policy policy, CallRow row, int attempt, List<Long> costs, long added)
            throws RouterException {
        Map<String, Charge> posted =
                ask(() -> ledger.charges(row.id())).stream()
                        .collect(
                                Collectors.toMap(
                                        charge -> Books.plain(charge.budget()), Function.identity(), (a, b) -> a));
        var charges = new ArrayList<Charge>();
        for (Budget budget : policy.budgets().values()) {
            if (budget.measure() != Measure.MONEY || !counts(budget, row, row.attempts().get(attempt))) {
                continue;
            }
            Charge then = posted.get(budget.name());
            long counted = counted(budget, row, costs);
            if (then != null && then.amount() == counted) {
                charges.add(new Charge(budget.name(), then.window(), added));
            } else if (then == null && counted == 0) {
                BudgetStatus status = books.of(row.practice()).status(budget.name(), row.at());
                if (!row.at().isBefore(status.windowStart()) && row.at().isBefore(status.windowEnd())) {
                    charges.add(new Charge(budget.name(), status.windowStart(), added));
                }
            }
        }
        return charges;
    }

    private static long counted(Budget budget, CallRow row, List<Long> costs) {
        long sum = 0;
        for (int i = 0; i < costs.size(); i++) {
            sum += counts(budget, row, row.attempts().get(i)) ? costs.get(i) : 0;
        }
        return sum;
    }

    private static boolean counts(Budget budget, CallRow row, AttemptRow attempt) {
        return new Subject(row.workload(), row.key(), row.team(), attempt.provider(), attempt.model())
                .isIn(budget.scope());
    }

    /// What is added is moved into escrow first, so that at no instant, and after no crash, the journal holds less for
    /// a window than was charged in it.
    private void write(List<Post> posts, Instant now) throws RouterException {
        var records = new ArrayList<JournalRecord>();
        moved(posts, amount -> amount > 0).ifPresent(records::add);
        posts.forEach(post -> records.add(post.record));
        try {
            journal.appendDurable(records);
        } catch (LedgerUnavailable e) {
            throw new RouterException("ledger_unavailable", "It could not be written down: " + e.getMessage(), e);
        }
        var past = new ArrayList<Post>();
        for (Post post : posts) {
            past.add(new Post(post.record, books.of(post.practice).adjust(post.charges, now), post.practice));
        }
        // what is given back in a window that is over leaves its escrow here; in a running one the book moves it
        moved(past, amount -> amount < 0).ifPresent(journal::append);
    }

    private static Optional<EscrowMoved> moved(List<Post> posts, LongPredicate which) {
        var movements = new ArrayList<Movement>();
        for (Post post : posts) {
            for (Charge charge : Books.charges(post.charges, post.practice)) {
                if (which.test(charge.amount())) {
                    movements.add(new Movement(charge.budget(), charge.window(), charge.amount()));
                }
            }
        }
        return movements.isEmpty() ? Optional.empty() : Optional.of(new EscrowMoved(movements));
    }

    private void flush() throws RouterException {
        ask(() -> {
            ledger.flush();
            return null;
        });
    }

    private static <T> T ask(Supplier<T> question) throws RouterException {
        try {
            return question.get();
        } catch (IllegalStateException e) {
            throw new RouterException("ledger_unavailable", "The ledger cannot be read: " + e.getMessage(), e);
        }
    }
}
