package signalbox.core.policyfile;

import java.util.stream.Collectors;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyChange.Part;

/// A policy change as the audit trail keeps it: a sentence, and the parts before and after as policy-file text. Pure.
public record ChangeText(String sentence, String before, String after) {
    /// Describes `change` as applied to `policy`.
    public static ChangeText of(PolicyChange change, Policy policy) {
        return switch (change) {
            case PolicyChange.Put(Part part) -> {
                Part old = part.findIn(policy);
                yield new ChangeText((old == null ? "Added " : "Changed ") + name(part), text(old), text(part));
            }
            case PolicyChange.Remove(Part part) ->
                    new ChangeText("Removed " + name(part), text(part.findIn(policy)), "");
            case PolicyChange.Replace(Policy with) ->
                    new ChangeText("Replaced the policy", PolicyFile.write(policy), PolicyFile.write(with));
            case PolicyChange.Several(var changes) -> {
                var texts = changes.stream().map(each -> of(each, policy)).toList();
                yield new ChangeText(
                        texts.stream().map(ChangeText::sentence).collect(Collectors.joining("; ")),
                        texts.stream().map(ChangeText::before).collect(Collectors.joining()),
                        texts.stream().map(ChangeText::after).collect(Collectors.joining()));
            }
        };
    }

    private static String name(Part part) {
        String kind =
                switch (part) {
                    case Part.OfProvider _ -> "provider ";
                    case Part.OfRoute _ -> "route ";
                    case Part.OfWorkload _ -> "workload ";
                    case Part.OfBudget _ -> "budget ";
                    case Part.OfRule _ -> "rule ";
                    case Part.OfKey _ -> "key ";
                };
        return kind + part.name();
    }

    /// The part alone, as it stands in a policy file.
    static String text(Part part) {
        return part == null ? "" : new PolicyWriter().parts(part.putInto(Policy.EMPTY));
    }
}
