package signalbox.app.overview;

import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.chart.SpendChart;
import signalbox.app.chart.Stacked;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.form.Sample;
import signalbox.app.shell.Destination;
import signalbox.app.shell.FirstCall;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Route;
import signalbox.app.shell.Serving;
import signalbox.app.shell.Tools;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.Router;

/// What stands here before the first call: how to make it, and the pale shape of what will appear.
final class FirstSteps {
    private final Tools tools;
    private final OverviewModel model;
    private final Label title = new Label();
    private final Label result = new Label();
    private final TextArea snippet = snippet();
    private final VBox call = new VBox(12);
    private final VBox none = new VBox(12);
    private final VBox node;

    FirstSteps(Tools tools, OverviewModel model) {
        this.tools = tools;
        this.model = model;
        result.setWrapText(true);
        result.managedProperty().bind(result.textProperty().isNotEmpty());
        node = new VBox(24, steps(), sample());
        refresh();
    }

    /// Keeps to the workloads and the address that there are now, and says when nothing listens there.
    void refresh() {
        var status = tools.serving().status();
        boolean serves = status.state() == Serving.State.SERVING;
        title.setText(serves ? Text.of("overview.empty.title", status.address()) : Text.of("overview.empty.silent"));
        var first = FirstCall.at(status.baseUrl(), tools.router().policy());
        first.map(FirstCall::curl).filter(curl -> !curl.equals(snippet.getText())).ifPresent(snippet::setText);
        call.setVisible(first.isPresent());
        none.setVisible(first.isEmpty());
    }

    Node node() {
        return node;
    }

    private Node steps() {
        title.getStyleClass().add("section-title");
        var sentence = new Label(Text.of("overview.empty.sentence"));
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        call.getChildren().addAll(sentence, snippet, buttons(), result);
        none.getChildren().addAll(Prose.body(Text.of("first_call.none")), newWorkload());
        for (VBox either : List.of(call, none)) {
            either.managedProperty().bind(either.visibleProperty());
        }
        var card = new VBox(12, title, call, none);
        if (tools.navigator().reaches(Destination.SIMULATOR)) {
            card.getChildren().add(past());
        }
        card.getStyleClass().add("card");
        return card;
    }

    /// Whoever spent before Signalbox can see that at once.
    private Node past() {
        var question = new Label(Text.of("overview.empty.past"));
        question.getStyleClass().add("text-muted");
        question.setWrapText(true);
        question.setMinHeight(Region.USE_PREF_SIZE);
        var read = new Button(null, Icons.of(Feather.CLOCK));
        Describe.button(read, "overview.empty.past.go");
        read.setMinWidth(Region.USE_PREF_SIZE);
        read.setOnAction(press -> tools.navigator().go(new Route.PastLogs()));
        var row = new HBox(12, read, question);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Button newWorkload() {
        var make = new Button();
        Describe.button(make, "workloads.new");
        make.getStyleClass().add("accent");
        make.setOnAction(press -> tools.navigator().go(Destination.WORKLOADS));
        return make;
    }

    private static TextArea snippet() {
        var text = new TextArea();
        text.setEditable(false);
        text.setPrefRowCount(5);
        text.setMinHeight(118);
        text.getStyleClass().addAll("mono", "snippet");
        Describe.control(text, "overview.empty.snippet");
        return text;
    }

    private Node buttons() {
        var test = new Button();
        Describe.button(test, "overview.empty.test");
        test.getStyleClass().add("accent");
        test.setOnAction(press -> {
            test.setDisable(true);
            model.sendTest(
                    answer -> say(test, words(answer)),
                    failure -> {
                        test.setDisable(false);
                        tools.toasts().fail(failure);
                    });
        });
        var copy = new Button(null, Icons.of(Feather.COPY));
        Describe.button(copy, "overview.empty.copy");
        copy.setOnAction(press -> tools.desk().copy(snippet.getText()));
        var row = new HBox(8, test, copy);
        if (tools.navigator().reaches(Destination.CONNECT)) {
            var connect = new Button();
            Describe.button(connect, "overview.empty.connect");
            connect.setOnAction(press -> tools.navigator().go(Destination.CONNECT));
            row.getChildren().add(connect);
        }
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void say(Button test, String words) {
        test.setDisable(false);
        result.setText(words);
    }

    private static String words(Router.ProviderTest answer) {
        return answer.ok()
                ? Text.of("overview.empty.answered", Times.latency(answer.latency()), Amounts.money(answer.costNanos()))
                : Text.of("overview.empty.failed", answer.status(), answer.message());
    }

    private static Node sample() {
        var heights = List.of(4L, 6L, 5L, 8L, 3L, 2L, 7L, 9L, 6L, 8L, 10L, 4L, 5L, 7L);
        var buckets = IntStream.range(0, heights.size()).mapToObj(i -> new Stacked.Bucket("", "", "")).toList();
        var chart = new SpendChart();
        chart.show(
                new Stacked(
                        buckets,
                        List.of(
                                new Stacked.Series(
                                        "", 0, heights.stream().map(one -> one * Amounts.DOLLAR).toList(), 0)),
                        List.of()));
        Describe.read(chart, Text.of("overview.empty.sample"));
        return Sample.of(Text.of("overview.empty.sample"), chart);
    }
}
