package signalbox.app.audit;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.form.Sample;
import signalbox.app.form.WordCell;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;

/// The virtualised trail, newest first.
final class AuditTable {
    private static final double ROW = 32;

    /// As wide as a column may get; the layout adds these up, so it cannot be the largest number there is.
    private static final double WIDEST = 5_000;

    private final TableView<AuditRow> table = new TableView<>();
    private final Label nothing = Prose.muted("");
    private final Button first = new Button();
    private final Node sample =
            Sample.rows(Text.of("audit.sample.1"), Text.of("audit.sample.2"), Text.of("audit.sample.3"));

    AuditTable(AuditModel model, InstantSource clock, Consumer<AuditRow> opened, Runnable begin) {
        var zone = ZoneId.systemDefault();
        table.setItems(model.rows());
        table.setFixedCellSize(ROW);
        table.getStyleClass().addAll("audit-table", "edge-to-edge");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Describe.control(table, "audit.table");
        table.setPlaceholder(empty(begin));
        Function<AuditRow, String> full = row -> Times.full(row.entry().at(), zone);
        add(column("when", row -> Times.ago(row.entry().at(), clock.instant(), zone), full), 96, 96, 110);
        add(column("who", row -> row.entry().actor(), row -> row.entry().actor()), 68, 72, 130);
        add(column("version", AuditTable::version, AuditTable::version), 66, 66, 76);
        add(column("what", row -> row.entry().change(), row -> row.entry().change()), 180, 300, WIDEST);
        add(column("why", AuditTable::why, AuditTable::why), 120, 160, WIDEST);
        add(column("hash", AuditRow::shortHash, row -> row.link().hash()), 84, 84, 90);
        table.getColumns().getLast().getStyleClass().add("hash");
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe((was, now) -> {
                    if (now != null) {
                        opened.accept(now);
                    }
                });
    }

    TableView<AuditRow> node() {
        return table;
    }

    /// Selects and shows the entry of that number.
    ///
    /// @return whether it is among the rows
    boolean select(long sequence) {
        for (AuditRow row : table.getItems()) {
            if (row.entry().sequence() == sequence) {
                table.getSelectionModel().select(row);
                table.scrollTo(row);
                return true;
            }
        }
        return false;
    }

    private Node empty(Runnable begin) {
        Describe.button(first, "audit.empty.start");
        first.setOnAction(press -> begin.run());
        for (Node part : List.of(first, sample)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        var empty = new VBox(16, nothing, first, sample);
        empty.setAlignment(Pos.CENTER);
        empty.setMaxWidth(680);
        return empty;
    }

    /// What stands where the rows would.
    ///
    /// @param never whether there never was one: with a sample, and where the first is made
    void placeholder(String words, boolean never) {
        nothing.setText(words);
        first.setVisible(never);
        sample.setVisible(never);
    }

    private static String version(AuditRow row) {
        return row.version() > 0 ? Long.toString(row.version()) : Amounts.NOTHING;
    }

    private static String why(AuditRow row) {
        return row.entry().reason().isEmpty() ? Amounts.NOTHING : row.entry().reason();
    }

    private void add(TableColumn<AuditRow, AuditRow> column, double least, double usual, double most) {
        column.setMinWidth(least);
        column.setPrefWidth(usual);
        column.setMaxWidth(most);
        table.getColumns().add(column);
    }

    private static TableColumn<AuditRow, AuditRow> column(
            String key, Function<AuditRow, String> words, Function<AuditRow, String> tip) {
        var column = new TableColumn<AuditRow, AuditRow>(Text.of("audit.column." + key));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(of -> new WordCell<>(words, tip));
        return column;
    }
}
