package signalbox.core.ledger;

import java.util.Set;
import signalbox.core.plan.CallFacts;
import signalbox.core.policy.Ability;

/// What a call asked for, as far as planning it again needs: sizes and abilities, never its text.
///
/// @param inputBound as in [CallFacts]; likewise the others
public record Demand(
        long inputBound, int outputLimit, int choices, Set<Ability> needs, int maxSearchCalls, String serviceTier) {
    public Demand {
        needs = Set.copyOf(needs);
    }

    public static Demand of(CallFacts facts) {
        return new Demand(
                facts.inputBound(),
                facts.outputLimit(),
                facts.choices(),
                facts.needs(),
                facts.maxSearchCalls(),
                facts.serviceTier());
    }
}
