package signalbox.core.policyfile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import signalbox.core.policy.Loosening;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange.Part;

/// Two policies side by side: the parts that differ, and what the second lets through that the first did not. Pure.
///
/// @param entries in the order of a policy file
/// @param loosens one sentence each; empty when nothing is looser
public record PolicyDiff(List<Entry> entries, List<String> loosens) {
    public PolicyDiff {
        entries = List.copyOf(entries);
        loosens = List.copyOf(loosens);
    }

    /// A part that differs.
    ///
    /// @param kind `provider`, `route`, `workload`, `budget`, `rule` or `key`
    /// @param before as policy-file text; empty when it is new
    /// @param after as policy-file text; empty when it is gone
    public record Entry(String kind, String name, String before, String after) {}

    public static PolicyDiff of(Policy before, Policy after) {
        var entries = new ArrayList<Entry>();
        compare(entries, "provider", before.providers(), after.providers(), Part.OfProvider::new);
        compare(entries, "route", before.routes(), after.routes(), Part.OfRoute::new);
        compare(entries, "workload", before.workloads(), after.workloads(), Part.OfWorkload::new);
        compare(entries, "budget", before.budgets(), after.budgets(), Part.OfBudget::new);
        compare(entries, "rule", before.rules(), after.rules(), Part.OfRule::new);
        compare(entries, "key", before.keys(), after.keys(), Part.OfKey::new);
        return new PolicyDiff(entries, Loosening.of(before, after));
    }

    private static <T> void compare(
            List<Entry> entries, String kind, Map<String, T> before, Map<String, T> after, Function<T, Part> part) {
        var names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            T was = before.get(name);
            T is = after.get(name);
            if (was == null || !was.equals(is)) {
                entries.add(new Entry(kind, name, text(was, part), text(is, part)));
            }
        }
    }

    private static <T> String text(T value, Function<T, Part> part) {
        return value == null ? "" : ChangeText.text(part.apply(value));
    }
}
