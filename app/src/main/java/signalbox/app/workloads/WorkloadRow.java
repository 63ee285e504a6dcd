package signalbox.app.workloads;

import java.util.Comparator;
import java.util.List;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.BudgetStatus.State;
import signalbox.core.policy.Workload;

/// One workload of the list, with the budgets of its own as they stand now.
///
/// @param targets `provider/model`, in the order of its route
/// @param practice whether it is served by the practice provider only
public record WorkloadRow(Workload workload, List<String> targets, List<BudgetStatus> budgets, boolean practice) {
    public WorkloadRow {
        targets = List.copyOf(targets);
        budgets = List.copyOf(budgets);
    }

    public String name() {
        return workload.name();
    }

    /// The worst state of its budgets; null when it has none.
    public State state() {
        return budgets.stream().map(BudgetStatus::state).max(Comparator.naturalOrder()).orElse(null);
    }

    /// The budget to show as its cap: the halted one, else the fullest; null when it has none.
    public BudgetStatus tightest() {
        return budgets.stream()
                .max(
                        Comparator.comparing((BudgetStatus status) -> status.state() == State.HALTED)
                                .thenComparingLong(WorkloadRow::usedPermille))
                .orElse(null);
    }

    private static long usedPermille(BudgetStatus status) {
        long used = status.spent() + status.held() + status.unreported();
        return status.cap() == 0 ? 1000 : Math.min(1000, used / Math.max(1, status.cap() / 1000));
    }
}
