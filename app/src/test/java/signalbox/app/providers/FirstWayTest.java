package signalbox.app.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.RouterException;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Target;

/// Over a real router: what it refuses, a stranger would meet in the first minute.
class FirstWayTest {
    @TempDir Path dir;

    @Test
    void keysFoundAtTheFirstStartReplacePracticeInTheOrderTheyAreTaken() throws RouterException {
        var environment = Map.of("OPENAI_API_KEY", "sk-0123456789ab1a2b", "ANTHROPIC_API_KEY", "sk-ant-0123456789ab");
        try (Router router = Router.open(RouterConfig.of(dir.resolve("data")).withEnvironment(environment))) {
            var found = new FoundProviders(router, environment, InstantSource.system(), "ana");
            found.add("OPENAI_API_KEY");
            assertEquals(2, router.policy().version());
            found.add("ANTHROPIC_API_KEY");
            assertEquals(List.of("openai", "anthropic"), providersOfDefault(router.policy()));
            assertTrue(FirstWay.leadsTo(router.policy(), "openai"));
        }
    }

    @Test
    void takingItBackLeavesTheFirstPolicy() throws RouterException {
        try (Router router = Router.open(RouterConfig.of(dir.resolve("data")).withEnvironment(Map.of()))) {
            var first = router.policy();
            var practice = first.providers().get("practice");
            assertFalse(FirstWay.adding(first, practice) instanceof PolicyChange.Several, "practice changes no route");
            new FoundProviders(router, Map.of("OPENAI_API_KEY", "sk-0123456789ab1a2b"), InstantSource.system(), "ana")
                    .add("OPENAI_API_KEY");
            router.apply(new PolicyChange.Replace(first), "ana", "");
            assertEquals(List.of("practice", "practice-anthropic"), providersOfDefault(router.policy()));
        }
    }

    private static List<String> providersOfDefault(Policy policy) {
        var route = policy.routes().get(policy.workloads().get("default").route());
        return route.targets().stream().map(Target::provider).toList();
    }
}
