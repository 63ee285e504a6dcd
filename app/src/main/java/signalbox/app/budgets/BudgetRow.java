package signalbox.app.budgets;

import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Pace;

/// One budget of the list.
///
/// @param pace from its own window alone; the details know more
public record BudgetRow(BudgetStatus status, Pace pace) {
    public String name() {
        return status.budget().name();
    }
}
