package signalbox.app.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Experiment;
import signalbox.core.policy.Lane;
import signalbox.core.policy.LaneOrder;
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

/// The policy of the sample day: its workloads, routes, providers, keys and rules.
public final class SamplePolicy {
    private SamplePolicy() {}

    public static Policy policy() {
        return SamplePrivacy.dress(bare());
    }

    private static Policy bare() {
        return Policy.EMPTY
                .withVersion(12)
                .withProviders(byName(providers(), Provider::name))
                .withRoutes(byName(routes(), Route::name))
                .withWorkloads(byName(workloads(), Workload::name))
                .withBudgets(
                        byName(SampleBudgets.budgets(true).stream().map(BudgetStatus::budget).toList(), Budget::name))
                .withRules(
                        byName(
                                List.of(new Rule("eu-only", PiiClass.PRIVATE, Set.of("EU", "local"), true, Set.of())),
                                Rule::name))
                .withKeys(
                        byName(
                                List.of(
                                        new AppKey("etl-runner", "nightly-etl", Set.of(), PiiClass.INTERNAL),
                                        new AppKey("ana-laptop", "claude-code", Set.of("codex"), PiiClass.INTERNAL)),
                                AppKey::name));
    }

    private static List<Workload> workloads() {
        Task[] tasks = {
            Task.CHAT, Task.CODE, Task.EXTRACT, Task.CLASSIFY, Task.CODE, Task.CODE, Task.SUMMARISE, Task.OTHER
        };
        var list = new ArrayList<Workload>();
        for (int i = 0; i < SampleDay.WORKLOADS.length; i++) {
            list.add(
                    new Workload(
                            SampleDay.WORKLOADS[i],
                            tasks[i],
                            Quality.STANDARD,
                            PiiClass.INTERNAL,
                            4_096,
                            i != 0 && i != 2,
                            true,
                            256,
                            Set.of(),
                            i == 7 ? "trial" : i % 2 == 0 ? "standard" : "frontier",
                            i < 4 ? "data" : "platform"));
        }
        return list;
    }

    private static List<Route> routes() {
        return List.of(
                new Route(
                        "standard",
                        List.of(
                                new Lane(
                                        List.of(
                                                new Target("openai", "gpt-5.4-mini", 3),
                                                new Target("gemini", "gemini-3-flash", 1))),
                                new Lane(List.of(new Target("anthropic", "claude-haiku-5", 1))))),
                new Route(
                        "frontier",
                        List.of(
                                new Lane(List.of(new Target("anthropic", "claude-sonnet-5", 1))),
                                new Lane(List.of(new Target("openai", "gpt-5.4", 1))))),
                trial());
    }

    /// A route whose calls are split between two small models.
    private static Route trial() {
        var nano = new Lane(List.of(new Target("openai", "gpt-5.4-nano", 1)));
        var flash = new Lane(List.of(new Target("gemini", "gemini-3-flash", 1)));
        var fallback =
                new Lane(
                        LaneOrder.WEIGHTED,
                        List.of(new Target("openai", "gpt-5.4-mini", 3), new Target("anthropic", "claude-haiku-5", 1)));
        var split =
                new Experiment(
                        "nano-or-flash",
                        List.of(new Experiment.Arm("nano", 1, nano), new Experiment.Arm("flash", 1, flash)));
        return new Route("trial", List.of(fallback), Optional.of(split));
    }

    private static List<Provider> providers() {
        return List.of(
                provider(
                        "openai",
                        Wire.OPENAI_CHAT,
                        "https://api.openai.com/v1",
                        "US",
                        "gpt-5.4",
                        "gpt-5.4-mini",
                        "gpt-5.4-nano"),
                provider(
                        "anthropic",
                        Wire.ANTHROPIC,
                        "https://api.anthropic.com",
                        "US",
                        "claude-opus-5",
                        "claude-sonnet-5",
                        "claude-haiku-5"),
                provider("gemini", Wire.GEMINI, "https://generativelanguage.googleapis.com", "EU", "gemini-3-flash"),
                provider("ollama", Wire.OPENAI_CHAT, "http://127.0.0.1:11434/v1", "local", "llama-4-8b"));
    }

    private static Provider provider(String name, Wire wire, String url, String where, String... models) {
        var byId = new LinkedHashMap<String, Model>();
        for (String id : models) {
            byId.put(id, new Model(id, ModelClass.STANDARD, 200_000, 16_384, Set.of(), Optional.empty()));
        }
        return Provider.of(
                        name,
                        name,
                        wire,
                        new Endpoint.Http(URI.create(url)),
                        where.equals("local") ? new Credential.None() : new Credential.Vault(name),
                        where.equals("local") ? Tier.FREE : Tier.PAID,
                        byId)
                .withClearance(where, false, where.equals("US") ? PiiClass.INTERNAL : PiiClass.PRIVATE);
    }

    private static <T> SequencedMap<String, T> byName(List<T> parts, Function<T, String> name) {
        var map = new LinkedHashMap<String, T>();
        parts.forEach(part -> map.put(name.apply(part), part));
        return map;
    }
}
