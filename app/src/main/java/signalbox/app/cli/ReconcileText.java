package signalbox.app.cli;

import java.util.List;
import java.util.Map;
import signalbox.core.policy.Count;
import signalbox.core.price.Usd;

/// A comparison with a provider's figures as a table, from its JSON. Pure.
final class ReconcileText {
    private static final int NANO = 9;
    private static final String ROW = "%-10s  %-34s %15s %15s %13s  %15s %15s %15s%n";

    private ReconcileText() {}

    static String of(Map<String, Object> compared) {
        var text = new StringBuilder();
        text.append(
                "%s, %s to %s (UTC), beside: %s%n"
                        .formatted(
                                compared.get("provider"),
                                compared.get("from"),
                                compared.get("to"),
                                String.join(
                                        ", ",
                                        ((List<?>) compared.get("exports")).stream().map(Object::toString).toList())));
        text.append(ROW.formatted("day", "model", "tokens", "theirs", "over", "cost", "theirs", "over"));
        int alone = 0;
        for (Object item : (List<?>) compared.get("lines")) {
            Map<String, Object> line = CareText.of(item);
            alone += line.containsKey("ours") && line.containsKey("theirs") ? 0 : 1;
            text.append(row(line, line.get("day"), line.get("model")));
        }
        text.append(row(compared, "all", ""));
        if (alone > 0) {
            text.append("On one side only (-): %s.%n".formatted(Count.of(alone, "row")));
        }
        return text.toString();
    }

    private static String row(Map<String, Object> line, Object day, Object model) {
        return ROW.formatted(
                day,
                model.equals("") ? "all models" : model,
                count(side(line, "ours").get("tokens")),
                count(side(line, "theirs").get("tokens")),
                count(line.get("tokens_over")),
                money(side(line, "ours").get("cost_nanos")),
                money(side(line, "theirs").get("cost_nanos")),
                money(line.get("cost_nanos_over")));
    }

    private static Map<String, Object> side(Map<String, Object> line, String name) {
        return line.containsKey(name) ? CareText.of(line.get(name)) : Map.of();
    }

    private static String count(Object number) {
        return number == null ? "-" : number.toString();
    }

    private static String money(Object nanos) {
        if (nanos == null) {
            return "-";
        }
        long amount = (long) nanos;
        return (amount < 0 ? "-$" : "$") + Usd.plain(Math.abs(amount), NANO);
    }
}
