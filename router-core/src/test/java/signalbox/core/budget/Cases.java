package signalbox.core.budget;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

/// Budgets and subjects that the tests of this room share.
final class Cases {
    static final Instant NOON = Instant.parse("2026-11-04T12:00:00Z");
    static final Instant MIDNIGHT = Instant.parse("2026-11-05T00:00:00Z");
    static final Subject ETL = new Subject("etl", "etl-key", "data", "acme", "large");

    private Cases() {}

    static Budget daily(String name, long cap, AtLimit atLimit) {
        return new Budget(
                name, new Scope.Everything(), Measure.MONEY, cap, Window.DAY, ZoneOffset.UTC, List.of(80), atLimit);
    }

    static Budget of(String name, Scope scope, Measure measure, long cap) {
        return new Budget(name, scope, measure, cap, Window.DAY, ZoneOffset.UTC, List.of(80), AtLimit.HALT);
    }

    static Bound nanos(long nanos) {
        return new Bound(nanos, nanos);
    }

    static Admission.Hold granted(Admission admission) {
        if (admission instanceof Admission.Granted(Admission.Hold hold)) {
            return hold;
        }
        throw new AssertionError("not granted: " + admission);
    }

    static Admission.Refused refused(Admission admission) {
        if (admission instanceof Admission.Refused refused) {
            return refused;
        }
        throw new AssertionError("not refused: " + admission);
    }

    /// Writes down what it hears.
    static final class Heard implements BudgetListener {
        final List<String> events = new ArrayList<>();

        @Override
        public synchronized void halted(BudgetStatus status, String workload, Instant at) {
            events.add("halted " + status.budget().name() + " by " + workload);
        }

        @Override
        public synchronized void warning(BudgetStatus status, int percent, Instant at) {
            events.add("warning " + status.budget().name() + " " + percent);
        }

        @Override
        public synchronized void resumed(BudgetStatus status, Instant at) {
            events.add("resumed " + status.budget().name());
        }
    }
}
