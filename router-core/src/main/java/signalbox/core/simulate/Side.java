package signalbox.core.simulate;

import java.time.Instant;
import signalbox.core.budget.Subject;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.LiveView;
import signalbox.core.plan.Plan;
import signalbox.core.plan.Planner;
import signalbox.core.policy.Model;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Workload;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Usage;

/// One policy of a replay, with what its budgets have counted so far. Not thread-safe.
final class Side {
    private final Policy policy;
    private final PriceBook prices;
    private final BudgetReplay budgets;

    Side(Policy policy, PriceBook prices) {
        this.policy = policy;
        this.prices = prices;
        this.budgets = new BudgetReplay(policy);
    }

    /// @param target `provider/model`; empty when refused
    /// @param nanos at list price of the target, 0 where calls cost nothing
    /// @param why the reason, as a short sentence
    /// @param rule what refused it; empty when it was not
    record Outcome(String target, long nanos, String why, String rule) {
        boolean refused() {
            return target.isEmpty();
        }
    }

    Outcome of(Instant at, CallFacts facts, Usage used) {
        Plan plan = Planner.plan(policy, prices, facts, LiveView.CALM, at);
        if (plan.refusal() != null) {
            return new Outcome("", 0, plan.refusal().message(), plan.refusal().rule());
        }
        Workload workload = policy.workloads().get(facts.workload());
        String halted = "";
        for (Attempt attempt : plan.attempts()) {
            var subject =
                    new Subject(facts.workload(), facts.key(), workload.team(), attempt.provider(), attempt.model());
            long nanos = cost(attempt, used, at);
            var refusing = budgets.refusing(subject, used.tokens(), nanos, at);
            if (refusing.isEmpty()) {
                budgets.add(subject, used.tokens(), nanos, at);
                return new Outcome(attempt.provider() + "/" + attempt.model(), nanos, attempt.why(), "");
            }
            halted = "budget " + refusing.get().name() + " would be used up";
        }
        return new Outcome("", 0, halted, "budget");
    }

    private long cost(Attempt attempt, Usage used, Instant at) {
        Provider provider = policy.providers().get(attempt.provider());
        Model model = provider.models().get(attempt.model());
        if (provider.tier() != Tier.PAID && !provider.practice()) {
            return 0;
        }
        return prices.cost(provider.vendor(), model, used.elsewhere(), at).map(PriceBook.Cost::nanos).orElse(0L);
    }
}
