package signalbox.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.Experiment;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.price.PriceBook;

class ExperimentTest {
    private static final int IDS = 100_000;

    private static final String POLICY =
            """
            signalbox: 1
            providers:
              a: {base-url: "https://a.example/v1", tier: free, models: {m: {}}}
              b: {base-url: "https://b.example/v1", tier: free, models: {m: {}}}
              c: {base-url: "https://c.example/v1", tier: free, models: {m: {}}}
            routes:
              r:
                lanes: [a/m]
                experiment: {name: NAME, arms: {old: {weight: 70, lane: a/m}, new: {weight: 25, lane: b/m},
                             odd: {weight: 5, lane: c/m}}}
            workloads: {w: {route: r}}
            """;

    private static Experiment experiment(String name) throws Exception {
        return policy(name).routes().get("r").experiment().orElseThrow();
    }

    private static Policy policy(String name) throws Exception {
        return PolicyFile.read(POLICY.replace("NAME", name));
    }

    private static Map<String, Integer> arms(Experiment experiment, String prefix) {
        var shares = new TreeMap<String, Integer>();
        for (int i = 0; i < IDS; i++) {
            shares.merge(Arms.of(experiment, prefix + i).name(), 1, Integer::sum);
        }
        return shares;
    }

    @Test
    void sharesAreWithinHalfAPointOfTheWeights() throws Exception {
        for (String prefix : List.of("user-", "", "00000000-0000-4000-8000-")) {
            Map<String, Integer> shares = arms(experiment("prompt-2"), prefix);
            assertEquals(0.70, shares.get("old") / (double) IDS, 0.005, shares.toString());
            assertEquals(0.25, shares.get("new") / (double) IDS, 0.005, shares.toString());
            assertEquals(0.05, shares.get("odd") / (double) IDS, 0.005, shares.toString());
        }
    }

    @Test
    void anArmNeverFlipsOverARestart() throws Exception {
        Experiment before = experiment("prompt-2");
        // what a restart does: the policy is read again from its text, and nothing is remembered
        Experiment after = PolicyFile.read(PolicyFile.write(policy("prompt-2"))).routes().get("r").experiment().get();
        for (int i = 0; i < IDS; i++) {
            assertEquals(Arms.of(before, "user-" + i).name(), Arms.of(after, "user-" + i).name());
        }
        // fixed for good: other versions of Signalbox must not move anybody either
        assertEquals(
                List.of("new", "new", "old", "old", "old", "old"),
                List.of("ann", "bob", "cleo", "dan", "eve", "fay").stream()
                        .map(id -> Arms.of(before, id).name())
                        .toList());
    }

    @Test
    void anotherExperimentAssignsAnew() throws Exception {
        Experiment one = experiment("one");
        Experiment two = experiment("two");
        int both = 0;
        for (int i = 0; i < IDS; i++) {
            boolean rare = Arms.of(one, "u" + i).name().equals("odd");
            both += rare && Arms.of(two, "u" + i).name().equals("odd") ? 1 : 0;
        }
        assertEquals(250, both, 100, "5 % of 5 %");
    }

    @Test
    void theArmsLaneComesFirstAndTheRouteStaysAsFallback() throws Exception {
        Policy policy = policy("prompt-2");
        var counts = new HashMap<String, Integer>();
        for (int i = 0; i < 1000; i++) {
            var call =
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
                            Set.of(),
                            0,
                            "",
                            "u" + i,
                            i);
            Plan plan = Planner.plan(policy, PriceBook.shipped(), call, LiveView.CALM, Instant.EPOCH);
            String arm = plan.steps().getFirst().subject();
            counts.merge(arm + " " + plan.attempts().stream().map(Attempt::provider).toList(), 1, Integer::sum);
        }
        assertEquals(Set.of("prompt-2/old [a]", "prompt-2/new [b, a]", "prompt-2/odd [c, a]"), counts.keySet());
        assertTrue(counts.get("prompt-2/new [b, a]") > 200, counts.toString());
    }
}
