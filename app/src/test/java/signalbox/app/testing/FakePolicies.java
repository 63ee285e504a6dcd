package signalbox.app.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import signalbox.core.RouterException;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.LiveView;
import signalbox.core.plan.Plan;
import signalbox.core.plan.Planner;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyCheck;
import signalbox.core.price.PriceBook;
import signalbox.core.simulate.Replay;
import signalbox.core.simulate.Replayer;

/// The policy of a router without a core, those that were in force before it, and what they would do. Thread-safe.
final class FakePolicies {
    private final Map<Long, Policy> past = new ConcurrentHashMap<>();
    private volatile Policy inForce = Policy.EMPTY;
    private volatile Plan answer;

    Policy inForce() {
        return inForce;
    }

    void set(Policy policy) {
        inForce = policy;
    }

    /// A policy that was in force.
    void past(Policy old) {
        past.put(old.version(), old);
    }

    /// What every call is planned as from now on.
    void plan(Plan always) {
        answer = always;
    }

    /// @return what takes the change back
    PolicyChange apply(PolicyChange change) throws RouterException {
        var inverse = change.inverse(inForce);
        var after = change.applyTo(inForce);
        refuseInvalid(after);
        past(inForce);
        inForce = after;
        return inverse;
    }

    /// As the real one does; what a sample has wrong already is let be.
    private void refuseInvalid(Policy after) throws RouterException {
        var problems = new ArrayList<>(PolicyCheck.problems(after));
        problems.removeAll(PolicyCheck.problems(inForce));
        if (!problems.isEmpty()) {
            throw new RouterException("policy_invalid", problems.toString());
        }
    }

    Policy at(long version) throws RouterException {
        if (version == inForce.version()) {
            return inForce;
        }
        if (!past.containsKey(version)) {
            throw new RouterException("no_such_version", "There is no policy of version " + version + ".");
        }
        return past.get(version);
    }

    Plan plan(CallFacts facts, PriceBook prices, Instant now) {
        return answer == null ? plan(inForce, facts, prices, now) : answer;
    }

    static Plan plan(Policy draft, CallFacts facts, PriceBook prices, Instant now) {
        return Planner.plan(draft, prices, facts, LiveView.CALM, now);
    }

    Replay replay(
            Policy draft, PriceBook prices, FakeLedger ledger, Instant from, Instant to, Replay.Progress progress) {
        var replayer = Replayer.between(inForce, draft, prices, progress);
        ledger.export(
                from,
                row -> {
                    if (row.at().isBefore(to)) {
                        replayer.add(row);
                    }
                });
        return replayer.result();
    }
}
