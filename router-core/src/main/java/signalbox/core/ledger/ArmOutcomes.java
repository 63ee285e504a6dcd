package signalbox.core.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import signalbox.core.plan.Arms;
import signalbox.core.plan.Step;

/// Adds up an experiment's calls by arm. Used by one thread.
final class ArmOutcomes {
    private final String prefix;
    private final TreeMap<String, Sum> arms = new TreeMap<>();

    ArmOutcomes(String experiment) {
        prefix = experiment + "/";
    }

    /// @param costNanos what the call cost, corrections included
    void add(CallRow row, long costNanos) {
        for (Step step : row.steps()) {
            if (step.rule().equals(Arms.RULE) && step.subject().startsWith(prefix)) {
                arms.computeIfAbsent(step.subject().substring(prefix.length()), _ -> new Sum()).add(row, costNanos);
                return;
            }
        }
    }

    /// By arm name.
    List<Ledger.ArmOutcome> result() {
        return arms.entrySet().stream().map(entry -> entry.getValue().outcome(entry.getKey())).toList();
    }

    private static final class Sum {
        private long calls;
        private long refused;
        private long failed;
        private long tokens;
        private long costNanos;
        private int[] millis = new int[16];
        private int answered;

        void add(CallRow row, long cost) {
            calls++;
            costNanos += cost;
            tokens += row.attempts().stream().mapToLong(attempt -> attempt.usage().tokens()).sum();
            switch (row.outcome()) {
                case REFUSED -> refused++;
                case FAILED -> failed++;
                case ANSWERED -> {
                    millis = answered < millis.length ? millis : Arrays.copyOf(millis, 2 * millis.length);
                    millis[answered++] = (int) Math.min(Integer.MAX_VALUE, row.total().toMillis());
                }
            }
        }

        Ledger.ArmOutcome outcome(String arm) {
            Arrays.sort(millis, 0, answered);
            return new Ledger.ArmOutcome(
                    arm, calls, refused, failed, tokens, costNanos, percentile(50), percentile(95));
        }

        private long percentile(int percent) {
            return answered == 0 ? 0 : millis[(int) Math.ceilDiv((long) answered * percent, 100L) - 1];
        }
    }
}
