package signalbox.app.simulator;

import atlantafx.base.controls.Spacer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Icons;
import signalbox.app.simulator.PastText.Would;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.past.PastReport;
import signalbox.core.past.PastReport.Line;
import signalbox.core.past.PastReport.Sums;

/// What the logs said: figures, a table by model, tool or day, what the policy would have done, and what could not be
/// read.
final class PastResult {
    private static final int MOST_UNREAD = 8;

    /// How the spend is added up.
    private enum By {
        MODEL,
        TOOL,
        DAY
    }

    private final FlowPane figures = new FlowPane(24, 12);
    private final Map<By, ShortTable<Line>> tables = new EnumMap<>(By.class);
    private By by = By.MODEL;
    private final Label under = Prose.styled("", "strong");
    private final ShortTable<Would> would =
            new ShortTable<Would>("simulator.logs.would", one -> one.told().isEmpty() ? one.what() : one.told())
                    .column("simulator.logs.column.outcome", Would::what, 260)
                    .figures("simulator.column.calls", one -> Amounts.count(one.calls()), 80)
                    .figures("simulator.logs.column.was", one -> Amounts.money(one.spent()), 90)
                    .figures("simulator.logs.column.would", one -> Amounts.money(one.nanos()), 90);
    private final VBox unread = new VBox(4);
    private final VBox notes = new VBox(2);
    private final Label limits = Prose.styled(Text.of("simulator.logs.limits"), "text-muted");
    private final VBox spend;
    private final VBox node;
    private PastReport report;

    /// @param onCopy told whether as CSV, else as text
    PastResult(Consumer<Boolean> onCopy) {
        tables.put(
                By.MODEL,
                sums(
                        table("simulator.logs.by.model")
                                .column("simulator.logs.column.tool", Line::tool, 104)
                                .column("simulator.logs.column.model", PastText::model, 212)));
        tables.put(
                By.TOOL, sums(table("simulator.logs.by.tool").column("simulator.logs.column.tool", Line::tool, 316)));
        tables.put(
                By.DAY, sums(table("simulator.logs.by.day").column("simulator.logs.column.day", PastResult::day, 316)));
        limits.getStyleClass().add("caption");
        spend = new VBox(10, figures, head(onCopy));
        tables.values().forEach(one -> spend.getChildren().add(one.node()));
        spend.getChildren().addAll(under, would.node());
        node = new VBox(10, spend, notes, unread, limits);
        for (Node part : List.of(spend, under, notes, unread, limits)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        show(null);
    }

    Node node() {
        return node;
    }

    private static ShortTable<Line> table(String key) {
        return new ShortTable<>(key, PastText::tip);
    }

    private static ShortTable<Line> sums(ShortTable<Line> table) {
        return table.figures("simulator.column.calls", of(sums -> Amounts.count(sums.entries())), 66)
                .figures("simulator.logs.column.tokens", of(sums -> Amounts.briefCount(sums.tokens())), 70)
                .figures("simulator.logs.column.spent", of(PastText::spent), 84)
                .figures("simulator.logs.column.list", of(PastText::listed), 84);
    }

    private static Function<Line, String> of(Function<Sums, String> words) {
        return line -> words.apply(line.sums());
    }

    private static String day(Line line) {
        return line.day().toString();
    }

    private Node head(Consumer<Boolean> onCopy) {
        var bar = new HBox();
        var group = new ToggleGroup();
        for (By one : By.values()) {
            var button = new ToggleButton();
            Describe.button(button, "simulator.logs.by." + one.name().toLowerCase(Locale.ROOT));
            button.getStyleClass().add(one == By.MODEL ? "left-pill" : one == By.DAY ? "right-pill" : "center-pill");
            button.setToggleGroup(group);
            button.setSelected(one == by);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(press -> {
                button.setSelected(true);
                by = one;
                fill();
            });
            bar.getChildren().add(button);
        }
        var copy = new MenuButton(null, Icons.of(Feather.CLIPBOARD));
        Describe.button(copy, "simulator.logs.copy");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.getItems().addAll(item("text", () -> onCopy.accept(false)), item("csv", () -> onCopy.accept(true)));
        var head = new HBox(8, bar, new Spacer(), copy);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private static MenuItem item(String kind, Runnable press) {
        var item = new MenuItem(Text.of("simulator.logs.copy." + kind));
        item.setOnAction(event -> press.run());
        return item;
    }

    /// @param newReport null while there is none
    void show(PastReport newReport) {
        report = newReport;
        boolean any = report != null && report.total().entries() > 0;
        spend.setVisible(any);
        limits.setVisible(any);
        under.setVisible(any && report.under().isPresent());
        fill();
        lines(notes, report == null ? List.of() : PastText.notes(report));
        unread();
        if (any) {
            figures.getChildren().setAll(figures());
            under.setText(report.under().map(PastText::summary).orElse(""));
        }
        would.show(any ? report.under().map(PastText::would).orElse(List.of()) : List.of());
    }

    private void fill() {
        tables.forEach((one, table) -> table.show(report == null || one != by ? List.of() : lines(one)));
    }

    private List<Line> lines(By one) {
        return switch (one) {
            case MODEL -> report.models();
            case TOOL -> report.tools();
            case DAY -> report.days();
        };
    }

    private List<Node> figures() {
        Sums total = report.total();
        var all = new ArrayList<Node>();
        all.add(ReplayCard.figure("simulator.logs.figure.spent", PastText.spent(total)));
        all.add(ReplayCard.figure("simulator.logs.figure.list", PastText.listed(total)));
        String calls = total.calls() == total.entries() ? "simulator.figure.calls" : "simulator.logs.figure.entries";
        all.add(ReplayCard.figure(calls, Amounts.count(total.entries())));
        all.add(ReplayCard.figure("simulator.logs.column.tokens", Amounts.briefCount(total.tokens())));
        report.under()
                .ifPresent(asked -> {
                    String would = Amounts.brief(asked.result().servedNanos());
                    all.add(ReplayCard.figure("simulator.logs.figure.would", would));
                    all.add(
                            ReplayCard.figure(
                                    "simulator.logs.figure.refused", Amounts.count(asked.result().refused())));
                });
        return all;
    }

    private void unread() {
        List<String> all = report == null ? List.of() : PastText.unread(report);
        var shown = new ArrayList<>(all.subList(0, Math.min(MOST_UNREAD, all.size())));
        long left = report == null ? 0 : PastText.unreadCount(report) - shown.size();
        if (left > 0) {
            shown.add(Text.of("simulator.logs.more", left));
        }
        lines(unread, shown);
        if (!shown.isEmpty()) {
            var title = Prose.styled(Text.of("simulator.logs.unread", PastText.unreadCount(report)), "strong");
            unread.getChildren().addFirst(title);
        }
    }

    private static void lines(VBox box, List<String> lines) {
        box.setVisible(!lines.isEmpty());
        box.getChildren().setAll(lines.stream().map(line -> Prose.styled(line, "text-muted")).toList());
    }
}
