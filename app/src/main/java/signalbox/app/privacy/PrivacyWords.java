package signalbox.app.privacy;

import java.util.ArrayList;
import java.util.Locale;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.policy.DataFacts;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Rule;

/// Rules and facts as sentences. Pure.
final class PrivacyWords {
    private PrivacyWords() {}

    /// `Private calls: only in EU, local; no training on input.`
    static String rule(Rule rule) {
        var parts = new ArrayList<String>();
        if (!rule.jurisdictions().isEmpty()) {
            parts.add(Text.of("privacy.rule.in", Sentences.list(rule.jurisdictions().stream().sorted().toList())));
        }
        if (rule.noTraining()) {
            parts.add(Text.of("privacy.rule.no_training"));
        }
        rule.retentionDays().ifPresent(days -> parts.add(Text.of("privacy.rule.days", days)));
        if (parts.isEmpty()) {
            parts.add(Text.of("privacy.rule.nothing"));
        }
        String calls = Text.of("privacy.rule.calls." + rule.atLeast().name().toLowerCase(Locale.ROOT));
        return Text.of("privacy.rule.sentence", calls, Sentences.clauses(parts));
    }

    static String ruleScope(Rule rule) {
        return rule.workloads().isEmpty()
                ? Text.of("privacy.rule.everywhere")
                : Text.of("privacy.rule.of", Sentences.list(rule.workloads().stream().sorted().toList()));
    }

    static String handling(Provider provider) {
        return Text.of(
                provider.jurisdiction().equals("local") ? "privacy.facts.handling.local" : "privacy.facts.handling",
                provider.jurisdiction(),
                Text.of(provider.trainsOnInput() ? "privacy.facts.trains" : "privacy.facts.trains_not"),
                retention(provider.facts()),
                Text.of("privacy.clearance." + provider.clearance().name().toLowerCase(Locale.ROOT)));
    }

    private static String retention(DataFacts facts) {
        if (facts.zeroRetention() == DataFacts.ZeroRetention.ACCOUNT) {
            return Text.of("privacy.facts.keeps_nothing");
        }
        String zero =
                facts.zeroRetention() == DataFacts.ZeroRetention.PER_REQUEST
                        ? Text.of("privacy.facts.per_request")
                        : "";
        String days =
                facts.retentionDays().isPresent()
                        ? Text.of("privacy.facts.days", facts.retentionDays().getAsInt())
                        : Text.of("privacy.facts.unknown");
        return days + zero;
    }

    static String attested(DataFacts facts) {
        return facts.attestedBy().isEmpty()
                ? Text.of("privacy.facts.unattested")
                : Text.of(
                        "privacy.facts.attested",
                        facts.attestedBy(),
                        facts.attestedOn().map(Object::toString).orElse("—"));
    }
}
