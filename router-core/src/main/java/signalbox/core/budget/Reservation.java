package signalbox.core.budget;

import java.util.List;
import signalbox.core.budget.Escrow.Draw;

/// A hold of one book. Its settlement is guarded by that book's lock.
final class Reservation implements Admission.Hold {
    final BudgetBook book;
    final List<Draw> draws;

    /// What the first settlement or release said; null while in flight.
    Settlement settlement;

    private final Bound bound;

    Reservation(BudgetBook book, Bound bound, List<Draw> draws) {
        this.book = book;
        this.bound = bound;
        this.draws = draws;
    }

    @Override
    public Bound bound() {
        return bound;
    }
}
