package signalbox.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Count;
import signalbox.core.policy.Measure;

/// A report of savings as lines for people, from its JSON. Pure.
final class ReportText {
    private ReportText() {}

    static String of(String json) throws IOException {
        var report = (Map<?, ?>) Json.read(json);
        var text = new StringBuilder();
        text.append("Since %s\n".formatted(report.get("from")));
        text.append("paid     %s for %s\n".formatted(dollars(report, "paid"), count(report, "answered call")));
        text.append("saved    %s\n".formatted(dollars(report, "saved")));
        text.append(
                "  free     %s at list price, on free tiers, subscriptions and own machines\n"
                        .formatted(dollars(report, "free")));
        text.append("  cache    %s for requests answered from memory\n".formatted(dollars(report, "cache")));
        text.append(
                "  routing  %s against the dearest target that could have served\n"
                        .formatted(dollars(report, "routing")));
        text.append(asked((Map<?, ?>) report.get("asked")));
        for (Map<?, ?> line : list(report, "workloads")) {
            text.append(
                    "%s: paid %s, saved %s, %s\n"
                            .formatted(
                                    line.get("workload"),
                                    dollars(line, "paid"),
                                    dollars(line, "saved"),
                                    count(line, "call")));
        }
        list(report, "observed").forEach(one -> text.append(observed(one)));
        text.append(
                report.get("practice").equals(true)
                        ? "These calls were simulated; nothing was paid.\n"
                        : "Corrections are included; simulated calls are not.\n");
        return text.toString();
    }

    private static String asked(Map<?, ?> asked) {
        if (asked.get("calls").equals(0L)) {
            return "";
        }
        String text =
                "%s named another model than the one that answered: paid %s, the same tokens at list price there %s"
                        .formatted(count(asked, "call"), dollars(asked, "paid"), dollars(asked, "there"));
        if (!asked.get("unpriced").equals(0L)) {
            text += "; %s without a known price are in neither sum".formatted(asked.get("unpriced"));
        }
        return text + "\n";
    }

    private static String observed(Map<?, ?> one) {
        String text =
                "%s is only observed: %s, paid %s, by its route %s"
                        .formatted(
                                one.get("workload"), count(one, "call"), dollars(one, "paid"), dollars(one, "there"));
        if (!one.get("refused").equals(0L)) {
            text += "; %s would have been refused".formatted(one.get("refused"));
        }
        if (!one.get("unpriced").equals(0L)) {
            text += "; %s without a known price are in neither sum".formatted(one.get("unpriced"));
        }
        return text + "\n";
    }

    private static String count(Map<?, ?> of, String one) {
        return Count.of((Long) of.get("calls"), one);
    }

    private static String dollars(Map<?, ?> of, String field) {
        return new Amount(Measure.MONEY, (Long) of.get(field + "_nanos")).format();
    }

    private static List<Map<?, ?>> list(Map<?, ?> report, String field) {
        return ((List<?>) report.get(field)).stream().<Map<?, ?>>map(Map.class::cast).toList();
    }
}
