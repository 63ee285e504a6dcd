package signalbox.core.budget;

import java.time.Instant;
import java.util.List;
import signalbox.core.budget.Escrow.Draw;

/// A hold of one book. Its settlement is guarded by that book's lock.
final class Reservation implements Admission.Hold {
    final BudgetBook book;
    final List<Draw> draws;

    /// For whom, and since when.
    final long call;

    final Subject subject;
    final Instant since;

    /// Where it stands among the open ones.
    int place;

    /// What the first settlement or release said; null while in flight.
    Settlement settlement;

    private final Bound bound;

    Reservation(BudgetBook book, Bound bound, List<Draw> draws, long call, Subject subject, Instant since) {
        this.book = book;
        this.bound = bound;
        this.draws = draws;
        this.call = call;
        this.subject = subject;
        this.since = since;
    }

    @Override
    public Bound bound() {
        return bound;
    }
}
