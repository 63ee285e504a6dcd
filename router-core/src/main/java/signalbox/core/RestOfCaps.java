package signalbox.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.budget.Bump;
import signalbox.core.budget.EscrowStore.Movement;
import signalbox.core.budget.WindowSpan;
import signalbox.core.ledger.LedgerState;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Policy;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;

/// What is left of every cap in the window that runs now. A router that kept to the caps can have spent no more than
/// that since the state was written, so holding it never counts too little.
final class RestOfCaps {
    private RestOfCaps() {}

    static List<Movement> of(LedgerState state, Instant now) {
        if (state.policyVersion() == 0) {
            return List.of();
        }
        Policy policy;
        try {
            policy = PolicyFile.read(state.policyText());
        } catch (PolicyFileException e) {
            // the next start refuses this policy, with the reason; nothing can be spent under it
            return List.of();
        }
        var rest = new ArrayList<Movement>();
        for (Budget budget : policy.budgets().values()) {
            Instant window = WindowSpan.at(budget.window(), budget.zone(), now).start();
            long cap = cap(budget, window, state);
            var known = state.window(budget.name(), window);
            long spent = known.map(LedgerState.WindowState::spent).orElse(0L);
            long left = cap - known.map(LedgerState.WindowState::moved).orElse(0L);
            if (left > 0 && spent < cap) {
                rest.add(new Movement(budget.name(), window, left));
            }
        }
        return rest;
    }

    private static long cap(Budget budget, Instant window, LedgerState state) {
        long lifted =
                state.bumps().stream()
                        .filter(bump -> bump.budget().equals(budget.name()) && bump.window().equals(window))
                        .mapToLong(Bump::amount)
                        .sum();
        return Math.addExact(budget.cap(), lifted);
    }
}
