package signalbox.core.policy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Validates a policy as a whole: names, references and values. Pure; finds every problem, not only the first.
public final class PolicyCheck {
    private static final long MOST_MONEY = 1_000_000_000L * Amount.DOLLAR;
    private static final long MOST_UNITS = 1_000_000_000_000_000L;
    private static final int MOST_TOKENS = 100_000_000;
    private static final Set<Ability> CLI_ABILITIES = Set.of(Ability.IMAGES, Ability.FILES);
    private static final Duration LONGEST_KEPT = Duration.ofDays(366);

    private final Policy policy;
    private final List<PolicyProblem> problems = new ArrayList<>();

    private PolicyCheck(Policy policy) {
        this.policy = policy;
    }

    /// Every problem of a policy; empty when it can be applied.
    public static List<PolicyProblem> problems(Policy policy) {
        var check = new PolicyCheck(policy);
        policy.providers().forEach(check::provider);
        policy.routes().forEach(check::route);
        policy.workloads().forEach(check::workload);
        policy.budgets().forEach(check::budget);
        policy.rules().forEach(check::rule);
        policy.keys().forEach(check::key);
        return List.copyOf(check.problems);
    }

    private void provider(String name, Provider provider) {
        String at = "providers." + name;
        name(at, name, provider.name());
        if (provider.endpoint() instanceof Endpoint.Http(URI url)) {
            baseUrl(at + ".base-url", url);
        }
        if (provider.endpoint() instanceof Endpoint.ClaudeCli(String program)) {
            claudeCli(at, provider, program);
        }
        if (provider.vendor().isBlank()) {
            problem(at + ".vendor", "name the vendor whose prices apply");
        }
        if (provider.jurisdiction().isBlank()) {
            problem(at + ".jurisdiction", "say where inference runs: a country code, EU, local or unknown");
        }
        for (Quota quota : provider.quotas()) {
            range(at + ".quotas", quota.limit(), 1, MOST_UNITS, "requests or tokens");
            if (!quota.model().isEmpty() && !provider.models().containsKey(quota.model())) {
                problem(at + ".quotas", "the quota names a model \"" + quota.model() + "\" that is not listed");
            }
        }
        provider.limits().stated().forEach((limit, time) -> limit(at + ".limits." + limit, time));
        provider.models().forEach((id, model) -> model(at + ".models." + id, id, model));
    }

    private void limit(String at, Duration time) {
        if (time.compareTo(TimeLimits.LEAST) < 0 || time.compareTo(TimeLimits.MOST) > 0) {
            problem(at, "a limit is 1s to 30m; leave it out for the usual one");
        }
    }

    private void claudeCli(String at, Provider provider, String program) {
        if (!program.equals(Endpoint.ClaudeCli.USUAL) && !Path.of(program).isAbsolute()) {
            problem(at + ".base-url", "name the program's whole path: claude-cli:/path/to/claude");
        }
        if (provider.wire() != Wire.ANTHROPIC) {
            problem(at + ".wire", "the Claude program speaks anthropic");
        }
        if (!(provider.credential() instanceof Credential.None)) {
            problem(at + ".credential", "the Claude program signs in by itself; write none");
        }
        if (provider.tier() != Tier.SUBSCRIPTION) {
            problem(at + ".tier", "the Claude program runs on a subscription; write subscription");
        }
        if (provider.jurisdiction().equals("local")) {
            problem(at + ".jurisdiction", "the program runs here but sends what it gets to Anthropic; local is wrong");
        }
        for (Model model : provider.models().values()) {
            if (model.abilities().stream().anyMatch(ability -> !CLI_ABILITIES.contains(ability))) {
                problem(
                        at + ".models." + model.id() + ".abilities",
                        "the Claude program is given text and pictures only; write [] or [images, files]");
            }
        }
    }

    private void baseUrl(String at, URI url) {
        String scheme = url.getScheme();
        if (url.getHost() == null || scheme == null || !(scheme.equals("https") || scheme.equals("http"))) {
            problem(at, "\"" + url + "\" is not an address; write https://host/path");
            return;
        }
        if (scheme.equals("http") && !loopback(url.getHost())) {
            problem(at, "plain http is allowed on loopback only; use https for " + url.getHost());
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null || !versionOnly(url.getRawQuery())) {
            problem(at, "a base URL has no user, query or fragment; keys go into credential");
        }
    }

    /// The one query that a base URL may have is the API version of an older Azure resource: it names no key.
    public static boolean versionOnly(String query) {
        return query == null || query.matches("api-version=[0-9a-z-]{1,32}");
    }

    /// Whether a host is a literal loopback name or address.
    public static boolean loopback(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || host.equals("::1")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    private void model(String at, String id, Model model) {
        if (!id.equals(model.id()) || id.isBlank() || id.length() > 200) {
            problem(at, "a model's id is 1 to 200 characters, as the provider spells it");
        }
        range(at + ".context", model.contextTokens(), 1, MOST_TOKENS, "tokens");
        range(at + ".max-output", model.maxOutputTokens(), 1, MOST_TOKENS, "tokens");
        model.price()
                .ifPresent(price ->
                        price.picoDollars()
                                .forEach((counter, rate) -> {
                                    if (rate < 0 || rate > 1_000_000_000_000_000L) {
                                        problem(
                                                at + ".price",
                                                "the rate of " + counter.id() + " is negative or absurd");
                                    }
                                }));
    }

    private void route(String name, Route route) {
        String at = "routes." + name;
        name(at, name, route.name());
        if (route.targets().isEmpty()) {
            problem(at, "a route needs at least one target, as provider/model");
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < route.lanes().size(); i++) {
            String lane = at + "[" + i + "]";
            List<Target> targets = route.lanes().get(i).targets();
            if (targets.isEmpty()) {
                problem(lane, "a lane without targets; remove it");
            }
            targets.forEach(target -> target(lane, target, seen));
        }
        route.experiment().ifPresent(experiment -> experiment(at + ".experiment", experiment));
        if (mixed(route)) {
            problem(at, "practice targets never stand beside real ones; give practice a route of its own");
        }
    }

    private void experiment(String at, Experiment experiment) {
        if (!Names.valid(experiment.name())) {
            problem(at + ".name", "a name " + NAME_RULE);
        }
        if (experiment.arms().size() < 2) {
            problem(at + ".arms", "an experiment compares at least two arms");
        }
        for (Experiment.Arm arm : experiment.arms()) {
            String armAt = at + ".arms." + arm.name();
            if (!Names.valid(arm.name())) {
                problem(armAt, "a name " + NAME_RULE);
            }
            if (experiment.arms().stream().filter(other -> other.name().equals(arm.name())).count() > 1) {
                problem(armAt, "two arms have this name");
            }
            range(armAt + ".weight", arm.weight(), 1, 1_000_000, "shares");
            var seen = new HashSet<String>();
            arm.lane().targets().forEach(target -> target(armAt, target, seen));
            if (arm.lane().targets().isEmpty()) {
                problem(armAt, "an arm needs at least one target, as provider/model");
            }
        }
    }

    /// Whether practice and real spend would meet: a fallback would then silently turn one into the other.
    private boolean mixed(Route route) {
        return route.targets().stream()
                        .map(target -> policy.providers().get(target.provider()))
                        .filter(Objects::nonNull)
                        .map(Provider::practice)
                        .distinct()
                        .count()
                > 1;
    }

    private void target(String at, Target target, Set<String> seen) {
        String text = target.provider() + "/" + target.model();
        Provider provider = policy.providers().get(target.provider());
        if (provider == null) {
            problem(at, "target " + text + " names a provider that does not exist");
        } else if (!provider.models().containsKey(target.model())) {
            problem(at, "target " + text + " names a model that provider " + provider.name() + " does not list");
        }
        if (target.weight() < 1) {
            problem(at, "the weight of " + text + " must be 1 or more; remove the target to send it nothing");
        }
        if (!seen.add(text)) {
            problem(at, "target " + text + " stands twice in the route");
        }
    }

    private void workload(String name, Workload workload) {
        String at = "workloads." + name;
        name(at, name, workload.name());
        if (!policy.routes().containsKey(workload.route())) {
            problem(at + ".route", missing("route", workload.route(), policy.routes().keySet()));
        }
        range(at + ".max-tokens", workload.maxTokens(), 1, MOST_TOKENS, "tokens");
        range(at + ".min-output", workload.minOutput(), 1, workload.maxTokens(), "tokens");
        keeps(at + ".cache", workload.conduct().storage().cache());
        keeps(at + ".keep-bodies", workload.conduct().storage().bodies());
        if (!workload.team().isEmpty() && !Names.valid(workload.team())) {
            problem(at + ".team", "a team tag " + NAME_RULE);
        }
    }

    private void keeps(String at, Duration kept) {
        if (kept.isNegative() || kept.compareTo(LONGEST_KEPT) > 0) {
            problem(at, "give a time up to " + LONGEST_KEPT.toDays() + "d, or never");
        }
    }

    private void budget(String name, Budget budget) {
        String at = "budgets." + name;
        name(at, name, budget.name());
        scope(at + ".on", budget.scope());
        long most = budget.measure() == Measure.MONEY ? MOST_MONEY : MOST_UNITS;
        if (budget.cap() < 0 || budget.cap() > most) {
            problem(
                    at + ".limit",
                    "the cap is negative or absurd; the most is " + new Amount(budget.measure(), most).format());
        }
        for (int percent : budget.warnAtPercent()) {
            range(at + ".warn-at", percent, 1, 99, "percent");
        }
    }

    private void scope(String at, Scope scope) {
        switch (scope) {
            case Scope.OfWorkload(String name) -> exists(at, "workload", name, policy.workloads().keySet());
            case Scope.OfKey(String name) -> exists(at, "key", name, policy.keys().keySet());
            case Scope.OfProvider(String name) -> exists(at, "provider", name, policy.providers().keySet());
            case Scope.OfModel(String provider, String model) -> {
                Provider known = policy.providers().get(provider);
                if (known == null || !known.models().containsKey(model)) {
                    problem(at, "there is no model " + model + " at a provider " + provider);
                }
            }
            case Scope.OfTeam(String team) -> {
                if (policy.workloads().values().stream().noneMatch(workload -> workload.team().equals(team))) {
                    problem(at, "no workload has the team tag \"" + team + "\"");
                }
            }
            case Scope.Everything() -> {}
        }
    }

    private void rule(String name, Rule rule) {
        String at = "rules." + name;
        name(at, name, rule.name());
        rule.workloads()
                .forEach(workload -> exists(at + ".workloads", "workload", workload, policy.workloads().keySet()));
        if (rule.jurisdictions().isEmpty() && !rule.noTraining() && rule.retentionDays().isEmpty()) {
            problem(at, "the rule demands nothing; give jurisdictions, no-training or retention-days");
        }
    }

    private void key(String name, AppKey key) {
        String at = "keys." + name;
        name(at, name, key.name());
        key.allowed().forEach(workload -> exists(at + ".allow", "workload", workload, policy.workloads().keySet()));
    }

    private static final String NAME_RULE =
            "is 1 to 64 characters: a to z, 0 to 9, dot, dash and underscore, starting with a letter or digit";

    private void name(String at, String key, String name) {
        if (!key.equals(name)) {
            problem(at, "the name inside (\"" + name + "\") differs from the name it is listed under");
        } else if (!Names.valid(name)) {
            problem(at, "a name " + NAME_RULE);
        }
    }

    private void exists(String at, String kind, String name, Collection<String> known) {
        if (!known.contains(name)) {
            problem(at, missing(kind, name, known));
        }
    }

    private static String missing(String kind, String name, Collection<String> known) {
        String list = known.isEmpty() ? "none is defined" : "there are " + String.join(", ", known);
        return "there is no " + kind + " \"" + name + "\"; " + list;
    }

    private void range(String at, long value, long least, long most, String unit) {
        if (value < least || value > most) {
            problem(at, value + " is out of range; give " + least + " to " + most + " " + unit);
        }
    }

    private void problem(String path, String message) {
        problems.add(new PolicyProblem(path, message));
    }
}
