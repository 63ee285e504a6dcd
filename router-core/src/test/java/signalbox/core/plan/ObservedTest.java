package signalbox.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;
import signalbox.core.price.PriceBook;

class ObservedTest {
    private static final String TEXT =
            """
            signalbox: 1
            providers:
              far:
                base-url: https://api.far.example/v1
                jurisdiction: US
                models: {big: {price: {input: 2, output: 10}}, small: {price: {input: 1, output: 5}}}
              practice: {base-url: practice, models: {big: {}}}
            routes: {cheap: [far/small]}
            workloads: {etl: {route: cheap, max-tokens: 1000, any-model: true, mode: observe}}
            rules: {home: {at-least: private, jurisdictions: [local]}}
            """;

    private static Plan plan(String text, String asked, PiiClass pii) {
        try {
            var policy = PolicyFile.read(text);
            var facts = new CallFacts("etl", "app", Wire.OPENAI_CHAT, asked, pii, 300, -1, 1, false, Set.of(), 0, "");
            return Planner.plan(policy, PriceBook.shipped(), facts, LiveView.CALM, Instant.EPOCH);
        } catch (PolicyFileException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theCallGoesWhereItsClientAskedAndTheDecisionIsNoted() {
        Plan plan = plan(TEXT, "big", PiiClass.INTERNAL);

        assertEquals(List.of("far/big"), plan.attempts().stream().map(a -> a.provider() + "/" + a.model()).toList());
        assertEquals("small", plan.decided().model());
        assertTrue(
                plan.steps().stream()
                        .anyMatch(step -> step.rule().equals("observe.decided") && step.subject().equals("far/small")));
    }

    @Test
    void enforcedTheRouteAnswers() {
        Plan plan = plan(TEXT.replace("mode: observe", "mode: enforce"), "big", PiiClass.INTERNAL);

        assertEquals("small", plan.attempts().getFirst().model());
        assertNull(plan.decided());
    }

    @Test
    void aRefusalIsOnlyObservedTooWhenARouteWouldNotServeTheModel() {
        Plan plan = plan(TEXT.replace("any-model: true", "any-model: false"), "big", PiiClass.INTERNAL);

        assertEquals("big", plan.attempts().getFirst().model());
        assertNull(plan.decided());
        assertTrue(
                plan.steps().stream()
                        .anyMatch(step ->
                                step.rule().equals("observe.decided")
                                        && step.detail().contains("would have been refused")));
    }

    @Test
    void theInterlockHoldsAllTheSame() {
        Plan plan = plan(TEXT.replace("max-tokens", "pii: private, max-tokens"), "big", PiiClass.PRIVATE);

        assertEquals(Plan.Refusal.Kind.INTERLOCK, plan.refusal().kind());
    }

    @Test
    void aModelThatNobodyListsIsRoutedAsDecided() {
        assertEquals("small", plan(TEXT, "other", PiiClass.INTERNAL).attempts().getFirst().model());
        assertEquals("small", plan(TEXT, "", PiiClass.INTERNAL).attempts().getFirst().model());
    }
}
