package signalbox.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;

/// What is refused and what is warned of when a policy with strategies is edited.
class PolicyAdviceTest {
    private static String policy(String route, String workload) {
        return """
        signalbox: 1
        providers:
          us: {base-url: "https://us.example/v1", jurisdiction: US, models: {m: {class: commodity}, x: {class: frontier}}}
          here: {base-url: "http://127.0.0.1:1/v1", jurisdiction: local, clearance: private, tier: free,
                 models: {m: {class: frontier}}}
        routes: {r: %s}
        workloads: {w: {route: r, %s}}
        rules: {home: {at-least: private, jurisdictions: [local]}}
        """
                .formatted(route, workload);
    }

    private static List<String> advice(String route, String workload) throws Exception {
        return PolicyAdvice.of(PolicyFile.read(policy(route, workload))).stream()
                .map(problem -> problem.path() + ": " + problem.message())
                .toList();
    }

    private static String problems(String route) {
        return assertThrows(PolicyFileException.class, () -> PolicyFile.read(policy(route, "pii: public")))
                .getMessage();
    }

    @Test
    void aSoundPolicyHasNone() throws Exception {
        assertEquals(List.of(), advice("[us/m, here/m]", "pii: internal"));
        assertEquals(List.of(), advice("[{order: free-first, targets: [us/m, here/m]}]", "pii: public"));
    }

    @Test
    void aRouteThatTheInterlockAlwaysRefuses() throws Exception {
        List<String> said = advice("[us/m]", "pii: private");
        assertEquals(1, said.size());
        assertTrue(
                said.getFirst().startsWith("workloads.w.route: the interlock refuses every target"), said.toString());
        assertTrue(said.getFirst().contains("cleared for internal only (interlock.clearance)"), said.toString());
        assertEquals(List.of(), advice("[us/m, here/m]", "pii: private"));
    }

    @Test
    void aDearerFallbackThatIsNeverReached() throws Exception {
        List<String> said = advice("[us/m, us/x, here/m]", "pii: public");
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.getFirst().contains("no fallback reaches us/x"), said.toString());
        assertEquals(List.of(), advice("[us/m, us/x]", "failover: {dearer-class: true}"));
    }

    @Test
    void ordersAndWeightsWithoutEffect() throws Exception {
        assertTrue(advice("[[{target: us/m, weight: 3}, here/m]]", "pii: public").getFirst().contains("weights"));
        assertTrue(
                advice("[{order: reserved-first, targets: [us/m, here/m]}]", "pii: public")
                        .getFirst()
                        .contains("reserved-first has no effect"));
        assertTrue(
                advice("[{order: free-first, targets: [us/m]}]", "pii: public")
                        .getFirst()
                        .contains("free-first has no effect"));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertTrue(problems("[{target: us/m, weight: 0}]").contains("weight"));
        assertTrue(problems("[us/y]").contains("us/y"));
        assertTrue(problems("{lanes: [us/m], experiment: {name: e, arms: {}}}").contains("arms"));
        assertTrue(
                problems("{lanes: [us/m], experiment: {name: e, arms: {a: {weight: 0, lane: us/m}, b: {lane: us/m}}}}")
                        .contains("weight"));
        assertTrue(
                problems("{lanes: [us/m], experiment: {name: e, arms: {a: {lane: us/nope}, b: {lane: us/m}}}}")
                        .contains("nope"));
        String quota =
                policy("[us/m]", "pii: public")
                        .replace("jurisdiction: US", "jurisdiction: US, quotas: [{kind: concurrent, limit: 0}]");
        assertThrows(PolicyFileException.class, () -> PolicyFile.read(quota));
    }
}
