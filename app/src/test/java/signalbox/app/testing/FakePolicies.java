package signalbox.app.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.LiveView;
import signalbox.core.plan.Plan;
import signalbox.core.plan.Planner;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyCheck;
import signalbox.core.price.PriceBook;
import signalbox.core.simulate.Replay;
import signalbox.core.simulate.Replayer;

/// The policy of a router without a core with its app keys, those that were in force before it, and what they would do.
/// Thread-safe.
final class FakePolicies {
    private final Map<Long, Policy> past = new ConcurrentHashMap<>();
    private volatile Policy inForce = Policy.EMPTY;

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

    Router.IssuedKey issue(String name, String workload, Set<String> allowed) {
        var key = new AppKey(name, workload, allowed, PiiClass.PUBLIC);
        inForce = new PolicyChange.Put(new PolicyChange.Part.OfKey(key)).applyTo(inForce);
        return new Router.IssuedKey(key, "sbx-" + name + "-4f7c2a91d0b35e68");
    }

    void revoke(String name) {
        AppKey key = inForce.keys().get(name);
        if (key != null) {
            inForce = new PolicyChange.Remove(new PolicyChange.Part.OfKey(key)).applyTo(inForce);
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
        return plan(inForce, facts, prices, now);
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
