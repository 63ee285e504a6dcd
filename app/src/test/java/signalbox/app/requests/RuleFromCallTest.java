package signalbox.app.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import signalbox.app.testing.SampleCalls;
import signalbox.app.testing.SamplePolicy;
import signalbox.core.ledger.CallRow;
import signalbox.core.plan.Step;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;

class RuleFromCallTest {
    private final Policy policy = SamplePolicy.policy();

    @Test
    void aCallThatNothingKeptAwayMayRunWhereItRan() {
        var row = SampleCalls.call(1, 2, Duration.ZERO, CallRow.Outcome.ANSWERED, 5);
        var provider = policy.providers().get(row.provider());
        boolean excluded =
                row.steps().stream()
                        .anyMatch(
                                step -> step.verdict() == Step.Verdict.REFUSED && step.rule().startsWith("interlock."));
        var rule = RuleFromCall.of(row, policy);
        assertEquals(row.pii(), rule.atLeast());
        assertEquals(Set.of(row.workload()), rule.workloads());
        if (!excluded) {
            assertEquals(Set.of(provider.jurisdiction()), rule.jurisdictions());
        }
    }

    @Test
    void whereTheInterlockKeptACallFromStaysOut() {
        var openai = policy.providers().get("openai");
        var step = new Step("interlock.clearance", "openai/gpt-5.4", Step.Verdict.REFUSED, "the call is private");
        var row = SampleCalls.call(1, 2, Duration.ZERO, CallRow.Outcome.REFUSED, 0).withSteps(List.of(step));
        var rule = RuleFromCall.of(row, policy);
        assertFalse(rule.jurisdictions().contains(openai.jurisdiction()));
        assertFalse(rule.jurisdictions().isEmpty());
    }

    @Test
    void aTakenNameGetsANumber() {
        var row = SampleCalls.call(1, 4, Duration.ZERO, CallRow.Outcome.ANSWERED, 5);
        var rule = RuleFromCall.of(row, policy);
        var after = new PolicyChange.Put(new PolicyChange.Part.OfRule(rule)).applyTo(policy);
        assertEquals(rule.name() + "-2", RuleFromCall.of(row, after).name());
    }
}
