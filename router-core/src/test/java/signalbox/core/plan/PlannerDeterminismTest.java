package signalbox.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
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

/// Eight targets with quotas and speeds, six budgets, in every order: nothing but its inputs decides a plan.
class PlannerDeterminismTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final List<String> ORDERS =
            List.of("listed", "weighted", "least-loaded", "cheapest", "fastest", "free-first", "reserved-first");

    private static Policy policy(String order) throws Exception {
        var text = new StringBuilder("signalbox: 1\nproviders:\n");
        var targets = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            text.append("  p").append(i).append(": {vendor: openai, base-url: \"https://p").append(i);
            text.append(".example/v1\", models: {gpt-5.4-mini: {context: 272000, max-output: 8000}}}\n");
            targets.add("p" + i + "/gpt-5.4-mini");
        }
        text.append("routes: {r: [{order: ").append(order).append(", targets: ").append(targets).append("}]}\n");
        text.append("workloads: {w: {route: r}}\nbudgets:\n");
        for (int i = 0; i < 6; i++) {
            text.append("  b").append(i).append(": {on: everything, limit: $").append(9 + i);
            text.append(", at-limit: downgrade}\n");
        }
        return PolicyFile.read(text.toString());
    }

    private static LiveView live(Policy policy) {
        Map<String, Load> loads = new HashMap<>();
        for (int i = 0; i < 8; i++) {
            var quotas =
                    List.of(
                            new QuotaRoom("requests", QuotaRoom.Unit.REQUESTS, 60, 30 + i, NOW),
                            new QuotaRoom("tokens", QuotaRoom.Unit.TOKENS, 900_000, 800_000 + i, NOW));
            loads.put("p" + i + "/gpt-5.4-mini", new Load(i, quotas, Optional.of(new Speed(20, 300 - i, 700, 50 + i))));
        }
        return new LiveView(
                Map.of("p7", NOW.plusSeconds(5)),
                loads,
                policy.budgets().values().stream().map(budget -> new BudgetRoom(budget, budget.cap())).toList());
    }

    @Test
    void equalInputsGiveEqualPlans() throws Exception {
        for (String order : ORDERS) {
            Policy policy = policy(order);
            LiveView live = live(policy);
            for (int i = 0; i < 200; i++) {
                var call =
                        new CallFacts(
                                "w",
                                "k",
                                Wire.OPENAI_CHAT,
                                "",
                                PiiClass.PUBLIC,
                                900,
                                -1,
                                1,
                                true,
                                Set.of(),
                                0,
                                "",
                                "u",
                                i);
                Plan plan = Planner.plan(policy, PriceBook.shipped(), call, live, NOW);
                assertEquals(plan, Planner.plan(policy, PriceBook.shipped(), call, live(policy), NOW));
            }
        }
    }
}
