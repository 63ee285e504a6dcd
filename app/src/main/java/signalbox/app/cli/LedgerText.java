package signalbox.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Count;
import signalbox.core.policy.Measure;

/// Answers of the ledger as lines for people, from their JSON. Pure.
final class LedgerText {
    private LedgerText() {}

    static String budget(String json) throws IOException {
        var budget = (Map<?, ?>) Json.read(json);
        Measure measure = Measure.valueOf(((String) budget.get("measure")).toUpperCase(Locale.ROOT));
        var text = new StringBuilder();
        text.append(
                "Budget %s from %s to %s%s\n"
                        .formatted(
                                budget.get("name"),
                                budget.get("window_start"),
                                budget.get("window_end"),
                                budget.get("practice").equals(true) ? ", practice" : ""));
        if (budget.containsKey("spent")) {
            line(text, "spent", measure, budget.get("spent"));
            line(text, "of it in no row yet", measure, budget.get("unrecorded"));
            line(text, "held by " + Count.of((long) budget.get("holds"), "attempt"), measure, budget.get("held"));
            line(text, "unreported", measure, budget.get("unreported"));
            line(text, "cap without lifts", measure, budget.get("cap"));
        }
        line(text, "charged by " + Count.of((long) budget.get("calls"), "call"), measure, budget.get("charged"));
        line(text, "escrow moved", measure, budget.get("escrow_moved"));
        line(text, "lifted", measure, budget.get("lifted"));
        if ((long) budget.get("difference") != 0) {
            line(text, "counter differs by", measure, budget.get("difference"));
        }
        holds(text, measure, budget);
        for (Object item : (List<?>) budget.get("lifts")) {
            var lift = (Map<?, ?>) item;
            text.append(
                    "  %s of %s until %s by %s %s\n"
                            .formatted(
                                    lift.get("kind"),
                                    amount(measure, lift.get("amount")),
                                    lift.get("expires"),
                                    lift.get("actor"),
                                    lift.get("reason")));
        }
        text.append("rows, newest first\n");
        for (Object item : (List<?>) budget.get("rows")) {
            var row = (Map<?, ?>) item;
            text.append(
                    "  %s  %-13s  %-10s  %s\n"
                            .formatted(
                                    row.get("at"),
                                    row.get("call"),
                                    row.get("kind"),
                                    amount(measure, row.get("amount"))));
        }
        return text.toString();
    }

    private static void holds(StringBuilder text, Measure measure, Map<?, ?> budget) {
        for (Object item : (List<?>) budget.get("held_by")) {
            var hold = (Map<?, ?>) item;
            text.append(
                    "  %s holds %s since %s for %s at %s\n"
                            .formatted(
                                    hold.get("call"),
                                    amount(measure, hold.get("amount")),
                                    hold.get("since"),
                                    hold.get("workload"),
                                    hold.get("target")));
        }
        if ((long) budget.get("held_by_more") > 0) {
            text.append(
                    "  and %s more hold %s\n"
                            .formatted(budget.get("held_by_more"), amount(measure, budget.get("held_more"))));
        }
    }

    static String incidents(String json) throws IOException {
        var incidents = (List<?>) Json.read(json);
        return incidents.isEmpty() ? "No incidents.\n" : incidents(incidents);
    }

    static String incidents(List<?> incidents) {
        var text = new StringBuilder();
        for (Object item : incidents) {
            var incident = (Map<?, ?>) item;
            text.append("  %s  %s [%s]\n".formatted(incident.get("at"), incident.get("message"), incident.get("code")));
        }
        return text.toString();
    }

    static String unreviewed(String json) throws IOException {
        var items = (List<?>) Json.read(json);
        if (items.isEmpty()) {
            return "Nothing awaits review.\n";
        }
        var text = new StringBuilder();
        for (Object item : items) {
            var open = (Map<?, ?>) item;
            text.append(
                    "  %s  %s  attempt %s  %s at %s  %s (%s)%s\n"
                            .formatted(
                                    open.get("call"),
                                    open.get("at"),
                                    open.get("attempt"),
                                    open.get("workload"),
                                    open.get("target"),
                                    amount(Measure.MONEY, open.get("cost_nanos")),
                                    open.get("provenance"),
                                    open.get("practice").equals(true) ? ", practice" : ""));
        }
        return text.toString();
    }

    static String reviewed(String json) throws IOException {
        var done = (Map<?, ?>) Json.read(json);
        long added = (long) done.get("added_nanos");
        if (added == 0) {
            return "Reviewed; its cost stays as it is.\n";
        }
        return "Reviewed; %s was %s.\n"
                .formatted(amount(Measure.MONEY, Math.abs(added)), added > 0 ? "added" : "given back");
    }

    private static void line(StringBuilder text, String what, Measure measure, Object units) {
        text.append("  %-24s %s\n".formatted(what, amount(measure, units)));
    }

    /// Corrections may be below 0.
    static String amount(Measure measure, Object units) {
        long number = (long) units;
        return number < 0 ? "-" + new Amount(measure, -number).format() : new Amount(measure, number).format();
    }
}
