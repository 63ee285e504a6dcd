package signalbox.app.requests;

import atlantafx.base.controls.Spacer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Icons;
import signalbox.app.shell.StepRow;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;

/// One call, whole: the decision first, then the money, the time and the request.
final class DetailPane {
    private final Label id = new Label();
    private final Label outcome = new Label();
    private final Label practice = new Label(Text.of("requests.practice"));
    private final TabPane tabs = new TabPane();
    private final Tab decision = tab("decision");
    private final Tab money = tab("money");
    private final Tab timing = tab("timing");
    private final Tab request = tab("request");
    private final FlowPane actions = new FlowPane(8, 8);
    private final VBox node;

    DetailPane(List<Button> buttons, Runnable onClose) {
        id.getStyleClass().add("mono");
        practice.getStyleClass().addAll("pill", "practice");
        var close = new Button(null, Icons.of(Feather.X));
        close.getStyleClass().addAll("flat", "button-icon", "small");
        Describe.icon(close, "requests.details.close");
        close.setOnAction(press -> onClose.run());
        var top = new HBox(8, id, outcome, practice, new Spacer(), close);
        top.setAlignment(Pos.CENTER_LEFT);
        actions.getChildren().addAll(buttons);
        tabs.getTabs().addAll(List.of(decision, money, timing, request));
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        Describe.control(tabs, "requests.details");
        VBox.setVgrow(tabs, Priority.ALWAYS);
        node = new VBox(8, top, actions, tabs);
        node.getStyleClass().add("request-details");
        node.setMinWidth(300);
        node.setMinHeight(200);
    }

    Node node() {
        return node;
    }

    void show(Details details) {
        CallRow row = details.row();
        id.setText(CallId.format(row.id()));
        outcome.setText(RequestWords.outcome(row));
        outcome.getStyleClass().setAll("label", "pill", RequestWords.style(row));
        practice.setVisible(row.practice());
        practice.setManaged(row.practice());
        decision.setContent(scrolling(path(row)));
        money.setContent(scrolling(MoneyTab.of(details)));
        timing.setContent(scrolling(timing(row)));
        request.setContent(scrolling(request(row, details.barred().isEmpty())));
    }

    private static Tab tab(String key) {
        return new Tab(Text.of("requests.tab." + key));
    }

    private static ScrollPane scrolling(Region content) {
        content.getStyleClass().add("request-tab");
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
        return scroll;
    }

    /// The steps as a vertical path.
    private static Region path(CallRow row) {
        var path = new VBox(10);
        row.steps().forEach(step -> path.getChildren().add(StepRow.of(step)));
        if (!row.code().isEmpty()) {
            path.getChildren()
                    .add(Prose.styled(Text.of("requests.client_got", row.httpStatus(), row.code()), "strong"));
        }
        return path;
    }

    private static Region timing(CallRow row) {
        var zone = ZoneId.systemDefault();
        var grid = grid();
        int at = row(grid, 0, Text.of("requests.timing.arrived"), Times.full(row.at(), zone));
        if (row.firstByte() != null) {
            at = row(grid, at, Text.of("requests.timing.first"), Times.latency(row.firstByte()));
        }
        at = row(grid, at, Text.of("requests.timing.total"), Times.latency(row.total()));
        var box = new VBox(16, grid);
        if (row.firstByte() != null) {
            box.getChildren().addFirst(new TimeBar(row.firstByte(), row.total()).node());
        }
        for (AttemptRow attempt : row.attempts()) {
            box.getChildren().add(attempt(attempt));
        }
        return box;
    }

    private static Node attempt(AttemptRow attempt) {
        String status =
                attempt.error().isEmpty()
                        ? Text.of("requests.timing.status", attempt.status())
                        : Text.of("requests.timing.error", attempt.status(), attempt.error());
        return new VBox(
                2,
                Prose.styled(attempt.provider() + "/" + attempt.model(), "strong"),
                Prose.body(Text.of("requests.timing.attempt", status, Times.latency(attempt.duration()))));
    }

    private static Region request(CallRow row, boolean kept) {
        var grid = grid();
        var facts = new ArrayList<String[]>();
        facts.add(new String[] {"workload", row.workload()});
        facts.add(new String[] {"key", row.key()});
        facts.add(new String[] {"asked", row.askedModel().isEmpty() ? Amounts.NOTHING : row.askedModel()});
        facts.add(new String[] {"wire", row.wire().id()});
        facts.add(new String[] {"pii", Text.of("word." + row.pii().name().toLowerCase(Locale.ROOT))});
        facts.add(new String[] {"stream", Text.of(row.stream() ? "requests.yes" : "requests.no")});
        facts.add(new String[] {"status", Integer.toString(row.httpStatus())});
        int at = 0;
        for (String[] fact : facts) {
            at = row(grid, at, Text.of("requests.request." + fact[0]), fact[1]);
        }
        return new VBox(16, grid, Prose.muted(Text.of(kept ? "requests.kept" : "requests.not_stored")));
    }

    private static GridPane grid() {
        var grid = new GridPane(16, 6);
        grid.getStyleClass().add("facts");
        return grid;
    }

    private static int row(GridPane grid, int at, String... words) {
        for (int column = 0; column < words.length; column++) {
            var label = new Label(words[column]);
            label.getStyleClass().add(column == 0 ? "text-muted" : "fact");
            grid.add(label, column, at);
        }
        return at + 1;
    }

    /// Waiting for the first byte, then the rest, to scale.
    private record TimeBar(Duration first, Duration total) {
        Node node() {
            double share = total.isZero() ? 0 : (double) first.toNanos() / total.toNanos();
            var waiting = part("time-waiting");
            var rest = part("time-rest");
            var bar = new HBox(waiting, rest);
            waiting.prefWidthProperty().bind(bar.widthProperty().multiply(Math.clamp(share, 0, 1)));
            HBox.setHgrow(rest, Priority.ALWAYS);
            bar.getStyleClass().add("time-bar");
            Describe.read(bar, Text.of("requests.latency.tip", Times.latency(first)));
            return bar;
        }

        private static Region part(String style) {
            var part = new Region();
            part.getStyleClass().add(style);
            return part;
        }
    }
}
