package signalbox.core.policyfile;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Amount;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PriceOverride;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Quality;
import signalbox.core.policy.Rule;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Task;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Window;
import signalbox.core.policy.Wire;
import signalbox.core.policy.Workload;

/// Builds a policy from the nodes of a policy file, one method a kind of part. Problems go to the document's list.
final class PolicyReader {
    private static final String[] WORKLOAD =
            Stream.concat(
                            Stream.of(
                                    "task",
                                    "quality",
                                    "pii",
                                    "max-tokens",
                                    "any-model",
                                    "clamp",
                                    "min-output",
                                    "needs",
                                    "route",
                                    "team"),
                            Stream.of(ConductFields.NAMES))
                    .toArray(String[]::new);

    Policy read(YamlNode root) {
        var fields = root.fields("signalbox", "providers", "routes", "workloads", "budgets", "rules", "keys");
        YamlNode format = fields.get("signalbox");
        if (format == null) {
            root.problem("the first field must be \"signalbox: " + PolicyFile.FORMAT + "\", the format's version");
        } else if (format.number(PolicyFile.FORMAT) != PolicyFile.FORMAT) {
            format.problem("this Signalbox reads format " + PolicyFile.FORMAT + " only");
        }
        return new Policy(
                0,
                parts(fields.get("providers"), this::provider),
                parts(fields.get("routes"), RouteFields::read),
                parts(fields.get("workloads"), this::workload),
                parts(fields.get("budgets"), this::budget),
                parts(fields.get("rules"), this::rule),
                parts(fields.get("keys"), this::key));
    }

    private static <T> SequencedMap<String, T> parts(YamlNode node, BiFunction<String, YamlNode, T> read) {
        var parts = new LinkedHashMap<String, T>();
        if (node != null) {
            node.entries().forEach((name, part) -> parts.put(name, read.apply(name, part)));
        }
        return parts;
    }

    private Provider provider(String name, YamlNode node) {
        var fields =
                new Fields(
                        node.fields(
                                "vendor",
                                "wire",
                                "base-url",
                                "credential",
                                "tier",
                                "jurisdiction",
                                "trains-on-input",
                                "clearance",
                                "paused",
                                "data",
                                "quotas",
                                "limits",
                                "models"));
        return new Provider(
                name,
                fields.text("vendor", name),
                fields.parsed("wire", PolicyReader::wire, Wire.OPENAI_CHAT),
                endpoint(node, fields.get("base-url")),
                fields.parsed("credential", Credential::parse, new Credential.None()),
                fields.word("tier", Tier.class, Tier.PAID),
                fields.text("jurisdiction", "unknown"),
                fields.truth("trains-on-input", false),
                fields.word("clearance", PiiClass.class, PiiClass.INTERNAL),
                fields.truth("paused", false),
                DataFields.read(fields.get("data")),
                DataFields.quotas(fields.get("quotas")),
                LimitFields.read(fields.get("limits")),
                parts(fields.get("models"), this::model));
    }

    private static Wire wire(String id) {
        for (Wire wire : Wire.values()) {
            if (wire.id().equals(id)) {
                return wire;
            }
        }
        throw new IllegalArgumentException(
                "\"" + id + "\" is not one of openai-chat, openai-responses, anthropic, gemini");
    }

    private static Endpoint endpoint(YamlNode provider, YamlNode baseUrl) {
        if (baseUrl == null) {
            provider.problem("a provider needs base-url: https://host/path, claude-cli or practice");
            return new Endpoint.Practice();
        }
        return baseUrl.parsed(Endpoint::parse, new Endpoint.Practice());
    }

    private Model model(String id, YamlNode node) {
        var fields = new Fields(node.fields("class", "context", "max-output", "abilities", "price"));
        YamlNode price = fields.get("price");
        return new Model(
                id,
                fields.word("class", ModelClass.class, ModelClass.STANDARD),
                fields.number("context", 128_000),
                fields.number("max-output", 16_384),
                abilities(fields.get("abilities"), EnumSet.of(Ability.TOOLS, Ability.JSON_SCHEMA)),
                price == null ? Optional.<PriceOverride>empty() : Optional.of(PriceFields.read(price)));
    }

    private static Set<Ability> abilities(YamlNode node, Set<Ability> fallback) {
        if (node == null) {
            return fallback;
        }
        var abilities = EnumSet.noneOf(Ability.class);
        node.items()
                .forEach(item -> {
                    Ability ability = item.parsed(text -> Words.parse(Ability.class, text), null);
                    if (ability != null) {
                        abilities.add(ability);
                    }
                });
        return abilities;
    }

    private Workload workload(String name, YamlNode node) {
        var fields = new Fields(node.fields(WORKLOAD));
        if (!fields.has("route")) {
            node.problem("a workload needs route: the name of one of the routes");
        }
        return new Workload(
                name,
                fields.word("task", Task.class, Task.OTHER),
                fields.word("quality", Quality.class, Quality.STANDARD),
                fields.word("pii", PiiClass.class, PiiClass.INTERNAL),
                fields.number("max-tokens", 4096),
                fields.truth("any-model", false),
                fields.truth("clamp", false),
                fields.number("min-output", 1),
                abilities(fields.get("needs"), Set.of()),
                fields.text("route", ""),
                fields.text("team", ""),
                ConductFields.read(fields));
    }

    private Budget budget(String name, YamlNode node) {
        var fields = new Fields(node.fields("on", "limit", "window", "zone", "warn-at", "at-limit"));
        for (String needed : List.of("on", "limit")) {
            if (!fields.has(needed)) {
                node.problem(
                        "a budget needs "
                                + needed
                                + (needed.equals("on") ? ": workload:NAME" : ": $25.00 or 2M tokens"));
            }
        }
        Amount limit = fields.parsed("limit", Amount::parse, new Amount(Measure.MONEY, 0));
        return new Budget(
                name,
                fields.parsed("on", Scope::parse, new Scope.Everything()),
                limit.measure(),
                limit.units(),
                fields.word("window", Window.class, Window.DAY),
                fields.parsed("zone", PolicyReader::zone, ZoneOffset.UTC),
                percents(fields.get("warn-at")),
                fields.word("at-limit", AtLimit.class, AtLimit.HALT));
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id).normalized();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + id + "\" is not a time zone; write UTC or Europe/Berlin", e);
        }
    }

    private static List<Integer> percents(YamlNode node) {
        return node == null ? List.of(80) : node.items().stream().map(item -> item.number(80)).toList();
    }

    private Rule rule(String name, YamlNode node) {
        var fields = new Fields(node.fields("at-least", "jurisdictions", "no-training", "retention-days", "workloads"));
        return new Rule(
                name,
                fields.word("at-least", PiiClass.class, PiiClass.PRIVATE),
                fields.texts("jurisdictions"),
                fields.truth("no-training", false),
                fields.has("retention-days") ? OptionalInt.of(fields.number("retention-days", 0)) : OptionalInt.empty(),
                fields.texts("workloads"));
    }

    private AppKey key(String name, YamlNode node) {
        var fields = new Fields(node.fields("workload", "allow", "pii-floor", "opaque"));
        if (!fields.has("workload")) {
            node.problem("a key needs workload: the workload its calls belong to unless they name another");
        }
        return new AppKey(
                name,
                fields.text("workload", ""),
                fields.texts("allow"),
                fields.word("pii-floor", PiiClass.class, PiiClass.PUBLIC),
                fields.word("opaque", PiiClass.class, PiiClass.PRIVATE));
    }
}
