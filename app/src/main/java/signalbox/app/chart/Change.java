package signalbox.app.chart;

import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// An amount against the one of the period before. Pure.
public final class Change {
    private static final long MOST_PERCENT = 999;

    private Change() {}

    /// `+6 %`, `−100 %`, `new` where there was nothing, `same`.
    public static String percent(long now, long before) {
        if (before == 0) {
            return now == 0 ? Amounts.NOTHING : Text.of("overview.new");
        }
        long percent = Math.round((now - before) * 100.0 / before);
        if (percent == 0) {
            return Text.of("overview.same");
        }
        long size = Math.abs(percent);
        return (percent > 0 ? "+" : "−") + (size > MOST_PERCENT ? ">" + MOST_PERCENT : Long.toString(size)) + " %";
    }

    /// `+$4.20`, `−$12.00`, `—` for none.
    public static String money(long now, long before) {
        return (now > before ? "+" : "") + Amounts.money(now - before);
    }

    /// `+$4.20, +6 %`; `same` for none.
    public static String words(long now, long before) {
        return now == before
                ? Text.of("overview.same")
                : Text.of("chart.change", money(now, before), percent(now, before));
    }

    static Sheet.Cell moneyCell(long now, long before) {
        return new Sheet.Cell(money(now, before), Amounts.plain(now - before));
    }

    /// A plain percentage has one decimal; there is none of nothing.
    static Sheet.Cell percentCell(long now, long before) {
        return new Sheet.Cell(
                percent(now, before),
                before == 0 ? "" : Double.toString(Math.round((now - before) * 1_000.0 / before) / 10.0));
    }
}
