package signalbox.core.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/// What a changed policy lets through that the one before did not: higher caps, milder rules, wider clearances. Pure.
/// Tightening changes have no sentence here; a new part loosens nothing that stood.
public final class Loosening {
    private final Policy before;
    private final Policy after;
    private final List<String> sentences = new ArrayList<>();

    private Loosening(Policy before, Policy after) {
        this.before = before;
        this.after = after;
    }

    /// One plain sentence for each thing that is looser; empty when nothing is.
    public static List<String> of(Policy before, Policy after) {
        var loosening = new Loosening(before, after);
        before.budgets().forEach(loosening::budget);
        before.rules().forEach(loosening::rule);
        before.providers().forEach(loosening::provider);
        before.workloads().forEach(loosening::workload);
        before.keys().forEach(loosening::key);
        return List.copyOf(loosening.sentences);
    }

    private void budget(String name, Budget was) {
        Budget now = after.budgets().get(name);
        if (now == null) {
            if (counted(was.scope())) {
                say("removes the budget " + name + " of " + amount(was));
            }
            return;
        }
        if (!now.scope().equals(was.scope()) || now.measure() != was.measure() || now.window() != was.window()) {
            say(
                    "budget "
                            + name
                            + " no longer holds "
                            + was.scope().reference()
                            + " to "
                            + amount(was)
                            + " a "
                            + word(was.window()));
        } else if (now.cap() > was.cap()) {
            say(
                    "lets "
                            + new Amount(was.measure(), now.cap() - was.cap()).format()
                            + " more through a "
                            + word(now.window())
                            + " on budget "
                            + name);
        }
        if (was.atLimit() == AtLimit.HALT && now.atLimit() != AtLimit.HALT) {
            say("budget " + name + " no longer halts at its limit, it will " + word(now.atLimit()));
        }
    }

    /// Whether what a budget counted still exists; the budget of a removed workload goes with it.
    private boolean counted(Scope scope) {
        return switch (scope) {
            case Scope.OfWorkload(String name) -> after.workloads().containsKey(name);
            case Scope.OfKey(String name) -> after.keys().containsKey(name);
            case Scope.OfProvider(String name) -> after.providers().containsKey(name);
            case Scope.OfModel(String provider, String _) -> after.providers().containsKey(provider);
            case Scope.OfTeam(String team) ->
                    after.workloads().values().stream().anyMatch(workload -> workload.team().equals(team));
            case Scope.Everything() -> true;
        };
    }

    private static String amount(Budget budget) {
        return new Amount(budget.measure(), budget.cap()).format();
    }

    private void rule(String name, Rule was) {
        Rule now = after.rules().get(name);
        if (now == null) {
            say("removes the rule " + name);
            return;
        }
        if (now.atLeast().compareTo(was.atLeast()) > 0) {
            say("rule " + name + " no longer speaks about " + word(was.atLeast()) + " calls");
        }
        boolean anywhere = now.jurisdictions().isEmpty() && !was.jurisdictions().isEmpty();
        Set<String> allowed = without(now.jurisdictions(), was.jurisdictions());
        if (anywhere || !was.jurisdictions().isEmpty() && !allowed.isEmpty()) {
            say("rule " + name + " allows inference in " + (anywhere ? "any place" : list(allowed)));
        }
        if (was.noTraining() && !now.noTraining()) {
            say("rule " + name + " no longer refuses providers that train on input");
        }
        if (was.retentionDays().isPresent() && longer(was.retentionDays(), now.retentionDays())) {
            say("rule " + name + " lets prompts be kept for " + days(now.retentionDays()));
        }
        boolean fewer = was.workloads().isEmpty() && !now.workloads().isEmpty();
        Set<String> released = without(was.workloads(), now.workloads());
        if (fewer || !now.workloads().isEmpty() && !released.isEmpty()) {
            say("rule " + name + " no longer speaks about " + (fewer ? "every workload" : list(released)));
        }
    }

    private void provider(String name, Provider was) {
        Provider now = after.providers().get(name);
        if (now == null) {
            return;
        }
        if (now.clearance().compareTo(was.clearance()) > 0) {
            say("clears provider " + name + " for " + word(now.clearance()) + " calls");
        }
        if (!now.jurisdiction().equals(was.jurisdiction())) {
            say("says that " + name + " runs inference in " + now.jurisdiction() + ", not " + was.jurisdiction());
        }
        if (was.trainsOnInput() && !now.trainsOnInput()) {
            say("says that " + name + " does not train on input");
        }
        OptionalInt kept = now.facts().attestedDays();
        if (kept.isPresent() && longer(kept, was.facts().attestedDays())) {
            say("says that " + name + " keeps prompts for " + days(kept) + ", not " + days(was.facts().attestedDays()));
        }
        if (!now.endpoint().equals(was.endpoint())) {
            say("sends the calls of provider " + name + " to another address");
        }
    }

    private void workload(String name, Workload was) {
        Workload now = after.workloads().get(name);
        if (now == null) {
            return;
        }
        if (now.pii().compareTo(was.pii()) < 0) {
            say("treats calls of " + name + " as " + word(now.pii()) + ", not " + word(was.pii()));
        }
        if (now.maxTokens() > was.maxTokens()) {
            say(
                    "lets one call of "
                            + name
                            + " ask for "
                            + Count.of(now.maxTokens(), "token")
                            + ", not "
                            + was.maxTokens());
        }
        conduct(name, was.conduct(), now.conduct());
    }

    private void conduct(String name, Conduct was, Conduct now) {
        if (was.mode() == Mode.ENFORCE && now.mode() == Mode.OBSERVE) {
            say("only observes " + name + ": its routing decisions are recorded, not acted on");
        }
        if (now.failover().dearerClass() && !was.failover().dearerClass()) {
            say("lets failed calls of " + name + " go to a dearer class of model");
        }
        if (now.failover().onRefusedContent() && !was.failover().onRefusedContent()) {
            say("asks another provider when one refuses the content of " + name);
        }
        if (now.storage().bodies().compareTo(was.storage().bodies()) > 0) {
            say("keeps requests of " + name + " for " + Count.of(now.storage().bodies().toHours(), "hour"));
        }
        tripwire(name, was.tripwire(), now.tripwire());
    }

    private void tripwire(String name, Tripwire was, Tripwire now) {
        var detectors = new HashSet<>(was.actions().keySet());
        detectors.addAll(now.actions().keySet());
        detectors.stream()
                .sorted()
                .forEach(detector -> {
                    Tripwire.Action before = was.actions().getOrDefault(detector, was.otherwise());
                    Tripwire.Action action = now.actions().getOrDefault(detector, now.otherwise());
                    if (action.compareTo(before) < 0) {
                        say("findings of " + detector + " in " + name + ": " + word(action) + ", not " + word(before));
                    }
                });
        if (now.otherwise().compareTo(was.otherwise()) < 0) {
            say("other findings in " + name + ": " + word(now.otherwise()) + ", not " + word(was.otherwise()));
        }
        Set<String> dropped = without(was.patterns().keySet(), now.patterns().keySet());
        if (!dropped.isEmpty()) {
            say("no longer looks for " + list(dropped) + " in " + name);
        }
    }

    private void key(String name, AppKey was) {
        AppKey now = after.keys().get(name);
        if (now == null) {
            return;
        }
        if (now.piiFloor().compareTo(was.piiFloor()) < 0) {
            say("lets key " + name + " send " + word(now.piiFloor()) + " calls, not " + word(was.piiFloor()));
        }
        if (now.opaque().compareTo(was.opaque()) < 0) {
            say("treats unreadable content of key " + name + " as " + word(now.opaque()));
        }
        Set<String> more = without(now.allowed(), was.allowed());
        if (!more.isEmpty()) {
            say("lets key " + name + " use " + list(more));
        }
    }

    /// Whether the second is longer; a time that nobody states has no end.
    private static boolean longer(OptionalInt days, OptionalInt others) {
        return others.isEmpty() || others.getAsInt() > days.orElse(Integer.MAX_VALUE);
    }

    private static String days(OptionalInt days) {
        return days.isEmpty() ? "any time" : Count.of(days.getAsInt(), "day");
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    private static String list(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void say(String sentence) {
        sentences.add(sentence);
    }
}
