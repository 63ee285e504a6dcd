package signalbox.core.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Route;
import signalbox.core.policy.Target;

/// Where a call goes whose workload is only observed: to the providers that list the model its client named, whatever
/// its route says. Pure.
final class Observed {
    static final String RULE = "observe.decided";

    private Observed() {}

    /// The targets that the client named, in the operator's order; practice stays practice and real stays real.
    static List<Target> named(Policy policy, Route route, CallFacts facts) {
        boolean practice =
                route.targets().stream()
                        .map(target -> policy.providers().get(target.provider()))
                        .filter(Objects::nonNull)
                        .anyMatch(Provider::practice);
        var named = new ArrayList<Target>();
        for (Provider provider : policy.providers().values()) {
            for (String model : provider.models().keySet()) {
                var target = new Target(provider.name(), model, 1);
                if (provider.practice() == practice && Candidates.asked(target, facts)) {
                    named.add(target);
                }
            }
        }
        return named;
    }

    /// What was decided and is not acted on, as a line of the explanation.
    static Step step(Plan decided) {
        if (decided.refusal() != null) {
            String detail = "only observed: it would have been refused, " + decided.refusal().message();
            return new Step(RULE, decided.refusal().rule(), Step.Verdict.NOTED, detail);
        }
        Attempt first = decided.attempts().getFirst();
        return new Step(
                RULE,
                first.provider() + "/" + first.model(),
                Step.Verdict.NOTED,
                "only observed: it would have gone there, for about " + Amount.money(first.estimateNanos()));
    }
}
