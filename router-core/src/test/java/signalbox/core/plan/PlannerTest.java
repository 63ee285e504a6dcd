package signalbox.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.Ability;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.price.PriceBook;

class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PriceBook PRICES = PriceBook.shipped();

    private static Policy policy(String workload) throws Exception {
        return PolicyFile.read(
                """
                signalbox: 1
                providers:
                  openai:
                    base-url: https://api.openai.com/v1
                    jurisdiction: US
                    models:
                      gpt-5.4-mini: {context: 272000, max-output: 128000, abilities: [tools]}
                      unpriced: {context: 272000, max-output: 1000}
                  claude:
                    vendor: anthropic
                    wire: anthropic
                    base-url: https://api.anthropic.com
                    paused: true
                    models: {claude-haiku-4-5: {context: 200000, max-output: 64000}}
                  house:
                    vendor: local
                    base-url: http://127.0.0.1:11434/v1
                    tier: free
                    jurisdiction: local
                    clearance: private
                    models: {llama: {context: 8192, max-output: 2048}}
                routes:
                  c: [claude/claude-haiku-4-5]
                  r: [openai/unpriced, openai/gpt-5.4-mini, claude/claude-haiku-4-5, house/llama]
                workloads:
                  w: {%s}
                rules:
                  home: {at-least: internal, jurisdictions: [US, local]}
                """
                        .formatted(workload));
    }

    private static CallFacts facts(String model, PiiClass pii, long bytes, int limit) {
        return new CallFacts("w", "k", Wire.OPENAI_CHAT, model, pii, bytes, limit, 1, false, Set.of(), 0, "");
    }

    private static Plan plan(Policy policy, CallFacts facts) {
        return Planner.plan(policy, PRICES, facts, LiveView.CALM, NOW);
    }

    private static List<String> targets(Plan plan) {
        return plan.attempts().stream().map(attempt -> attempt.provider() + "/" + attempt.model()).toList();
    }

    @Test
    void keepsTheOrderAndSaysWhyTheOthersAreOut() throws Exception {
        Plan plan = plan(policy("route: r, max-tokens: 500"), facts("", PiiClass.PUBLIC, 1000, -1));
        assertEquals(List.of("openai/gpt-5.4-mini", "house/llama"), targets(plan));
        assertEquals("primary", plan.attempts().getFirst().why());
        assertEquals("fallback", plan.attempts().getLast().why());
        assertEquals(
                List.of("price.known", "provider.paused", "route.primary", "route.fallback"),
                plan.steps().stream().map(Step::rule).toList());
    }

    @Test
    void writesTheLeastOfAllOutputLimitsAndTheWorstCaseThatFollows() throws Exception {
        Policy policy = policy("route: r, max-tokens: 500");
        Attempt open = plan(policy, facts("", PiiClass.PUBLIC, 1000, -1)).attempts().getFirst();
        assertEquals(500, open.outputLimit());
        assertEquals(1500, open.worstTokens());
        // 1000 x $0.75/M + 500 x $4.50/M
        assertTrue(open.worstNanos() >= 3_000_000, () -> "worst case " + open.worstNanos());
        Attempt asked = plan(policy, facts("", PiiClass.PUBLIC, 1000, 20)).attempts().getFirst();
        assertEquals(20, asked.outputLimit());
        Attempt free = plan(policy, facts("", PiiClass.PUBLIC, 1000, -1)).attempts().getLast();
        assertEquals(0, free.worstNanos());
    }

    @Test
    void aPrivateCallReachesOnlyAClearedProvider() throws Exception {
        Plan plan = plan(policy("route: r"), facts("", PiiClass.PRIVATE, 1000, -1));
        assertEquals(List.of("house/llama"), targets(plan));
        assertTrue(plan.steps().stream().anyMatch(step -> step.rule().equals("interlock.clearance")));
    }

    @Test
    void aRuleRefusesByJurisdictionAndIsNamed() throws Exception {
        Policy policy = policy("route: c");
        var claude = new CallFacts("w", "k", Wire.ANTHROPIC, "", PiiClass.INTERNAL, 10, -1, 1, false, Set.of(), 0, "");
        Plan plan = plan(policy, claude);
        assertEquals(Plan.Refusal.Kind.INTERLOCK, plan.refusal().kind());
        assertEquals("interlock.rule:home", plan.refusal().rule());
        assertTrue(plan.refusal().message().contains("unknown"), plan.refusal().message());
    }

    @Test
    void anAskedModelComesFirstAndAnUnknownOneIsRefusedUnlessAnyModelIsWelcome() throws Exception {
        assertEquals(
                List.of("house/llama", "openai/gpt-5.4-mini"),
                targets(plan(policy("route: r"), facts("llama", PiiClass.PUBLIC, 10, -1))));
        Plan unknown = plan(policy("route: r"), facts("gpt-1", PiiClass.PUBLIC, 10, -1));
        assertEquals(Plan.Refusal.Kind.UNKNOWN_MODEL, unknown.refusal().kind());
        assertEquals(
                2,
                plan(policy("route: r, any-model: true"), facts("gpt-1", PiiClass.PUBLIC, 10, -1)).attempts().size());
    }

    @Test
    void abilitiesContextPausesAndCoolDownsTakeATargetOut() throws Exception {
        Policy policy = policy("route: r, needs: [tools]");
        assertEquals(
                List.of("openai/gpt-5.4-mini", "house/llama"),
                targets(plan(policy, facts("", PiiClass.PUBLIC, 10, -1))));
        assertEquals(List.of("openai/gpt-5.4-mini"), targets(plan(policy, facts("", PiiClass.PUBLIC, 100_000, -1))));
        var cooling = new LiveView(Map.of("openai", NOW.plusSeconds(9)));
        assertEquals(
                List.of("house/llama"),
                targets(Planner.plan(policy, PRICES, facts("", PiiClass.PUBLIC, 10, -1), cooling, NOW)));
        var over = new LiveView(Map.of("openai", NOW));
        assertEquals(2, Planner.plan(policy, PRICES, facts("", PiiClass.PUBLIC, 10, -1), over, NOW).attempts().size());
        var images =
                new CallFacts(
                        "w",
                        "k",
                        Wire.OPENAI_CHAT,
                        "",
                        PiiClass.PUBLIC,
                        10,
                        -1,
                        1,
                        false,
                        Set.of(Ability.IMAGES),
                        0,
                        "");
        assertEquals(Plan.Refusal.Kind.NO_ROUTE, plan(policy, images).refusal().kind());
    }

    @Test
    void generatedCallsGetEqualPlansForEqualInputs() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Policy policy = GeneratedPolicies.next(random);
            PiiClass pii = PiiClass.values()[random.nextInt(3)];
            Wire wire = random.nextBoolean() ? Wire.OPENAI_CHAT : Wire.ANTHROPIC;
            var facts = new CallFacts("w", "k", wire, "", pii, random.nextInt(5000), -1, 1, false, Set.of(), 0, "");
            Plan plan = Planner.plan(policy, PRICES, facts, LiveView.CALM, NOW);
            assertEquals(plan, Planner.plan(policy, PRICES, facts, LiveView.CALM, NOW), "equal inputs, equal plans");
        }
    }
}
