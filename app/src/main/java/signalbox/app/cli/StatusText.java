package signalbox.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Count;
import signalbox.core.policy.Measure;

/// Budgets and status as lines for people, from the JSON that the running instance gives. Pure.
final class StatusText {
    private StatusText() {}

    static String status(String json) throws IOException {
        Map<String, Object> status = map(Json.read(json));
        var text = new StringBuilder();
        text.append("Signalbox ").append(status.get("version")).append(" listening on ");
        text.append(status.get("listening")).append(", policy version ").append(status.get("policy_version"));
        text.append(", ").append(Count.of((long) status.get("in_flight"), "call")).append(" in flight\n");
        for (Object workload : list(status.get("workloads"))) {
            text.append(String.format("  %-24s %s%n", map(workload).get("name"), map(workload).get("state")));
        }
        text.append(budgets(list(status.get("budgets"))));
        text.append(LedgerText.incidents(list(status.get("incidents"))));
        return text.toString();
    }

    static String budgets(String json) throws IOException {
        return budgets(list(Json.read(json)));
    }

    private static String budgets(List<Object> budgets) {
        var text = new StringBuilder();
        for (Object item : budgets) {
            Map<String, Object> budget = map(item);
            Measure measure = Measure.valueOf(text(budget, "measure").toUpperCase(Locale.ROOT));
            text.append(
                    String.format(
                            "  %-24s %-8s %s of %s spent this %s, %s held, resets %s%n",
                            budget.get("name"),
                            budget.get("state"),
                            amount(measure, budget, "spent"),
                            amount(measure, budget, "cap"),
                            budget.get("window"),
                            amount(measure, budget, "held"),
                            budget.get("resets_at")));
            if ((long) budget.get("unreported") > 0) {
                text.append(
                        String.format(
                                "  %-24s %s more counts as spent: a crash or a restore left it unreported%n",
                                "", amount(measure, budget, "unreported")));
            }
        }
        return text.toString();
    }

    private static String amount(Measure measure, Map<String, Object> budget, String field) {
        return new Amount(measure, (long) budget.get(field)).format();
    }

    private static String text(Map<String, Object> fields, String name) {
        return (String) fields.get(name);
    }

    @SuppressWarnings("unchecked") // Json.read makes objects of exactly this shape
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // and arrays of exactly this one
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
