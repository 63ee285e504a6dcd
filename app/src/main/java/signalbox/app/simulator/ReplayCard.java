package signalbox.app.simulator;

import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.CallId;
import signalbox.core.simulate.Replay;
import signalbox.core.simulate.Replay.Difference;

/// The replay of a day or a week: how it goes, its figures, and the calls that differ.
final class ReplayCard {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final double ROW = 28;
    private static final int MOST_ROWS = 10;

    private final Button day = new Button();
    private final Button week = new Button();
    private final Button cancel = new Button();
    private final ProgressBar progress = new ProgressBar();
    private final Label state = PathView.wrapped("", "text-muted");
    private final FlowPane figures = new FlowPane(24, 12);
    private final TableView<Difference> table = new TableView<>();
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
        for (Node part : new Node[] {cancel, progress, figures, table}) {
            part.managedProperty().bind(part.visibleProperty());
        }
        var buttons = new FlowPane(8, 8, day, week, cancel);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        HBox.setHgrow(buttons, Priority.ALWAYS);
        var head = new HBox(8, title, buttons);
        head.setAlignment(Pos.CENTER_LEFT);
        progress.setMaxWidth(Double.MAX_VALUE);
        Describe.control(progress, "simulator.replay.progress");
        columns();
        node = new VBox(10, head, progress, state, figures, table);
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
        table.setVisible(result != null && !result.differences().isEmpty());
        state.setText(words(now, ready));
        if (result != null) {
            figures(result);
            table.getItems().setAll(result.differences());
            double height = 34 + ROW * Math.clamp(result.differences().size(), 1, MOST_ROWS);
            table.setMinHeight(height);
            table.setPrefHeight(height);
        }
    }

    private static String words(SimulatorModel.Replayed now, boolean ready) {
        return switch (now.state()) {
            case NONE -> Text.of(ready ? "simulator.replay.none" : "simulator.replay.no_draft");
            case RUNNING -> Text.of("simulator.replay.seen", 0);
            case STOPPED -> Text.of("simulator.replay.stopped");
            case FAILED ->
                    now.failure() instanceof IllegalStateException && now.failure().getMessage() != null
                            ? now.failure().getMessage()
                            : ErrorBoundary.sentence(now.failure());
            case DONE -> done(now);
        };
    }

    private static String done(SimulatorModel.Replayed now) {
        Replay replay = now.result();
        String head = Text.of("simulator.replayed", now.span().toHours());
        if (replay.calls() == 0) {
            return head + " " + Text.of("simulator.replay.no_calls");
        }
        String unknown = replay.unknown() == 0 ? "" : " " + Text.of("simulator.replay.unknown", replay.unknown());
        String same = replay.differences().isEmpty() ? " " + Text.of("simulator.replay.same") : "";
        return head + same + unknown;
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

    private static Node figure(String key, String value) {
        var name = new Label(Text.of(key));
        name.getStyleClass().addAll("caption", "text-muted");
        var figure = new Label(value);
        figure.getStyleClass().add("replay-figure");
        var box = new VBox(2, name, figure);
        Describe.read(box, name.getText() + ": " + value);
        return box;
    }

    private void columns() {
        table.setFixedCellSize(ROW);
        table.getStyleClass().add("replay-table");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Describe.control(table, "simulator.differences");
        var zone = ZoneId.systemDefault();
        add("when", one -> Times.day(one.at(), zone) + ", " + Times.clock(one.at(), zone), 104);
        add("workload", Difference::workload, 96);
        add("kind", one -> ReplayText.kind(one.kind()), 88);
        add("from", one -> ReplayText.target(one.from()), 110);
        add("to", one -> ReplayText.target(one.to()), 110);
        add("delta", one -> ReplayText.delta(one.toNanos() - one.fromNanos()), 70).getStyleClass().add("number");
    }

    private TableColumn<Difference, Difference> add(String key, Function<Difference, String> words, double least) {
        var column = new TableColumn<Difference, Difference>(Text.of("simulator.column." + key));
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(least);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(of -> new Cell(words));
        table.getColumns().add(column);
        return column;
    }

    private static final class Cell extends TableCell<Difference, Difference> {
        private final Function<Difference, String> words;

        Cell(Function<Difference, String> words) {
            this.words = words;
            var tip = new Tooltip();
            tip.setWrapText(true);
            tip.setMaxWidth(420);
            tip.setOnShowing(showing -> tip.setText(getItem() == null ? "" : tip(getItem())));
            setTooltip(tip);
        }

        private static String tip(Difference one) {
            return Text.of(
                    "simulator.difference",
                    CallId.format(one.id()),
                    ReplayText.target(one.from()),
                    ReplayText.target(one.to()),
                    one.why());
        }

        @Override
        protected void updateItem(Difference one, boolean empty) {
            super.updateItem(one, empty);
            setText(empty ? null : words.apply(one));
        }
    }
}
