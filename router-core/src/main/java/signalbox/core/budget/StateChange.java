package signalbox.core.budget;

import static signalbox.core.budget.BudgetStatus.State.DOWNGRADED;
import static signalbox.core.budget.BudgetStatus.State.HALTED;
import static signalbox.core.budget.BudgetStatus.State.OK;
import static signalbox.core.budget.BudgetStatus.State.SOFT;

import java.util.Arrays;
import signalbox.core.budget.BudgetStatus.State;

/// Every legal change of a budget's state within one window; a new window starts at OK. A pair that is not here is a
/// mistake in the book.
enum StateChange {
    /// Passed the first warning share.
    OK_TO_SOFT(OK, SOFT),
    /// Calls in flight settled for less, or the cap was lifted.
    SOFT_TO_OK(SOFT, OK),
    /// A call did not fit a budget that downgrades.
    OK_TO_DOWNGRADED(OK, DOWNGRADED),
    SOFT_TO_DOWNGRADED(SOFT, DOWNGRADED),
    /// The cap was lifted, or the action changed.
    DOWNGRADED_TO_OK(DOWNGRADED, OK),
    DOWNGRADED_TO_SOFT(DOWNGRADED, SOFT),
    /// A call did not fit, or the cap was lowered below what is spent.
    OK_TO_HALTED(OK, HALTED),
    SOFT_TO_HALTED(SOFT, HALTED),
    DOWNGRADED_TO_HALTED(DOWNGRADED, HALTED),
    /// Unlocked, raised, or the policy changed.
    HALTED_TO_OK(HALTED, OK),
    HALTED_TO_SOFT(HALTED, SOFT);

    private final State from;
    private final State to;

    StateChange(State from, State to) {
        this.from = from;
        this.to = to;
    }

    /// `to`, when `from` may become it.
    ///
    /// @throws IllegalStateException when it may not
    static State checked(State from, State to) {
        if (from != to && Arrays.stream(values()).noneMatch(pair -> pair.from == from && pair.to == to)) {
            throw new IllegalStateException("a budget cannot go from " + from + " to " + to);
        }
        return to;
    }
}
