package signalbox.app.halted;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import signalbox.app.text.Amounts;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;

/// The sentences about a halt, the same in toast, banner and tray.
public final class HaltWords {
    private HaltWords() {}

    /// `nightly-etl is halted`.
    public static String title(Halt halt) {
        return switch (halt.status().budget().scope()) {
            case Scope.OfWorkload(String name) -> Text.of("halted.title", name);
            case Scope.Everything() -> Text.of("halted.title.everything");
            case Scope.OfKey(String name) -> Text.of("halted.title.key", name);
            case Scope.OfTeam(String tag) -> Text.of("halted.title.team", tag);
            case Scope.OfProvider(String name) -> Text.of("halted.title.provider", name);
            case Scope.OfModel(String provider, String model) -> Text.of("halted.title.model", provider, model);
        };
    }

    /// `It reached its $25 daily cap at 14:02. 37 calls were refused. Resets in 9 h 58 min, at midnight UTC.`
    public static String sentence(Halt halt, Instant now) {
        BudgetStatus status = halt.status();
        var zone = status.budget().zone();
        String cap = Amounts.units(status.budget().measure(), status.cap());
        String window = Text.of("window." + status.budget().window().name().toLowerCase(Locale.ROOT));
        String at = status.haltedSince() == null ? "" : Times.clock(status.haltedSince(), zone);
        return Sentences.joined(
                Text.of("halted.sentence", cap, window, at),
                Text.of("halted.refused", status.refused()),
                Text.of(
                        "halted.resets",
                        Times.span(Duration.between(now, status.windowEnd())),
                        Times.until(status.windowEnd(), now, zone)));
    }

    /// `At this pace it needs ≈ $33 today.`; empty when it is too early to say.
    static String forecast(Halt halt) {
        var budget = halt.status().budget();
        return halt.forecast().isEmpty()
                ? ""
                : Text.of(
                        "halted.forecast",
                        "≈ " + Amounts.units(budget.measure(), rounded(halt)),
                        Text.of("window.this." + budget.window().name().toLowerCase(Locale.ROOT)));
    }

    /// `Unusual: 5.2× the normal spend, 96 % of calls from etl-runner.`; empty when it is usual.
    static String unusual(Halt halt) {
        var story = halt.story();
        if (!story.unusual()) {
            return "";
        }
        int tenths = story.tenthsOfUsual();
        return Text.of(
                "halted.unusual",
                tenths < 100 ? tenths / 10 + "." + tenths % 10 : Integer.toString(tenths / 10),
                story.callerPercent(),
                story.topCaller());
    }

    /// `Mostly etl-runner on gpt-5.4-mini.`; empty when nobody called.
    static String who(Halt halt) {
        var story = halt.story();
        if (story.topCaller().isEmpty()) {
            return "";
        }
        return story.topModel().isEmpty()
                ? Text.of("halted.who.caller", story.topCaller())
                : Text.of("halted.who", story.topCaller(), story.topModel());
    }

    /// `Unlock for today`.
    public static String unlock(Halt halt) {
        return Text.of("halted.unlock." + halt.status().budget().window().name().toLowerCase(Locale.ROOT));
    }

    /// `Raise to $35 until midnight UTC`.
    public static String raise(Halt halt, long ceiling, Instant now) {
        var budget = halt.status().budget();
        return Text.of(
                "halted.raise",
                Amounts.units(budget.measure(), ceiling),
                Times.until(halt.status().windowEnd(), now, budget.zone()));
    }

    /// `Unlocking lets up to $10 more through until midnight UTC.`
    static String effect(Halt halt, Instant now) {
        var budget = halt.status().budget();
        return Text.of(
                "halted.effect",
                Amounts.units(budget.measure(), Math.max(0, halt.suggested() - halt.status().spent())),
                Times.until(halt.status().windowEnd(), now, budget.zone()));
    }

    /// `nightly-etl is running again, up to $35.`
    public static String running(HaltModel.Lifted lifted) {
        var halt = lifted.halt();
        return Text.of(
                "halted.running", halt.workload(), Amounts.units(halt.status().budget().measure(), lifted.ceiling()));
    }

    /// A forecast is no better than its first digits: whole dollars above ten, cents below.
    private static long rounded(Halt halt) {
        long units = halt.forecast().getAsLong();
        if (halt.status().budget().measure() != Measure.MONEY) {
            return units;
        }
        long step = units > 10 * Amounts.DOLLAR ? Amounts.DOLLAR : Amounts.DOLLAR / 100;
        return units / step * step;
    }
}
