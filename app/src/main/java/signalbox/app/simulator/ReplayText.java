package signalbox.app.simulator;

import java.time.Instant;
import java.util.Locale;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.ledger.CallId;
import signalbox.core.plan.Plan;
import signalbox.core.plan.Step;
import signalbox.core.simulate.Replay;

/// What was found out, as plain text for a ticket. Pure.
final class ReplayText {
    private ReplayText() {}

    /// @param paths null when no call was asked about
    /// @param logs of other tools, whose report is null when none were read
    static String of(Instant now, long version, Paths paths, SimulatorModel.Replayed replay, PastModel.Read logs) {
        var text = new StringBuilder(Text.of("simulator.text.head", now.toString(), Long.toString(version)));
        text.append("\n");
        if (paths != null) {
            text.append("\n").append(Text.of("simulator.text.call", paths.facts().workload())).append("\n");
            path(text, Text.of("simulator.section.current"), paths.current());
            if (paths.draft() != null) {
                path(text, Text.of("simulator.section.under_draft"), paths.draft());
            }
        }
        if (replay.result() != null) {
            replay(text, replay);
        }
        if (logs.report() != null) {
            text.append("\n").append(PastText.of(logs));
        }
        return text.toString();
    }

    private static void path(StringBuilder text, String heading, Plan plan) {
        text.append("\n").append(heading).append(": ").append(PathView.outcome(plan)).append("\n");
        for (Step step : plan.steps()) {
            text.append(
                    "  %-8s %s: %s (%s)\n"
                            .formatted(
                                    step.verdict().name().toLowerCase(Locale.ROOT),
                                    step.subject(),
                                    step.detail(),
                                    step.rule()));
        }
    }

    private static void replay(StringBuilder text, SimulatorModel.Replayed done) {
        Replay replay = done.result();
        text.append("\n").append(Text.of("simulator.replayed", done.span().toHours())).append("\n");
        text.append(summary(replay)).append("\n");
        for (Replay.Difference one : replay.differences()) {
            text.append(
                    "  %s %s %s: %s → %s, %s (%s)\n"
                            .formatted(
                                    CallId.format(one.id()),
                                    one.workload(),
                                    kind(one.kind()),
                                    target(one.from()),
                                    target(one.to()),
                                    delta(one.toNanos() - one.fromNanos()),
                                    one.why()));
        }
    }

    static String summary(Replay replay) {
        return Text.of(
                "simulator.summary",
                replay.calls(),
                replay.moved(),
                replay.refused(),
                replay.allowed(),
                delta(replay.deltaNanos()));
    }

    static String kind(Replay.Kind kind) {
        return Text.of("simulator.kind." + kind.name().toLowerCase(Locale.ROOT));
    }

    static String target(String name) {
        return name.isEmpty() ? Text.of("simulator.nowhere") : name;
    }

    /// A difference with its sign.
    static String delta(long nanos) {
        return nanos > 0 ? "+" + Amounts.money(nanos) : Amounts.money(nanos);
    }
}
