package signalbox.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import signalbox.core.past.BadRow;
import signalbox.core.past.PastReport;
import signalbox.core.past.PastReport.Sums;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Count;
import signalbox.core.simulate.PastReplay;

/// What logs of the past say, as lines for people. Pure.
final class AuditText {
    private static final int MOST_SHOWN = 10;

    private AuditText() {}

    static String places(List<Path> found) {
        var text = new StringBuilder();
        if (found.isEmpty()) {
            line(text, "No logs were found where Claude Code and Codex keep theirs.");
        } else {
            line(text, "Logs were found here; nothing was read:");
            found.forEach(place -> line(text, "  %s", place));
        }
        line(text, "Name what to read: signalbox audit FILE|DIR...");
        return text.toString();
    }

    static String of(PastReport report) {
        var text = new StringBuilder();
        Sums total = report.total();
        line(text, "Since %s", report.from());
        line(
                text,
                "files   %,d, with %,d %s of a day",
                report.files(),
                total.entries(),
                total.entries() == 1 ? "call or sum" : "calls or sums");
        line(text, "spent   %s, as the logs state it, else at list price", dollars(total.spent()));
        line(text, "stated  %s for %,d of them", dollars(total.stated()), total.statedEntries());
        line(
                text,
                "list    %s for %,d of them, by the prices of %s",
                dollars(total.computed()),
                total.entries() - total.unpriced(),
                report.pricesOf());
        line(
                text,
                "tokens  %,d input, %,d read from caches, %,d written into caches, %,d output",
                total.input(),
                total.cacheRead(),
                total.cacheWrite(),
                total.output());
        models(text, report);
        unpriced(text, report);
        rows(text, report);
        files(text, "Not known as a log", report.unknown(), report.unknownFiles());
        files(text, "Could not be read, or not to its end", report.unreadable(), report.unreadableFiles());
        report.under().ifPresent(under -> under(text, under));
        line(
                text,
                "Such logs have no prompt text, so no PII class, and no output limit: a policy could have refused more."
                        + " Where a subscription paid, list price is what was not paid.");
        return text.toString();
    }

    private static void models(StringBuilder text, PastReport report) {
        for (PastReport.Line line : report.models()) {
            Sums sums = line.sums();
            line(
                    text,
                    "  %s: %s, %,d %s",
                    name(line),
                    sums.open() == sums.entries()
                            ? "cost not known"
                            : "%s for %,d of %,d"
                                    .formatted(dollars(sums.spent()), sums.entries() - sums.open(), sums.entries()),
                    sums.tokens(),
                    Count.word(sums.tokens(), "token"));
        }
    }

    private static void unpriced(StringBuilder text, PastReport report) {
        if (report.total().unpriced() == 0) {
            return;
        }
        line(text, "Without a known list price, %,d of them; never counted as free:", report.total().unpriced());
        for (PastReport.Line line : report.models()) {
            if (line.sums().unpriced() > 0) {
                line(text, "  %s: %,d", name(line), line.sums().unpriced());
            }
        }
    }

    private static void rows(StringBuilder text, PastReport report) {
        if (report.bad() > 0) {
            line(
                    text,
                    "Could not be read, and stand in no sum: %,d of %,d %s",
                    report.bad(),
                    report.rows(),
                    Count.word(report.rows(), "row"));
            List<BadRow> shown = report.badRows().subList(0, Math.min(MOST_SHOWN, report.badRows().size()));
            shown.forEach(row -> line(text, "  %s:%d: %s", row.file(), row.line(), row.why()));
            more(text, report.bad() - shown.size());
        }
        if (report.duplicates() > 0) {
            line(text, "Came again and counted once: %,d", report.duplicates());
        }
        if (report.outside() > 0) {
            line(text, "Outside that time: %,d", report.outside());
        }
        if (report.routed() > 0) {
            line(text, "Went through Signalbox and stand in its ledger: %,d", report.routed());
        }
    }

    private static void files(StringBuilder text, String what, List<Path> named, long all) {
        if (all > 0) {
            line(text, "%s: %,d", what, all);
            List<Path> shown = named.subList(0, Math.min(MOST_SHOWN, named.size()));
            shown.forEach(file -> line(text, "  %s", file));
            more(text, all - shown.size());
        }
    }

    private static void more(StringBuilder text, long left) {
        if (left > 0) {
            line(text, "  and %,d more", left);
        }
    }

    private static void under(StringBuilder text, PastReport.Under under) {
        PastReplay.Result result = under.result();
        line(
                text,
                "As %s: served %,d, for %s instead of %s; refused %,d, which cost %s",
                under.workload(),
                result.served(),
                dollars(result.servedNanos()),
                dollars(result.servedSpent()),
                result.refused(),
                dollars(result.refusedSpent()));
        result.targets()
                .forEach((target, served) ->
                        line(text, "  %s: %,d, %s", target, served.calls(), dollars(served.nanos())));
        result.refusals()
                .forEach((rule, refused) -> line(text, "  %s: %,d (%s)", rule, refused.calls(), refused.example()));
        if (under.left() > 0) {
            line(text, "  not asked about, being sums or of unknown cost, or too many: %,d", under.left());
        }
    }

    private static String name(PastReport.Line line) {
        String model = line.model().isEmpty() ? "no model named" : line.model();
        return line.tool() + " " + (line.vendor().isEmpty() ? model : line.vendor() + "/" + model);
    }

    private static String dollars(long nanos) {
        return Amount.money(nanos).format();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
