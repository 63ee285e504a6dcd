package signalbox.core;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Amount;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Lane;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Quality;
import signalbox.core.policy.Route;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Target;
import signalbox.core.policy.Task;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Window;
import signalbox.core.policy.Wire;
import signalbox.core.policy.Workload;

/// The policy of a fresh data directory: a workload `default` under a daily safety net, served by the practice provider
/// in both dialects, so that a first call works without any key. Pure.
final class FirstPolicy {
    private static final long SAFETY_NET = 20 * Amount.DOLLAR;

    private FirstPolicy() {}

    static Policy policy() {
        Policy policy = Policy.EMPTY;
        policy =
                policy.withProviders(
                        named(
                                Provider::name,
                                practice("practice", Wire.OPENAI_CHAT),
                                practice("practice-anthropic", Wire.ANTHROPIC)));
        policy = policy.withRoutes(named(Route::name, route()));
        policy = policy.withWorkloads(named(Workload::name, workload()));
        return policy.withBudgets(named(Budget::name, budget())).withVersion(1);
    }

    private static Provider practice(String name, Wire wire) {
        return Provider.of(
                        name,
                        "practice",
                        wire,
                        new Endpoint.Practice(),
                        new Credential.None(),
                        Tier.PAID,
                        named(
                                Model::id,
                                model("practice-small", ModelClass.COMMODITY),
                                model("practice-large", ModelClass.FRONTIER)))
                .withClearance("local", false, PiiClass.PRIVATE);
    }

    private static Model model(String id, ModelClass modelClass) {
        var abilities = Set.of(Ability.TOOLS, Ability.IMAGES, Ability.JSON_SCHEMA, Ability.REASONING);
        return new Model(id, modelClass, 200_000, 8_192, abilities, Optional.empty());
    }

    private static Route route() {
        return new Route(
                "practice",
                List.of(
                        new Lane(List.of(new Target("practice", "practice-small", 1))),
                        new Lane(List.of(new Target("practice-anthropic", "practice-small", 1)))));
    }

    private static Workload workload() {
        return new Workload(
                "default",
                Task.OTHER,
                Quality.STANDARD,
                PiiClass.INTERNAL,
                4_096,
                true,
                true,
                16,
                Set.of(),
                "practice",
                "");
    }

    private static Budget budget() {
        return new Budget(
                "default-daily",
                new Scope.OfWorkload("default"),
                Measure.MONEY,
                SAFETY_NET,
                Window.DAY,
                ZoneOffset.UTC,
                List.of(80),
                AtLimit.HALT);
    }

    @SafeVarargs
    private static <T> LinkedHashMap<String, T> named(Function<T, String> name, T... parts) {
        var map = new LinkedHashMap<String, T>();
        for (T part : parts) {
            map.put(name.apply(part), part);
        }
        return map;
    }
}
