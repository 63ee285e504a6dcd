package signalbox.core;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.Step;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tier;
import signalbox.core.price.PriceBook;

/// What a call of a workload that is only observed would have cost where it would have gone. Pure.
final class Observation {
    static final String RULE = "observe.price";

    /// The rule of the line that says where such a call would have gone.
    static final String DECIDED = "observe.decided";

    /// Older rows of the ledger say it in nano-dollars.
    private static final Pattern THERE =
            Pattern.compile("would have cost (?:([0-9]{1,18}) nano-dollars|(\\$[0-9]{1,10}\\.[0-9]{2,9})) there");

    private Observation() {}

    /// @param decided where the call would have gone; null when it went there
    /// @param row what it used where it went
    /// @return a line of the explanation; empty when nothing was observed or a price is unknown
    static Optional<Step> price(PriceBook prices, Policy policy, Attempt decided, AttemptRow row, Instant at) {
        if (decided == null) {
            return Optional.empty();
        }
        Provider provider = policy.providers().get(decided.provider());
        boolean costs = provider.tier() == Tier.PAID || provider.practice();
        return prices.cost(provider.vendor(), provider.models().get(decided.model()), row.usage().elsewhere(), at)
                .map(cost ->
                        new Step(
                                RULE,
                                decided.provider() + "/" + decided.model(),
                                Step.Verdict.NOTED,
                                "the tokens that were used would have cost "
                                        + Amount.money(costs ? cost.nanos() : 0)
                                        + " there, they cost "
                                        + Amount.money(row.costNanos())));
    }

    /// What such a line says the call would have cost, in nano-dollars; empty for other lines.
    static OptionalLong there(Step step) {
        var said = THERE.matcher(step.detail());
        if (!step.rule().equals(RULE) || !said.find()) {
            return OptionalLong.empty();
        }
        String nanos = said.group(1);
        return OptionalLong.of(nanos == null ? Amount.parse(said.group(2)).units() : Long.parseLong(nanos));
    }
}
