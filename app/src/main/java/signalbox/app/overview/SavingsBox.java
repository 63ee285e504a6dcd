package signalbox.app.overview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.shell.Tools;
import signalbox.app.text.Amounts;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.Savings;

/// What was paid and saved in the last 30 days, in a box: in sum, by workload, and what the routes of observed
/// workloads would have cost. Asked for by a button, since it reads every row. FX thread; the ledger is read in the
/// background.
final class SavingsBox {
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final double WIDTH = 620;
    private static final double MOST_HEIGHT = 420;

    private final Tools tools;

    SavingsBox(Tools tools) {
        this.tools = tools;
    }

    /// @param practice whether simulated calls are added up, or real ones
    void open(boolean practice) {
        var since = tools.clock().instant().minus(PERIOD);
        tools.background()
                .run(
                        () -> {
                            tools.router().ledger().flush();
                            var router = tools.router();
                            return Savings.of(router.ledger(), router.prices(), router.policy(), since, practice);
                        },
                        this::show,
                        tools.toasts()::fail);
    }

    private void show(Savings savings) {
        var box = new VBox(16, sums(savings), words(savings.practice() ? "savings.practice" : "savings.counted"));
        if (savings.asked().calls() > 0) {
            box.getChildren().add(1, asked(savings.asked()));
        }
        if (!savings.workloads().isEmpty()) {
            box.getChildren().add(1, workloads(savings.workloads()));
        }
        if (!savings.observed().isEmpty()) {
            box.getChildren().add(observed(savings.observed()));
        }
        var scroll = new ScrollPane(box);
        scroll.setFitToWidth(true);
        scroll.setPrefWidth(WIDTH);
        scroll.setMaxHeight(MOST_HEIGHT);
        scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
        Describe.control(scroll, "savings.title");
        var copy = new Button();
        Describe.button(copy, "savings.copy");
        copy.setOnAction(press -> {
            tools.desk().copy(csv(savings));
            tools.toasts().say(Text.of("overview.copied"));
        });
        var close = tools.modals().cancel();
        Describe.button(close, "modal.close", "Esc");
        tools.modals().show(Text.of("savings.title"), scroll, close, copy);
    }

    private static Node sums(Savings savings) {
        Savings.Sums whole = savings.whole();
        var grid = grid();
        row(grid, 0, "strong", Text.of("savings.paid", whole.calls()), Amounts.money(whole.paid()));
        row(grid, 1, "strong", Text.of("savings.saved"), Amounts.money(whole.saved()));
        row(grid, 2, "text-muted", Text.of("savings.free"), Amounts.money(whole.free()));
        row(grid, 3, "text-muted", Text.of("savings.cache"), Amounts.money(whole.cache()));
        row(grid, 4, "text-muted", Text.of("savings.routing"), Amounts.money(whole.routing()));
        return grid;
    }

    private static Node workloads(List<Savings.Line> lines) {
        var grid = grid();
        row(
                grid,
                0,
                "text-muted",
                Text.of("savings.column.workload"),
                Text.of("savings.column.paid"),
                Text.of("savings.column.saved"));
        for (int i = 0; i < lines.size(); i++) {
            Savings.Line line = lines.get(i);
            row(
                    grid,
                    i + 1,
                    "label",
                    line.workload(),
                    Amounts.money(line.sums().paid()),
                    Amounts.money(line.sums().saved()));
        }
        return grid;
    }

    /// What calls cost against the models that their clients named.
    private static Node asked(Savings.Asked asked) {
        var box = new VBox(6, words("savings.asked"), wrapped(sentence(asked)));
        box.getChildren().getFirst().getStyleClass().add("strong");
        return box;
    }

    static String sentence(Savings.Asked asked) {
        var parts = new ArrayList<String>();
        parts.add(Text.of("savings.asked.calls", asked.calls()));
        if (asked.calls() > asked.unpriced()) {
            String key = asked.there() >= asked.paid() ? "savings.asked.more" : "savings.asked.less";
            parts.add(
                    Text.of(
                            key,
                            Amounts.money(asked.paid()),
                            Amounts.money(asked.there()),
                            Amounts.money(Math.abs(asked.there() - asked.paid()))));
        }
        if (asked.unpriced() > 0) {
            parts.add(Text.of("savings.observed.unpriced", asked.unpriced()));
        }
        parts.add(Text.of("savings.asked.same"));
        return Sentences.joined(parts.toArray(String[]::new));
    }

    /// What observed workloads cost, and would have cost where their routes would have sent them.
    private static Node observed(List<Savings.Watched> all) {
        var box = new VBox(6, words("savings.observed"));
        box.getChildren().getFirst().getStyleClass().add("strong");
        for (Savings.Watched one : all) {
            box.getChildren().add(wrapped(sentence(one)));
        }
        return box;
    }

    static String sentence(Savings.Watched one) {
        var parts = new ArrayList<String>();
        parts.add(
                Text.of(
                        one.there() <= one.paid() ? "savings.observed.less" : "savings.observed.more",
                        one.workload(),
                        one.calls(),
                        Amounts.money(one.paid()),
                        Amounts.money(one.there()),
                        Amounts.money(Math.abs(one.paid() - one.there()))));
        if (one.refused() > 0) {
            parts.add(Text.of("savings.observed.refused", one.refused()));
        }
        if (one.unpriced() > 0) {
            parts.add(Text.of("savings.observed.unpriced", one.unpriced()));
        }
        return Sentences.joined(parts.toArray(String[]::new));
    }

    private static GridPane grid() {
        var grid = new GridPane(24, 6);
        grid.getStyleClass().add("facts");
        return grid;
    }

    private static void row(GridPane grid, int at, String style, String... words) {
        for (int column = 0; column < words.length; column++) {
            var label = new Label(words[column]);
            label.getStyleClass().addAll(style, column == 0 ? "label" : "figure");
            if (column > 0) {
                GridPane.setHalignment(label, HPos.RIGHT);
            }
            grid.add(label, column, at);
        }
    }

    private static Label words(String key) {
        return wrapped(Text.of(key));
    }

    private static Label wrapped(String words) {
        var label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// Amounts in nano-dollars, one line a workload.
    private static String csv(Savings savings) {
        var csv = new StringBuilder("workload,calls,paid_nanos,free_nanos,cache_nanos,routing_nanos\n");
        for (Savings.Line line : savings.workloads()) {
            Savings.Sums sums = line.sums();
            csv.append(
                    "%s,%d,%d,%d,%d,%d\n"
                            .formatted(
                                    line.workload(),
                                    sums.calls(),
                                    sums.paid(),
                                    sums.free(),
                                    sums.cache(),
                                    sums.routing()));
        }
        return csv.toString();
    }
}
