package signalbox.core.policyfile;

import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Amount;
import signalbox.core.policy.AppKey;
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
import signalbox.core.policy.PriceOverride;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Quality;
import signalbox.core.policy.Route;
import signalbox.core.policy.Rule;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Target;
import signalbox.core.policy.Task;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Window;
import signalbox.core.policy.Wire;
import signalbox.core.policy.Workload;

/// Builds a policy from the nodes of a policy file, one method a kind of part. Problems go to the document's list.
final class PolicyReader {
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
                parts(fields.get("routes"), this::route),
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
                        "models");
        return new Provider(
                name,
                text(fields, "vendor", name),
                word(fields, "wire", PolicyReader::wire, Wire.OPENAI_CHAT),
                endpoint(node, fields.get("base-url")),
                word(fields, "credential", Credential::parse, new Credential.None()),
                enumeration(fields, "tier", Tier.class, Tier.PAID),
                text(fields, "jurisdiction", "unknown"),
                truth(fields, "trains-on-input", false),
                enumeration(fields, "clearance", PiiClass.class, PiiClass.INTERNAL),
                truth(fields, "paused", false),
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
            provider.problem("a provider needs base-url: https://host/path, or practice");
            return new Endpoint.Practice();
        }
        return baseUrl.parsed(
                text -> text.equals("practice") ? new Endpoint.Practice() : new Endpoint.Http(URI.create(text)),
                new Endpoint.Practice());
    }

    private Model model(String id, YamlNode node) {
        var fields = node.fields("class", "context", "max-output", "abilities", "price");
        YamlNode price = fields.get("price");
        return new Model(
                id,
                enumeration(fields, "class", ModelClass.class, ModelClass.STANDARD),
                number(fields, "context", 128_000),
                number(fields, "max-output", 16_384),
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

    private Route route(String name, YamlNode node) {
        return new Route(
                name,
                node.items().stream().map(lane -> new Lane(lane.items().stream().map(this::target).toList())).toList());
    }

    private Target target(YamlNode node) {
        if (!node.isMapping()) {
            return node.parsed(text -> target(text, 1), new Target("", "", 1));
        }
        var fields = node.fields("target", "weight");
        YamlNode target = fields.get("target");
        if (target == null) {
            node.problem("a weighted target needs target: provider/model");
            return new Target("", "", 1);
        }
        int weight = number(fields, "weight", 1);
        return target.parsed(text -> target(text, weight), new Target("", "", 1));
    }

    private static Target target(String text, int weight) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw new IllegalArgumentException("\"" + text + "\" is not a target; write provider/model");
        }
        return new Target(text.substring(0, slash), text.substring(slash + 1), weight);
    }

    private Workload workload(String name, YamlNode node) {
        var fields =
                node.fields(
                        "task",
                        "quality",
                        "pii",
                        "max-tokens",
                        "any-model",
                        "clamp",
                        "min-output",
                        "needs",
                        "route",
                        "team");
        if (!fields.containsKey("route")) {
            node.problem("a workload needs route: the name of one of the routes");
        }
        return new Workload(
                name,
                enumeration(fields, "task", Task.class, Task.OTHER),
                enumeration(fields, "quality", Quality.class, Quality.STANDARD),
                enumeration(fields, "pii", PiiClass.class, PiiClass.INTERNAL),
                number(fields, "max-tokens", 4096),
                truth(fields, "any-model", false),
                truth(fields, "clamp", false),
                number(fields, "min-output", 1),
                abilities(fields.get("needs"), Set.of()),
                text(fields, "route", ""),
                text(fields, "team", ""));
    }

    private Budget budget(String name, YamlNode node) {
        var fields = node.fields("on", "limit", "window", "zone", "warn-at", "at-limit");
        for (String needed : List.of("on", "limit")) {
            if (!fields.containsKey(needed)) {
                node.problem(
                        "a budget needs "
                                + needed
                                + (needed.equals("on") ? ": workload:NAME" : ": $25.00 or 2M tokens"));
            }
        }
        Amount limit = word(fields, "limit", Amount::parse, new Amount(Measure.MONEY, 0));
        return new Budget(
                name,
                word(fields, "on", Scope::parse, new Scope.Everything()),
                limit.measure(),
                limit.units(),
                enumeration(fields, "window", Window.class, Window.DAY),
                word(fields, "zone", PolicyReader::zone, ZoneOffset.UTC),
                percents(fields.get("warn-at")),
                enumeration(fields, "at-limit", AtLimit.class, AtLimit.HALT));
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
        var fields = node.fields("at-least", "jurisdictions", "no-training", "workloads");
        return new Rule(
                name,
                enumeration(fields, "at-least", PiiClass.class, PiiClass.PRIVATE),
                texts(fields.get("jurisdictions")),
                truth(fields, "no-training", false),
                texts(fields.get("workloads")));
    }

    private AppKey key(String name, YamlNode node) {
        var fields = node.fields("workload", "allow", "pii-floor");
        if (!fields.containsKey("workload")) {
            node.problem("a key needs workload: the workload its calls belong to unless they name another");
        }
        return new AppKey(
                name,
                text(fields, "workload", ""),
                texts(fields.get("allow")),
                enumeration(fields, "pii-floor", PiiClass.class, PiiClass.PUBLIC));
    }

    private static Set<String> texts(YamlNode node) {
        var texts = new LinkedHashSet<String>();
        if (node != null) {
            node.items().forEach(item -> texts.add(item.text("")));
        }
        return texts;
    }

    private static String text(Map<String, YamlNode> fields, String name, String fallback) {
        YamlNode node = fields.get(name);
        return node == null ? fallback : node.text(fallback);
    }

    private static int number(Map<String, YamlNode> fields, String name, int fallback) {
        YamlNode node = fields.get(name);
        return node == null ? fallback : node.number(fallback);
    }

    private static boolean truth(Map<String, YamlNode> fields, String name, boolean fallback) {
        YamlNode node = fields.get(name);
        return node == null ? fallback : node.truth(fallback);
    }

    private static <E extends Enum<E>> E enumeration(
            Map<String, YamlNode> fields, String name, Class<E> type, E fallback) {
        return word(fields, name, text -> Words.parse(type, text), fallback);
    }

    private static <T> T word(
            Map<String, YamlNode> fields,
            String name,
            java.util.function.Function<String, ? extends T> parse,
            T fallback) {
        YamlNode node = fields.get(name);
        return node == null ? fallback : node.<T>parsed(parse::apply, fallback);
    }
}
