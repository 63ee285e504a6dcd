package signalbox.core.simulate;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import signalbox.core.budget.Subject;
import signalbox.core.budget.WindowSpan;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Policy;

/// Adds calls up in a policy's budgets. Not thread-safe; calls come in the order of time.
final class BudgetReplay {
    private final Policy policy;
    private final Map<String, Counter> counters = new HashMap<>();

    BudgetReplay(Policy policy) {
        this.policy = policy;
    }

    private static final class Counter {
        private WindowSpan span;
        private long used;
    }

    /// The budget that halts a call of that size; empty when it fits.
    Optional<Budget> refusing(Subject subject, long tokens, long nanos, Instant at) {
        return policy.budgets().values().stream()
                .filter(budget -> budget.atLimit() != AtLimit.WARN && subject.isIn(budget.scope()))
                .filter(budget -> !(budget.measure() == Measure.MONEY && nanos == 0))
                .filter(budget -> counter(budget, at).used + units(budget, tokens, nanos) > budget.cap())
                .findFirst();
    }

    void add(Subject subject, long tokens, long nanos, Instant at) {
        for (Budget budget : policy.budgets().values()) {
            if (subject.isIn(budget.scope())) {
                counter(budget, at).used += units(budget, tokens, nanos);
            }
        }
    }

    private Counter counter(Budget budget, Instant at) {
        Counter counter = counters.computeIfAbsent(budget.name(), name -> new Counter());
        if (counter.span == null || !at.isBefore(counter.span.end())) {
            counter.span = WindowSpan.at(budget.window(), budget.zone(), at);
            counter.used = 0;
        }
        return counter;
    }

    private static long units(Budget budget, long tokens, long nanos) {
        return switch (budget.measure()) {
            case MONEY -> nanos;
            case TOKENS -> tokens;
            case CALLS -> 1;
        };
    }
}
