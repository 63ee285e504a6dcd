package signalbox.app.testing;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.OptionalInt;
import java.util.Set;
import signalbox.core.policy.DataFacts;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange.Part;
import signalbox.core.policy.PolicyChange.Put;
import signalbox.core.policy.Rule;
import signalbox.core.policy.ShippedFacts;
import signalbox.core.policy.Tripwire;
import signalbox.core.policy.Tripwire.Action;
import signalbox.core.policy.Workload;

/// What the sample day does about personal data.
final class SamplePrivacy {
    private SamplePrivacy() {}

    static Policy dress(Policy policy) {
        long version = policy.version();
        Policy now = policy;
        now = tripwire(now, "support-bot", Action.REDACT, Action.BLOCK, true);
        now = tripwire(now, "meeting-notes", Action.RAISE, Action.BLOCK, false);
        now = tripwire(now, "code-review", Action.FLAG, Action.BLOCK, true);
        now =
                facts(
                        now,
                        "openai",
                        ShippedFacts.attested(ShippedFacts.start("openai"), "ana", LocalDate.of(2026, 9, 3)));
        now = facts(now, "anthropic", ShippedFacts.start("anthropic"));
        now = facts(now, "gemini", ShippedFacts.start("gemini"));
        var kept =
                new Rule("short-memory", PiiClass.INTERNAL, Set.of(), false, OptionalInt.of(30), Set.of("support-bot"));
        return new Put(new Part.OfRule(kept)).applyTo(now).withVersion(version);
    }

    private static Policy tripwire(Policy policy, String name, Action email, Action secret, boolean own) {
        var actions = new LinkedHashMap<String, Action>();
        actions.put("email", email);
        actions.put("secret", secret);
        var patterns = new LinkedHashMap<String, String>();
        if (own) {
            actions.put("contract-no", Action.REDACT);
            patterns.put("contract-no", "CN-[0-9]{6}");
        }
        Workload old = policy.workloads().get(name);
        var tripwire = new Tripwire(actions, patterns, Action.FLAG);
        var workload = old.withConduct(old.conduct().withTripwire(tripwire));
        return new Put(new Part.OfWorkload(workload)).applyTo(policy);
    }

    private static Policy facts(Policy policy, String name, DataFacts facts) {
        var provider = policy.providers().get(name).withFacts(facts);
        return new Put(new Part.OfProvider(provider)).applyTo(policy);
    }
}
