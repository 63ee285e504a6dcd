package signalbox.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Counters;
import signalbox.core.budget.OpenHolds;
import signalbox.core.ledger.BudgetWindow;
import signalbox.core.policy.Budget;

/// What makes up a budget's figures in one window, in the budget's unit.
///
/// @param practice whether the figures are of simulated spend
/// @param windowEnd when it ends or ended, by the budget as it is now
/// @param counters the router's own counters, when the window is the current one
/// @param holds what attempts hold on the current window right now, the largest; none of a past window
/// @param bumps lifts of the cap that count now; of a past window only their sum is known, in `ledger`
/// @param ledger what the rows say
public record BudgetExplanation(
        Budget budget,
        boolean practice,
        Instant windowStart,
        Instant windowEnd,
        Optional<Counters> counters,
        OpenHolds holds,
        List<Bump> bumps,
        BudgetWindow ledger) {
    public BudgetExplanation {
        bumps = List.copyOf(bumps);
    }

    /// By how much the counter differs from the rows; 0 is right. What calls that are still running have settled stands
    /// in no row yet and is left out.
    public long difference() {
        return counters.map(each -> each.recorded() - ledger.charged()).orElse(0L);
    }
}
