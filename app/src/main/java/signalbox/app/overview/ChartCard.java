package signalbox.app.overview;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.chart.ChartTable;
import signalbox.app.chart.Sheet;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;

/// A chart with its title, its table twin, its figures to copy, its legend, and a sentence where there is nothing to
/// show. FX thread only.
final class ChartCard {
    private final Region chart;
    private final ChartTable table = new ChartTable();
    private final Label title = new Label();
    private final Label nothing = new Label();
    private final ToggleButton asTable = new ToggleButton(null, Icons.of(Feather.GRID));
    private final VBox node;
    private boolean empty;

    /// @param legend what stands below the chart
    /// @param empty text key of the sentence where there is nothing to show
    /// @param more buttons of this chart alone
    ChartCard(Tools tools, Region chart, Node legend, String empty, ButtonBase... more) {
        this.chart = chart;
        nothing.setText(Text.of(empty));
        nothing.getStyleClass().add("text-muted");
        var figures = table.node();
        figures.setPrefHeight(chart.getPrefHeight());
        figures.setMinHeight(chart.getMinHeight());
        figures.setPlaceholder(Prose.muted(Text.of(empty)));
        figures.setVisible(false);
        nothing.setVisible(false);
        node = new VBox(12, head(tools, more), new StackPane(chart, figures, nothing), legend);
        node.getStyleClass().addAll("card", "chart-card");
        node.setMinWidth(0);
        asTable.selectedProperty().subscribe((was, now) -> swap(now));
    }

    private Node head(Tools tools, ButtonBase... more) {
        title.getStyleClass().add("section-title");
        title.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Describe.button(asTable, "overview.as_table", "T");
        var copy = new Button(null, Icons.of(Feather.CLIPBOARD));
        Describe.button(copy, "overview.copy_csv");
        copy.setOnAction(press -> {
            tools.desk().copy(table.csv());
            tools.toasts().say(Text.of("overview.copied"));
        });
        var buttons = new ArrayList<>(List.of(more));
        buttons.addAll(List.of(asTable, copy));
        var row = new HBox(8, title, gap);
        for (ButtonBase button : buttons) {
            button.getStyleClass().addAll(Styles.SMALL, "chart-tool");
            button.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().add(button);
        }
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    VBox node() {
        return node;
    }

    void title(String words) {
        title.setText(words);
        Describe.read(node, words);
    }

    /// @param empty whether there is nothing to show
    void show(Sheet sheet, boolean nowEmpty) {
        table.show(sheet);
        empty = nowEmpty;
        nothing.setVisible(empty && !asTable.isSelected());
    }

    /// Shows the figures of the card in focus as tables and back; with the focus on none, of all of them alike.
    static void toggle(List<ChartCard> cards) {
        var focused = cards.stream().filter(card -> holdsFocus(card.node)).toList();
        var meant = focused.isEmpty() ? cards : focused;
        boolean tables = meant.stream().anyMatch(card -> !card.asTable.isSelected());
        meant.forEach(card -> card.asTable.setSelected(tables));
    }

    /// The focus stays with what takes its place.
    private void swap(boolean tables) {
        boolean focused = holdsFocus(chart) || holdsFocus(table.node());
        table.node().setVisible(tables);
        chart.setVisible(!tables);
        nothing.setVisible(empty && !tables);
        if (focused) {
            (tables ? table.node() : chart).requestFocus();
        }
    }

    /// Asked of the scene, since a node in a window behind others is not focused.
    private static boolean holdsFocus(Node node) {
        Node at = node.getScene() == null ? null : node.getScene().getFocusOwner();
        while (at != null && at != node) {
            at = at.getParent();
        }
        return at != null;
    }
}
