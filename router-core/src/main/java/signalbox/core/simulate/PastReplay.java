package signalbox.core.simulate;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import signalbox.core.plan.CallFacts;
import signalbox.core.policy.Policy;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Usage;

/// Calls that never went through Signalbox, planned under a policy by the same planner and budgets as a [Replayer]'s.
/// Not thread-safe; calls come in the order of time.
public final class PastReplay {
    private final Side side;
    private final Map<String, Refused> refusals = new TreeMap<>();
    private final Map<String, Served> targets = new TreeMap<>();

    public PastReplay(Policy policy, PriceBook prices) {
        side = new Side(policy, prices);
    }

    /// @param spent of those calls, nano-dollars
    /// @param example what the first of them would have been told
    public record Refused(long calls, long spent, String example) {}

    /// @param spent what those calls cost, nano-dollars
    /// @param nanos what they would have cost
    public record Served(long calls, long spent, long nanos) {}

    /// @param refusals by rule
    /// @param targets by `provider/model`
    public record Result(Map<String, Refused> refusals, Map<String, Served> targets) {
        public Result {
            refusals = Collections.unmodifiableMap(new TreeMap<>(refusals));
            targets = Collections.unmodifiableMap(new TreeMap<>(targets));
        }

        public long refused() {
            return refusals.values().stream().mapToLong(Refused::calls).sum();
        }

        public long served() {
            return targets.values().stream().mapToLong(Served::calls).sum();
        }

        /// What the calls that would have been served cost.
        public long servedSpent() {
            return targets.values().stream().mapToLong(Served::spent).sum();
        }

        /// What they would have cost.
        public long servedNanos() {
            return targets.values().stream().mapToLong(Served::nanos).sum();
        }

        /// What the calls that would have been refused cost.
        public long refusedSpent() {
            return refusals.values().stream().mapToLong(Refused::spent).sum();
        }
    }

    /// @param spent what it cost, nano-dollars
    public void add(Instant at, CallFacts facts, Usage used, long spent) {
        Side.Outcome would = side.of(at, facts, used);
        if (would.refused()) {
            refusals.merge(
                    would.rule(),
                    new Refused(1, spent, would.why()),
                    (a, b) -> new Refused(a.calls + b.calls, a.spent + b.spent, a.example));
        } else {
            targets.merge(
                    would.target(),
                    new Served(1, spent, would.nanos()),
                    (a, b) -> new Served(a.calls + b.calls, a.spent + b.spent, a.nanos + b.nanos));
        }
    }

    public Result result() {
        return new Result(refusals, targets);
    }
}
