package signalbox.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import signalbox.core.plan.LiveView.BudgetRoom;
import signalbox.core.plan.LiveView.Load;
import signalbox.core.plan.LiveView.QuotaRoom;
import signalbox.core.plan.LiveView.Speed;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.price.PriceBook;

/// Every strategy, alone and together.
class StrategiesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PriceBook PRICES = PriceBook.shipped();

    /// Five providers with a model `m` each; an output token costs what the figure says.
    private static Policy policy(String route, String workload, String more) throws Exception {
        return PolicyFile.read(
                """
                signalbox: 1
                providers:
                  free: {base-url: "https://free.example/v1", jurisdiction: US, tier: free,
                         models: {m: {class: standard, context: 100000, max-output: 4000}}}
                  plan: {base-url: "https://plan.example/v1", jurisdiction: US, tier: subscription,
                         models: {m: {class: standard, context: 100000, max-output: 4000}}}
                  kept: {base-url: "https://kept.example/v1", jurisdiction: US, tier: reserved,
                         models: {m: {class: standard, context: 100000, max-output: 4000}}}
                  small: {base-url: "https://small.example/v1", jurisdiction: US, models: {m: {class: commodity,
                          context: 8000, max-output: 4000, price: {input: 0.1, output: 0.4}}}}
                  mid: {base-url: "https://mid.example/v1", jurisdiction: US, models: {m: {class: standard,
                        context: 100000, max-output: 4000, price: {input: 1, output: 5}}}}
                  mid2: {base-url: "https://mid2.example/v1", jurisdiction: US, models: {m: {class: standard,
                         context: 200000, max-output: 4000, price: {input: 0.8, output: 4}}}}
                  large: {base-url: "https://large.example/v1", jurisdiction: EU, clearance: private,
                          models: {m: {class: frontier, context: 400000, max-output: 4000,
                          price: {input: 10, output: 50}}}}
                routes: {r: %s}
                workloads: {w: {route: r, max-tokens: 400, %s}}
                %s
                """
                        .formatted(route, workload, more));
    }

    private static Policy policy(String route) throws Exception {
        return policy(route, "failover: {dearer-class: true}", "");
    }

    private static CallFacts call(long seed, String subject) {
        return new CallFacts(
                "w", "k", Wire.OPENAI_CHAT, "", PiiClass.PUBLIC, 3000, -1, 1, true, Set.of(), 0, "", subject, seed);
    }

    private static Plan plan(Policy policy, LiveView live) {
        return Planner.plan(policy, PRICES, call(1, "u"), live, NOW);
    }

    private static List<String> order(Policy policy, LiveView live) {
        return plan(policy, live).attempts().stream().map(Attempt::provider).toList();
    }

    private static LiveView loads(Map<String, Load> loads) {
        var named = new HashMap<String, Load>();
        loads.forEach((provider, load) -> named.put(provider + "/m", load));
        return new LiveView(Map.of(), named, List.of());
    }

    private static Load quota(QuotaRoom.Unit unit, long limit, long left, Instant freeAt) {
        return new Load(0, List.of(new QuotaRoom("q", unit, limit, left, freeAt)), Optional.empty());
    }

    private static Load speed(long p50, long p95, long pace) {
        return new Load(0, List.of(), Optional.of(new Speed(20, p50, p95, pace)));
    }

    private static boolean says(Plan plan, String rule, String subject) {
        return plan.steps().stream().anyMatch(step -> step.rule().equals(rule) && step.subject().startsWith(subject));
    }

    @Test
    void freeFirstGoesByTierAndSkipsWhatIsUsedUp() throws Exception {
        Policy policy = policy("[{order: free-first, targets: [mid/m, kept/m, plan/m, free/m]}]");
        assertEquals(List.of("free", "plan", "kept", "mid"), order(policy, LiveView.CALM));
        var used = loads(Map.of("free", quota(QuotaRoom.Unit.REQUESTS, 20, 0, NOW.plusSeconds(30))));
        assertEquals(List.of("plan", "kept", "mid"), order(policy, used));
        assertTrue(says(plan(policy, used), "quota.full", "free/m"));
        var back = loads(Map.of("free", quota(QuotaRoom.Unit.REQUESTS, 20, 0, NOW)));
        assertEquals("free", order(policy, back).getFirst());
        var tight = loads(Map.of("free", quota(QuotaRoom.Unit.TOKENS, 10_000, 1000, NOW.plusSeconds(30))));
        assertEquals(List.of("plan", "kept", "mid", "free"), order(policy, tight), "1000 + 400 tokens do not fit");
        assertTrue(says(plan(policy, tight), "quota.tight", "free/m"));
    }

    @Test
    void whenEveryQuotaIsUsedUpTheRefusalSaysWhenToComeBack() throws Exception {
        Plan refused =
                plan(
                        policy("[free/m, plan/m]"),
                        loads(
                                Map.of(
                                        "free", quota(QuotaRoom.Unit.REQUESTS, 20, 0, NOW.plusSeconds(30)),
                                        "plan", quota(QuotaRoom.Unit.TOKENS, 20, -5, NOW.plusSeconds(12)))));
        assertEquals("quota.full", refused.refusal().rule());
        assertEquals(NOW.plusSeconds(12), refused.refusal().retryAt());
    }

    @Test
    void reservedFirstOverflowsWhenItsPlacesAreTaken() throws Exception {
        Policy policy = policy("[{order: reserved-first, targets: [mid/m, kept/m, mid2/m]}]");
        assertEquals(List.of("kept", "mid", "mid2"), order(policy, LiveView.CALM));
        assertEquals(
                List.of("mid", "mid2"),
                order(policy, loads(Map.of("kept", quota(QuotaRoom.Unit.CONCURRENT, 4, 0, null)))));
    }

    @Test
    void cheapestGoesByTheEstimateOfThisCallAmongThoseGoodEnough() throws Exception {
        String lane = "[{order: cheapest, targets: [large/m, mid/m, mid2/m, small/m]}]";
        String dearer = "failover: {dearer-class: true}";
        assertEquals(
                List.of("mid2", "mid", "large", "small"),
                order(policy(lane, dearer + ", quality: standard", ""), LiveView.CALM));
        assertEquals("small", order(policy(lane, dearer + ", quality: low", ""), LiveView.CALM).getFirst());
        assertEquals(
                List.of("large", "small", "mid2", "mid"),
                order(policy(lane, dearer + ", quality: high", ""), LiveView.CALM));
        Attempt first = plan(policy(lane), LiveView.CALM).attempts().getFirst();
        // 1000 tokens in at $0.80 and 100 out at $4 a million
        assertEquals(1_200_000, first.estimateNanos());
        assertTrue(first.worstNanos() > first.estimateNanos());
    }

    @Test
    void cheapestThatFitsTheContext() throws Exception {
        Policy policy = policy("[{order: cheapest, targets: [small/m, mid/m]}]", "quality: low", "");
        var longCall =
                new CallFacts("w", "k", Wire.OPENAI_CHAT, "", PiiClass.PUBLIC, 60_000, -1, 1, true, Set.of(), 0, "");
        Plan plan = Planner.plan(policy, PRICES, longCall, LiveView.CALM, NOW);
        assertEquals("mid", plan.attempts().getFirst().provider());
        assertTrue(says(plan, "model.context", "small/m"));
    }

    @Test
    void fastestGoesByFirstTokenTailAndPace() throws Exception {
        Policy policy = policy("[{order: fastest, targets: [mid/m, mid2/m, large/m]}]");
        var live =
                loads(Map.of("mid", speed(900, 1200, 80), "mid2", speed(200, 400, 60), "large", speed(250, 4000, 60)));
        assertEquals(List.of("mid2", "mid", "large"), seeds(policy, live));
        var paced =
                loads(Map.of("mid", speed(300, 300, 200), "mid2", speed(200, 200, 10), "large", speed(900, 900, 50)));
        assertEquals("mid", seeds(policy, paced).getFirst(), "64 tokens at 10 a second take longer than 100 ms");
    }

    @Test
    void oneSlowAnswerAmongAFewIsNotHeldAgainstATarget() throws Exception {
        Policy policy = policy("[{order: fastest, targets: [mid/m, mid2/m]}]");
        var few = new Load(0, List.of(), Optional.of(new Speed(3, 100, 5000, 60)));
        var live = loads(Map.of("mid", speed(400, 500, 60), "mid2", few));
        Map<String, Integer> firsts = firsts(policy, live, 6400);
        assertEquals(200, firsts.get("mid"), 60, "one call in 32 looks whether the other is quicker now");
    }

    /// The order of most calls; all but those that explore.
    private static List<String> seeds(Policy policy, LiveView live) {
        var counts = new HashMap<List<String>, Integer>();
        for (int seed = 0; seed < 100; seed++) {
            Plan plan = Planner.plan(policy, PRICES, call(seed, "u"), live, NOW);
            counts.merge(plan.attempts().stream().map(Attempt::provider).toList(), 1, Integer::sum);
        }
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    @Test
    void fastestTriesTheUnknownNowAndThenAndEverybodyWhileNothingIsKnown() throws Exception {
        Policy policy = policy("[{order: fastest, targets: [mid/m, mid2/m, large/m]}]");
        Map<String, Integer> half = firsts(policy, loads(Map.of("mid", speed(900, 1200, 80))), 8000);
        assertEquals(7000, half.get("mid"), 250);
        assertTrue(half.get("mid2") > 300 && half.get("large") > 300, half.toString());
        firsts(policy, LiveView.CALM, 3000).forEach((provider, count) -> assertEquals(1000, count, 120, provider));
    }

    @Test
    void weightsAreSharesOfTheFirstPlaceAndOfTheNext() throws Exception {
        Policy policy =
                policy(
                        "[{order: weighted, targets: [{target: mid/m, weight: 6}, {target: mid2/m, weight: 3},"
                                + " {target: large/m, weight: 1}]}]");
        Map<String, Integer> firsts = firsts(policy, LiveView.CALM, 20_000);
        assertEquals(12_000, firsts.get("mid"), 300);
        assertEquals(6000, firsts.get("mid2"), 300);
        assertEquals(2000, firsts.get("large"), 200);
        var cooling = new LiveView(Map.of("mid", NOW.plusSeconds(5)));
        assertEquals(15_000, firsts(policy, cooling, 20_000).get("mid2"), 400, "what is left keeps its proportions");
    }

    private static Map<String, Integer> firsts(Policy policy, LiveView live, int calls) {
        var firsts = new HashMap<String, Integer>();
        for (int seed = 0; seed < calls; seed++) {
            Plan plan = Planner.plan(policy, PRICES, call(seed, "u"), live, NOW);
            firsts.merge(plan.attempts().getFirst().provider(), 1, Integer::sum);
        }
        return firsts;
    }

    @Test
    void leastLoadedWeighsCallsUnderWayAgainstWeightAndQuota() throws Exception {
        Policy policy = policy("[{order: least-loaded, targets: [{target: mid/m, weight: 4}, mid2/m, large/m]}]");
        var busy =
                loads(
                        Map.of(
                                "mid", new Load(5, List.of(), Optional.empty()),
                                "mid2", new Load(2, List.of(), Optional.empty()),
                                "large", quota(QuotaRoom.Unit.TOKENS, 100_000, 20_000, null)));
        assertEquals(List.of("mid", "mid2", "large"), order(policy, busy));
        Map<String, Integer> idle =
                firsts(policy, loads(Map.of("mid", new Load(3, List.of(), Optional.empty()))), 3000);
        idle.forEach((provider, count) -> assertEquals(1000, count, 120, "equal loads take turns: " + provider));
    }

    @Test
    void aFallbackKeepsTheCostClassUnlessToldOtherwise() throws Exception {
        Policy kept = policy("[mid/m, large/m, small/m, free/m]", "quality: standard", "");
        assertEquals(List.of("mid", "small", "free"), order(kept, LiveView.CALM));
        assertTrue(says(plan(kept, LiveView.CALM), "failover.class", "large/m"));
        var cooling = new LiveView(Map.of("mid", NOW.plusSeconds(5)));
        assertEquals(List.of("small", "free"), order(kept, cooling), "illness does not open the dearer class");
        assertEquals(List.of("mid", "large", "small"), order(policy("[mid/m, large/m, small/m]"), LiveView.CALM));
    }

    @Test
    void lanesComposeAndTheStrategyHoldsWithinEach() throws Exception {
        Policy policy =
                policy(
                        "[{order: free-first, targets: [plan/m, free/m]}, {order: cheapest, targets: [mid/m, mid2/m]},"
                                + " large/m]");
        assertEquals(List.of("free", "plan", "mid2", "mid", "large"), order(policy, LiveView.CALM));
    }

    @Test
    void atItsLimitABudgetTakesTheNextCheaperClassThatClearsTheInterlock() throws Exception {
        Policy policy =
                policy(
                        "[large/m, small/m, mid/m, free/m]",
                        "quality: high",
                        "budgets: {b: {on: \"workload:w\", limit: $5, at-limit: downgrade}}");
        assertEquals(List.of("large", "small", "mid", "free"), order(policy, room(policy, 5_000_000_000L)));
        Plan plan = plan(policy, room(policy, 10_000_000));
        assertEquals(List.of("mid", "free", "small"), plan.attempts().stream().map(Attempt::provider).toList());
        assertEquals("downgraded", plan.attempts().getFirst().why());
        assertEquals("b", plan.atLimit().getFirst().budget());
        assertTrue(says(plan, "budget.downgrade", "large/m"));
        assertEquals(List.of("free"), order(policy, room(policy, 0)), "what costs nothing goes on");
        var secret =
                new CallFacts("w", "k", Wire.OPENAI_CHAT, "", PiiClass.PRIVATE, 3000, -1, 1, true, Set.of(), 0, "");
        Plan alone = Planner.plan(policy, PRICES, secret, room(policy, 10_000_000), NOW);
        assertEquals("large", alone.attempts().getFirst().provider(), "nothing cheaper is cleared; the budget refuses");
        assertTrue(alone.atLimit().isEmpty());
    }

    @Test
    void aClampingWorkloadIsClampedBeforeItIsDowngraded() throws Exception {
        String budget = "budgets: {b: {on: \"workload:w\", limit: $5, at-limit: downgrade}}";
        Policy clamping = policy("[large/m, mid/m]", "clamp: true, min-output: 10", budget);
        // 3000 x $16/M (long cache writes) and 10 x $50/M fit into $0.06, 400 x $50/M would not
        assertEquals("large", order(clamping, room(clamping, 60_000_000)).getFirst());
        assertEquals("mid", order(clamping, room(clamping, 20_000_000)).getFirst());
    }

    private static LiveView room(Policy policy, long free) {
        return new LiveView(Map.of(), Map.of(), List.of(new BudgetRoom(policy.budgets().get("b"), free)));
    }

    @Test
    void aBudgetOfAnotherScopeDowngradesOnlyWhatItCounts() throws Exception {
        Policy policy =
                policy(
                        "[mid/m, mid2/m]",
                        "quality: standard",
                        "budgets: {b: {on: \"provider:mid\", limit: $5, at-limit: downgrade}}");
        assertEquals(List.of("mid2"), order(policy, room(policy, 0)));
    }

    private static LiveView warm(String provider, int secondsAgo) {
        return LiveView.CALM.warm(provider + "/m", NOW.minusSeconds(secondsAgo));
    }

    private static boolean sticks(Plan plan) {
        return plan.steps().stream().anyMatch(step -> step.rule().equals("order.sticky"));
    }

    @Test
    void aConversationStaysWithWhoServedItAmongEquals() throws Exception {
        Policy weighted = policy("[{order: weighted, targets: [mid/m, mid2/m]}]");
        Policy loaded = policy("[{order: least-loaded, targets: [mid/m, mid2/m]}]");
        for (long seed = 0; seed < 20; seed++) {
            for (Policy policy : List.of(weighted, loaded)) {
                for (String provider : List.of("mid", "mid2")) {
                    Plan plan = Planner.plan(policy, PRICES, call(seed, "u"), warm(provider, 299), NOW);
                    assertEquals(provider, plan.attempts().getFirst().provider());
                    assertEquals(2, plan.attempts().size());
                    assertTrue(sticks(plan));
                }
            }
        }
    }

    @Test
    void stickingOverrulesNoOrderLoadHealthOrInterlock() throws Exception {
        Policy listed = policy("[mid/m, mid2/m]");
        assertEquals("mid", plan(listed, warm("mid2", 1)).attempts().getFirst().provider());
        Policy cheapest = policy("[{order: cheapest, targets: [mid/m, mid2/m]}]");
        assertEquals("mid2", plan(cheapest, warm("mid", 1)).attempts().getFirst().provider());

        Policy loaded = policy("[{order: least-loaded, targets: [mid/m, mid2/m]}]");
        var busy = loads(Map.of("mid", new Load(1, List.of(), Optional.empty())));
        assertEquals("mid2", plan(loaded, busy.warm("mid/m", NOW)).attempts().getFirst().provider());

        Policy weighted = policy("[{order: weighted, targets: [mid/m, mid2/m, large/m]}]");
        var ill = new LiveView(Map.of("mid", NOW.plusSeconds(60))).warm("mid/m", NOW);
        assertTrue(plan(weighted, ill).attempts().stream().noneMatch(attempt -> attempt.provider().equals("mid")));
        var secret =
                new CallFacts(
                        "w", "k", Wire.OPENAI_CHAT, "", PiiClass.PRIVATE, 3000, -1, 1, true, Set.of(), 0, "", "u", 1);
        Plan kept = Planner.plan(weighted, PRICES, secret, warm("mid", 1), NOW);
        assertEquals(List.of("large"), kept.attempts().stream().map(Attempt::provider).toList());
    }

    @Test
    void aCacheThatHasGoneColdHoldsNobody() throws Exception {
        Policy policy = policy("[{order: weighted, targets: [mid/m, mid2/m]}]");
        for (long seed = 0; seed < 20; seed++) {
            Plan cold = Planner.plan(policy, PRICES, call(seed, "u"), warm("mid", 300), NOW);
            Plan calm = Planner.plan(policy, PRICES, call(seed, "u"), LiveView.CALM, NOW);
            assertEquals(calm, cold);
        }
    }
}
