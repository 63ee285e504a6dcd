package signalbox.app.budgets;

import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Pace;

/// One budget of the list.
///
/// @param pace by the forecast that the details show too, at most some seconds old
public record BudgetRow(BudgetStatus status, Pace pace) {
    public String name() {
        return status.budget().name();
    }
}
