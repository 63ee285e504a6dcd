package signalbox.app.simulator;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.form.Sample;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.text.Amounts;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.CallId;
import signalbox.core.simulate.Replay;
import signalbox.core.simulate.Replay.Difference;

/// The replay of a day or a week: how it goes, its figures, and the calls that differ.
final class ReplayCard {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration WEEK = Duration.ofDays(7);

    private final Button day = new Button();
    private final Button week = new Button();
    private final Button cancel = new Button();
    private final ProgressBar progress = new ProgressBar();
    private final Label state = Prose.styled("", "text-muted");
    private final FlowPane figures = new FlowPane(24, 12);
    private final ShortTable<Difference> table = differences();
    private final Node sample =
            Sample.of(
                    new FlowPane(
                            32,
                            12,
                            figure("simulator.figure.calls", "1,204"),
                            figure("simulator.figure.moved", "86"),
                            figure("simulator.figure.refused", "3"),
                            figure("simulator.figure.delta", "−$4.10")));
    private final VBox node;

    ReplayCard(Consumer<Duration> onReplay, Runnable onStop) {
        var title = new Label(Text.of("simulator.section.replay"));
        title.getStyleClass().add("section-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        Describe.button(day, "simulator.replay.day");
        Describe.button(week, "simulator.replay.week");
        Describe.button(cancel, "simulator.replay.cancel");
        day.setOnAction(press -> onReplay.accept(DAY));
        week.setOnAction(press -> onReplay.accept(WEEK));
        cancel.setOnAction(press -> onStop.run());
        for (Node part : new Node[] {cancel, progress, figures, sample}) {
            part.managedProperty().bind(part.visibleProperty());
        }
        var buttons = new FlowPane(8, 8, day, week, cancel);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        HBox.setHgrow(buttons, Priority.ALWAYS);
        var head = new HBox(8, title, buttons);
        head.setAlignment(Pos.CENTER_LEFT);
        progress.setMaxWidth(Double.MAX_VALUE);
        Describe.control(progress, "simulator.replay.progress");
        node = new VBox(10, head, progress, state, figures, sample, table.node());
        node.getStyleClass().add("card");
    }

    Node node() {
        return node;
    }

    void seen(long calls) {
        if (progress.isVisible()) {
            state.setText(Text.of("simulator.replay.seen", calls));
        }
    }

    /// @param ready whether there is a draft to replay under
    void show(SimulatorModel.Replayed now, boolean ready) {
        boolean running = now.state() == SimulatorModel.Replayed.State.RUNNING;
        day.setDisable(running || !ready);
        week.setDisable(running || !ready);
        cancel.setVisible(running);
        progress.setVisible(running);
        Replay result = now.result();
        figures.setVisible(result != null);
        table.show(result == null ? List.of() : result.differences());
        sample.setVisible(now.state() == SimulatorModel.Replayed.State.NONE);
        state.setText(words(now, ready));
        if (result != null) {
            figures(result);
        }
    }

    private static String words(SimulatorModel.Replayed now, boolean ready) {
        return switch (now.state()) {
            case NONE -> Text.of(ready ? "simulator.replay.none" : "simulator.replay.no_draft");
            case RUNNING -> Text.of("simulator.replay.seen", 0);
            case STOPPED -> Text.of("simulator.replay.stopped");
            case FAILED -> ErrorBoundary.sentence(now.failure());
            case DONE -> done(now);
        };
    }

    private static String done(SimulatorModel.Replayed now) {
        Replay replay = now.result();
        String head = Text.of("simulator.replayed", now.span().toHours());
        if (replay.calls() == 0) {
            return Sentences.joined(head, Text.of("simulator.replay.no_calls"));
        }
        String unknown = replay.unknown() == 0 ? "" : Text.of("simulator.replay.unknown", replay.unknown());
        String same = replay.differences().isEmpty() ? Text.of("simulator.replay.same") : "";
        return Sentences.joined(head, same, unknown);
    }

    private void figures(Replay replay) {
        figures.getChildren()
                .setAll(
                        figure("simulator.figure.calls", Amounts.count(replay.calls())),
                        figure("simulator.figure.moved", Amounts.count(replay.moved())),
                        figure("simulator.figure.refused", Amounts.count(replay.refused())),
                        figure("simulator.figure.allowed", Amounts.count(replay.allowed())),
                        figure("simulator.figure.delta", ReplayText.delta(replay.deltaNanos())),
                        figure(
                                "simulator.figure.spend",
                                Text.of(
                                        "simulator.figure.arrow",
                                        Amounts.brief(replay.beforeNanos()),
                                        Amounts.brief(replay.afterNanos()))));
    }

    /// A figure with its name above it.
    static Node figure(String key, String value) {
        var name = new Label(Text.of(key));
        name.getStyleClass().addAll("caption", "text-muted");
        var figure = new Label(value);
        figure.getStyleClass().add("replay-figure");
        var box = new VBox(2, name, figure);
        Describe.read(box, name.getText() + ": " + value);
        return box;
    }

    private static ShortTable<Difference> differences() {
        var zone = ZoneId.systemDefault();
        return new ShortTable<>("simulator.differences", ReplayCard::said)
                .column(
                        "simulator.column.when",
                        one -> Text.of("times.day_clock", Times.day(one.at(), zone), Times.clock(one.at(), zone)),
                        108)
                .column("simulator.column.workload", Difference::workload, 114)
                .column("simulator.column.kind", one -> ReplayText.kind(one.kind()), 62)
                .endings("simulator.column.from", one -> ReplayText.target(one.from()), 140)
                .endings("simulator.column.to", one -> ReplayText.target(one.to()), 140)
                .figures("simulator.column.delta", one -> ReplayText.delta(one.toNanos() - one.fromNanos()), 72);
    }

    private static String said(Difference one) {
        return Text.of(
                "simulator.difference",
                CallId.format(one.id()),
                ReplayText.target(one.from()),
                ReplayText.target(one.to()),
                one.why());
    }
}
