package signalbox.app.budgets;

import java.util.Optional;
import signalbox.core.BudgetExplanation;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Forecast;

/// The selected budget with what its history says and what its figure is made of.
///
/// @param suggested a sensible ceiling for a raise, in the budget’s unit
/// @param explanation empty when the ledger could not be asked
/// @param problem why it could not be asked; null when it could
record BudgetDetails(
        BudgetStatus status,
        Forecast forecast,
        long suggested,
        Optional<BudgetExplanation> explanation,
        Exception problem) {}
