package signalbox.core.budget;

import java.time.Instant;
import java.util.List;
import signalbox.core.policy.Budget;

/// One budget at one instant, in the budget's unit.
///
/// @param spent settled in the current window
/// @param held reserved by attempts in flight
/// @param unreported escrow that a crash left unreported; counts against the cap until the operator releases it
/// @param cap the effective cap: base plus active bumps
/// @param refused calls refused by this budget in the current window
/// @param haltedSince when it halted; null unless `state` is HALTED
public record BudgetStatus(
        Budget budget,
        Instant windowStart,
        Instant windowEnd,
        long spent,
        long held,
        long unreported,
        long cap,
        List<Bump> bumps,
        State state,
        long refused,
        Instant haltedSince) {

    /// What is left to reserve; never negative.
    public long free() {
        return Math.max(0, cap - spent - held - unreported);
    }

    /// Legal transitions: OK ⇄ SOFT, any → HALTED or DOWNGRADED, HALTED → OK or SOFT by unlock, raise or window end.
    public enum State {
        OK,
        SOFT,
        DOWNGRADED,
        HALTED
    }
}
