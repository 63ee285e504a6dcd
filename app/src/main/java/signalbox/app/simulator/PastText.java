package signalbox.app.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import signalbox.app.text.Amounts;
import signalbox.app.text.Csv;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.past.PastReport;
import signalbox.core.past.PastReport.Line;
import signalbox.core.past.PastReport.Sums;

/// What logs of the past say, in words, as a text for a ticket, and as rows for a spreadsheet. Pure.
final class PastText {
    private PastText() {}

    /// What a policy would have done with some of the calls.
    ///
    /// @param what the target, or the rule that refuses
    /// @param spent what they cost
    /// @param nanos what they would have cost; 0 when refused
    /// @param told what a refused app would have read; empty when served
    record Would(String what, boolean refused, long calls, long spent, long nanos, String told) {}

    static List<Would> would(PastReport.Under under) {
        var rows = new ArrayList<Would>();
        under.result()
                .targets()
                .forEach(
                        (target, one) -> rows.add(new Would(target, false, one.calls(), one.spent(), one.nanos(), "")));
        under.result()
                .refusals()
                .forEach((rule, one) ->
                        rows.add(
                                new Would(
                                        Text.of("simulator.logs.refused", rule),
                                        true,
                                        one.calls(),
                                        one.spent(),
                                        0,
                                        Sentences.of(one.example()))));
        return rows;
    }

    /// One line: how much was read, and at which prices.
    static String head(PastModel.Read read) {
        PastReport report = read.report();
        if (report.files() == 0) {
            boolean nothing = report.unknownFiles() == 0 && report.unreadableFiles() == 0;
            return Text.of(nothing ? "simulator.logs.no_files" : "simulator.logs.unknown");
        }
        int days = read.asked().days();
        String period =
                days == PastModel.EVER ? Text.of("simulator.logs.ever") : Text.of("simulator.logs.within", days);
        return report.total().entries() > 0
                ? Text.of("simulator.logs.done", report.files(), period, report.pricesOf())
                : Text.of("simulator.logs.no_calls", report.files(), period);
    }

    /// What was left out and why, a sentence each; empty ones are not there.
    static List<String> notes(PastReport report) {
        var notes = new ArrayList<String>();
        note(notes, "simulator.logs.open", report.total().open());
        note(notes, "simulator.logs.duplicates", report.duplicates());
        note(notes, "simulator.logs.outside", report.outside());
        note(notes, "simulator.logs.routed", report.routed());
        report.under().ifPresent(under -> note(notes, "simulator.logs.left", under.left()));
        return notes;
    }

    private static void note(List<String> notes, String key, long count) {
        if (count > 0) {
            notes.add(Text.of(key, count));
        }
    }

    /// What could not be read, a line each with its reason.
    static List<String> unread(PastReport report) {
        var lines = new ArrayList<String>();
        report.unreadable().forEach(file -> lines.add(Text.of("simulator.logs.unreadable", file)));
        report.badRows()
                .forEach(row ->
                        lines.add(Text.of("simulator.logs.bad_row", row.file(), Long.toString(row.line()), row.why())));
        report.unknown().forEach(file -> lines.add(Text.of("simulator.logs.not_known", file)));
        return lines;
    }

    static long unreadCount(PastReport report) {
        return report.unreadableFiles() + report.bad() + report.unknownFiles();
    }

    static String model(Line line) {
        String model = line.model().isEmpty() ? Text.of("simulator.logs.no_model") : line.model();
        return line.vendor().isEmpty() ? model : line.vendor() + "/" + model;
    }

    /// Money that is known; what is not known is never nothing.
    static String spent(Sums sums) {
        return sums.open() == sums.entries() ? Text.of("simulator.logs.not_priced") : Amounts.money(sums.spent());
    }

    static String listed(Sums sums) {
        return sums.unpriced() == sums.entries()
                ? Text.of("simulator.logs.not_priced")
                : Amounts.money(sums.computed());
    }

    /// The sums of a row, whole.
    static String tip(Line line) {
        Sums sums = line.sums();
        return Text.of(
                "simulator.logs.tip",
                line.tool(),
                model(line),
                Amounts.count(sums.input()),
                Amounts.count(sums.cacheRead()),
                Amounts.count(sums.cacheWrite()),
                Amounts.count(sums.output()));
    }

    /// Everything that is shown, and every line of what could not be read.
    static String of(PastModel.Read read) {
        PastReport report = read.report();
        var text = new StringBuilder(Text.of("simulator.section.logs")).append('\n').append(head(read)).append('\n');
        if (report.total().entries() > 0) {
            text.append(
                            Text.of(
                                    "simulator.logs.text.total",
                                    spent(report.total()),
                                    listed(report.total()),
                                    Amounts.count(report.total().entries())))
                    .append('\n');
            lines(text, "simulator.logs.by.model", report.models(), line -> line.tool() + " " + model(line));
            lines(text, "simulator.logs.by.tool", report.tools(), Line::tool);
            lines(text, "simulator.logs.by.day", report.days(), line -> line.day().toString());
            report.under().ifPresent(under -> under(text, under));
        }
        block(text, notes(report));
        List<String> unread = unread(report);
        if (!unread.isEmpty()) {
            text.append('\n').append(Text.of("simulator.logs.unread", unreadCount(report)));
            block(text, unread);
        }
        return text.append('\n').append(Text.of("simulator.logs.limits")).append('\n').toString();
    }

    private static void lines(StringBuilder text, String key, List<Line> lines, Function<Line, String> name) {
        text.append('\n').append(Text.of(key)).append('\n');
        for (Line line : lines) {
            Sums sums = line.sums();
            text.append(
                    "  %s: %s, %s, %s\n"
                            .formatted(
                                    name.apply(line),
                                    spent(sums),
                                    Text.of("simulator.logs.text.calls", sums.entries()),
                                    Text.of("simulator.logs.text.tokens", Amounts.count(sums.tokens()))));
        }
    }

    private static void under(StringBuilder text, PastReport.Under under) {
        text.append('\n').append(summary(under)).append('\n');
        for (Would one : would(under)) {
            String calls = Text.of("simulator.logs.text.calls", one.calls());
            String cost =
                    one.refused()
                            ? Amounts.money(one.spent())
                            : Text.of("simulator.figure.arrow", Amounts.money(one.spent()), Amounts.money(one.nanos()));
            text.append("  %s: %s, %s %s\n".formatted(one.what(), calls, cost, one.told()).replace(" \n", "\n"));
        }
    }

    static String summary(PastReport.Under under) {
        var result = under.result();
        return Text.of(
                "simulator.logs.under",
                under.workload(),
                result.served(),
                Amounts.money(result.servedNanos()),
                Amounts.money(result.servedSpent()),
                result.refused(),
                Amounts.money(result.refusedSpent()));
    }

    private static void block(StringBuilder text, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(String.join("\n", lines)).append('\n');
        }
    }

    /// A row for each day, tool and model; amounts in dollars, empty when nothing of the row has one.
    static String csv(PastReport report) {
        var text =
                new StringBuilder(
                        "day,tool,vendor,model,calls,entries,input,cache_read,cache_write,output,"
                                + "spent_usd,list_usd,stated_usd,unknown_cost\r\n");
        for (Line line : report.lines()) {
            Sums sums = line.sums();
            text.append(
                    Csv.row(
                            line.day().toString(),
                            line.tool(),
                            line.vendor(),
                            line.model(),
                            Long.toString(sums.calls()),
                            Long.toString(sums.entries()),
                            Long.toString(sums.input()),
                            Long.toString(sums.cacheRead()),
                            Long.toString(sums.cacheWrite()),
                            Long.toString(sums.output()),
                            sums.open() == sums.entries() ? "" : Amounts.plain(sums.spent()),
                            sums.unpriced() == sums.entries() ? "" : Amounts.plain(sums.computed()),
                            sums.statedEntries() == 0 ? "" : Amounts.plain(sums.stated()),
                            Long.toString(sums.open())));
        }
        return text.toString();
    }
}
