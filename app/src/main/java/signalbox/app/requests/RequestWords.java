package signalbox.app.requests;

import java.util.Locale;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.plan.Step;
import signalbox.core.price.Provenance;

/// A call in words, the same in table and details. Pure.
final class RequestWords {
    private RequestWords() {}

    /// `gpt-5.4-mini`, or `gpt-5 → gpt-5.4-mini` when another model was asked for; what was asked for when none was
    /// tried.
    static String model(CallRow row) {
        if (row.model().isEmpty()) {
            return row.askedModel().isEmpty() ? Amounts.NOTHING : row.askedModel();
        }
        boolean same =
                row.askedModel().isEmpty()
                        || row.askedModel().equals(row.model())
                        || row.askedModel().startsWith("workload:");
        return same ? row.model() : row.askedModel() + " → " + row.model();
    }

    /// `primary`, `fallback`, `asked`, `refused`: why it ended where it did.
    static String why(CallRow row) {
        if (row.outcome() == CallRow.Outcome.REFUSED) {
            return Text.of("step.why.refused");
        }
        String target = row.provider() + "/" + row.model();
        String rule =
                row.steps().stream()
                        .filter(step -> step.verdict() == Step.Verdict.CHOSEN && step.subject().equals(target))
                        .map(Step::rule)
                        .reduce((first, second) -> second)
                        .orElse("");
        String word = rule.startsWith("route.") ? rule.substring("route.".length()) : "";
        if (Text.has("step.why." + word)) {
            return Text.of("step.why." + word);
        }
        return Text.of(row.attempts().size() > 1 ? "step.why.fallback" : "step.why.primary");
    }

    /// `1,204 → 356` tokens in and out; `—` when nothing was used.
    static String tokens(CallRow row) {
        long in = 0;
        long out = 0;
        for (AttemptRow attempt : row.attempts()) {
            in += attempt.usage().inputTokens();
            out += attempt.usage().outputTokens();
        }
        return in + out == 0 ? Amounts.NOTHING : Amounts.briefCount(in) + " → " + Amounts.briefCount(out);
    }

    /// The cost, marked when it is not what the provider reported.
    static String cost(CallRow row) {
        boolean exact =
                row.attempts().stream()
                        .allMatch(
                                one -> one.provenance() == Provenance.REPORTED || one.provenance() == Provenance.NONE);
        return exact ? Amounts.money(row.costNanos()) : Amounts.estimated(row.costNanos());
    }

    /// `● Answered`: sign and word.
    static String outcome(CallRow row) {
        return Text.of("requests.outcome." + row.outcome().name().toLowerCase(Locale.ROOT));
    }

    /// The pill’s colour: `ok`, `halted` or `near`.
    static String style(CallRow row) {
        return switch (row.outcome()) {
            case ANSWERED -> "ok";
            case REFUSED -> row.code().startsWith("budget") ? "halted" : "muted";
            case FAILED -> "near";
        };
    }
}
