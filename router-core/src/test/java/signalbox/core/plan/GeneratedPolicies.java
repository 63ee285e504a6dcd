package signalbox.core.plan;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import signalbox.core.policy.Credential;
import signalbox.core.policy.DataFacts;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Lane;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Quality;
import signalbox.core.policy.Route;
import signalbox.core.policy.Rule;
import signalbox.core.policy.Target;
import signalbox.core.policy.Task;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Wire;
import signalbox.core.policy.Workload;

/// Small random policies: four providers with random facts, up to three random rules.
final class GeneratedPolicies {
    private static final List<String> PLACES = List.of("US", "EU", "CN", "local", "unknown");
    private static final List<String> VENDORS = List.of("local", "openrouter", "openai");

    private GeneratedPolicies() {}

    static Policy next(Random random) {
        var providers = new LinkedHashMap<String, Provider>();
        for (String name : List.of("a", "b", "c", "d")) {
            providers.put(name, provider(name, random));
        }
        var rules = new LinkedHashMap<String, Rule>();
        for (int i = random.nextInt(4); i > 0; i--) {
            rules.put("rule" + i, rule("rule" + i, random));
        }
        var routes = new LinkedHashMap<String, Route>();
        routes.put(
                "r",
                new Route(
                        "r",
                        providers.keySet().stream().map(name -> new Lane(List.of(new Target(name, "m", 1)))).toList()));
        var workloads = new LinkedHashMap<String, Workload>();
        workloads.put(
                "w",
                new Workload("w", Task.OTHER, Quality.LOW, PiiClass.PUBLIC, 100, true, false, 1, Set.of(), "r", ""));
        return Policy.EMPTY.withProviders(providers).withRules(rules).withRoutes(routes).withWorkloads(workloads);
    }

    private static Provider provider(String name, Random random) {
        var models = new LinkedHashMap<String, Model>();
        models.put("m", new Model("m", ModelClass.STANDARD, 100_000, 1000, Set.of(), Optional.empty()));
        return Provider.of(
                        name,
                        VENDORS.get(random.nextInt(VENDORS.size())),
                        random.nextBoolean() ? Wire.OPENAI_CHAT : Wire.ANTHROPIC,
                        new Endpoint.Http(URI.create("https://" + name + ".example/v1")),
                        new Credential.None(),
                        Tier.FREE,
                        models)
                .withClearance(
                        PLACES.get(random.nextInt(PLACES.size())),
                        random.nextBoolean(),
                        PiiClass.values()[random.nextInt(3)])
                .withPaused(random.nextInt(5) == 0)
                .withFacts(facts(random));
    }

    private static DataFacts facts(Random random) {
        return new DataFacts(
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(3) * 30),
                DataFacts.ZeroRetention.values()[random.nextInt(4)],
                random.nextBoolean() ? "" : "somebody",
                Optional.empty(),
                "");
    }

    private static Rule rule(String name, Random random) {
        Set<String> places = random.nextBoolean() ? Set.of() : Set.of(PLACES.get(random.nextInt(3)), "local");
        boolean noTraining = places.isEmpty() || random.nextBoolean();
        OptionalInt days = random.nextInt(3) > 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(2) * 30);
        return new Rule(name, PiiClass.values()[random.nextInt(3)], places, noTraining, days, Set.of());
    }
}
