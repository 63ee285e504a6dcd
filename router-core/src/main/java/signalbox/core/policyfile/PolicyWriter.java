package signalbox.core.policyfile;

import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import signalbox.core.policy.Amount;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Conduct;
import signalbox.core.policy.DataFacts;
import signalbox.core.policy.Model;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Route;
import signalbox.core.policy.Rule;
import signalbox.core.policy.TimeLimits;
import signalbox.core.policy.Workload;

/// Writes a policy as text, in the operator's order: every field stated but those of which nearly everybody wants the
/// default. Written by hand rather than dumped, because the file is for people: blank lines, short lists on one line,
/// amounts as amounts.
final class PolicyWriter {
    private final StringBuilder out = new StringBuilder();

    String write(Policy policy) {
        out.append("# Signalbox policy. Keys and provider secrets are never part of this file.\n");
        out.append("signalbox: ").append(PolicyFile.FORMAT).append('\n');
        return parts(policy);
    }

    /// The parts without the head of the file.
    String parts(Policy policy) {
        section("providers", policy.providers(), this::provider);
        section("routes", policy.routes(), this::route);
        section("workloads", policy.workloads(), this::workload);
        section("budgets", policy.budgets(), this::budget);
        section("rules", policy.rules(), this::rule);
        section("keys", policy.keys(), this::key);
        return out.toString();
    }

    private <T> void section(String title, Map<String, T> parts, Consumer<T> write) {
        if (parts.isEmpty()) {
            return;
        }
        out.append('\n').append(title).append(":\n");
        parts.forEach((name, part) -> {
            out.append("  ").append(scalar(name)).append(":\n");
            write.accept(part);
        });
    }

    private void provider(Provider provider) {
        field("vendor", provider.vendor());
        field("wire", provider.wire().id());
        field("base-url", provider.endpoint().text());
        field("credential", provider.credential().reference());
        field("tier", Words.of(provider.tier()));
        field("jurisdiction", provider.jurisdiction());
        field("trains-on-input", Boolean.toString(provider.trainsOnInput()));
        field("clearance", Words.of(provider.clearance()));
        field("paused", Boolean.toString(provider.paused()));
        if (!provider.facts().equals(DataFacts.UNKNOWN)) {
            raw("data", DataFields.write(provider.facts()));
        }
        if (!provider.quotas().isEmpty()) {
            raw(
                    "quotas",
                    provider.quotas().stream().map(DataFields::write).collect(Collectors.joining(", ", "[", "]")));
        }
        if (!provider.limits().equals(TimeLimits.USUAL)) {
            raw("limits", LimitFields.write(provider.limits()));
        }
        if (!provider.models().isEmpty()) {
            out.append("    models:\n");
            provider.models().values().forEach(this::model);
        }
    }

    private void model(Model model) {
        out.append("      ").append(scalar(model.id())).append(":\n");
        modelField("class", Words.of(model.modelClass()));
        modelField("context", Integer.toString(model.contextTokens()));
        modelField("max-output", Integer.toString(model.maxOutputTokens()));
        modelField("abilities", words(model.abilities()));
        model.price()
                .ifPresent(price ->
                        modelField(
                                "price",
                                PriceFields.write(price).entrySet().stream()
                                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                                        .collect(Collectors.joining(", ", "{", "}"))));
    }

    private void modelField(String name, String value) {
        out.append("        ").append(name).append(": ").append(value).append('\n');
    }

    private void route(Route route) {
        out.append(RouteFields.write(route));
    }

    private void workload(Workload workload) {
        field("task", Words.of(workload.task()));
        field("quality", Words.of(workload.quality()));
        field("pii", Words.of(workload.pii()));
        field("max-tokens", Integer.toString(workload.maxTokens()));
        field("any-model", Boolean.toString(workload.anyModel()));
        field("clamp", Boolean.toString(workload.clamp()));
        field("min-output", Integer.toString(workload.minOutput()));
        raw("needs", words(workload.needs()));
        field("route", workload.route());
        if (!workload.team().isEmpty()) {
            field("team", workload.team());
        }
        Map<String, String> usual = ConductFields.write(Conduct.DEFAULT);
        ConductFields.write(workload.conduct())
                .forEach((name, value) -> {
                    if (!value.equals(usual.get(name))) {
                        raw(name, value);
                    }
                });
    }

    private void budget(Budget budget) {
        field("on", budget.scope().reference());
        field("limit", new Amount(budget.measure(), budget.cap()).format());
        field("window", Words.of(budget.window()));
        field("zone", budget.zone().getId().equals("Z") ? "UTC" : budget.zone().getId());
        raw(
                "warn-at",
                "[" + budget.warnAtPercent().stream().map(String::valueOf).collect(Collectors.joining(", ")) + "]");
        field("at-limit", Words.of(budget.atLimit()));
    }

    private void rule(Rule rule) {
        field("at-least", Words.of(rule.atLeast()));
        raw("jurisdictions", list(rule.jurisdictions()));
        field("no-training", Boolean.toString(rule.noTraining()));
        rule.retentionDays().ifPresent(days -> field("retention-days", Integer.toString(days)));
        raw("workloads", list(rule.workloads()));
    }

    private void key(AppKey key) {
        field("workload", key.workload());
        raw("allow", key.allowed().stream().map(PolicyWriter::scalar).collect(Collectors.joining(", ", "[", "]")));
        field("pii-floor", Words.of(key.piiFloor()));
        field("opaque", Words.of(key.opaque()));
    }

    private void field(String name, String value) {
        raw(name, scalar(value));
    }

    private void raw(String name, String value) {
        out.append("    ").append(name).append(": ").append(value).append('\n');
    }

    private static String words(Collection<? extends Enum<?>> constants) {
        return constants.stream().sorted().map(Words::of).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String list(Collection<String> texts) {
        return texts.stream().sorted().map(PolicyWriter::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    /// Plain where YAML reads it back as the same text, else double-quoted.
    static String scalar(String text) {
        boolean plain =
                text.matches("[A-Za-z0-9$][A-Za-z0-9$._/:+-]*( (tokens|calls))?")
                        && !text.endsWith(":")
                        && !text.contains(": ");
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
