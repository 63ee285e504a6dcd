package signalbox.app.providers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.policy.RateName;
import signalbox.core.price.PriceProposal;
import signalbox.core.price.PriceRecord;

/// Shows what a price table would change before it is approved.
final class ImportPrices {
    private final TextField where = new TextField();
    private final Field field = Field.of("providers.prices.where", where, Check.required());
    private final TableView<Row> table = new TableView<>();
    private final Label sum = Prose.body("");
    private final VBox node;
    private PriceProposal proposal;

    /// @param before empty for a new price
    private record Row(String model, String before, String after) {}

    ImportPrices() {
        where.getStyleClass().add("mono");
        Describe.control(table, "providers.prices.table");
        column("providers.prices.model", 230, Row::model);
        column("providers.prices.before", 250, Row::before);
        column("providers.prices.after", 250, Row::after);
        table.setPrefHeight(280);
        sum.setMaxWidth(740);
        show(false);
        node = new VBox(12, field.node(), table, sum);
        node.setPrefWidth(740);
        node.getStyleClass().add("wide");
    }

    private void column(String key, double width, Function<Row, String> text) {
        var column = new TableColumn<Row, String>(Text.of(key));
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        column.setPrefWidth(width);
        column.setSortable(false);
        table.getColumns().add(column);
    }

    Node node() {
        return node;
    }

    boolean valid() {
        return field.valid();
    }

    String where() {
        return where.getText().strip();
    }

    void focus() {
        where.requestFocus();
    }

    void complain(String sentence) {
        field.complain(sentence);
    }

    /// The proposal that is shown; null while none is.
    PriceProposal proposal() {
        return proposal;
    }

    void show(PriceProposal found) {
        proposal = found;
        var rows = new ArrayList<Row>();
        found.diff()
                .changed()
                .forEach(change ->
                        rows.add(new Row(name(change.after()), rates(change.before()), rates(change.after()))));
        found.diff().added().forEach(price -> rows.add(new Row(name(price), "", rates(price))));
        table.getItems().setAll(rows);
        var problems = found.problems();
        String left = problems.isEmpty() ? "" : " " + problems.getFirst().row() + ": " + problems.getFirst().reason();
        sum.setText(
                Text.of(
                                "providers.prices.sum",
                                found.diff().changed().size(),
                                found.diff().added().size(),
                                problems.size())
                        + left);
        show(true);
    }

    private void show(boolean visible) {
        for (Node each : List.of(table, sum)) {
            each.setVisible(visible);
            each.setManaged(visible);
        }
    }

    private static String name(PriceRecord price) {
        String id = price.vendor() + "/" + price.model();
        return price.tier().isEmpty() ? id : id + " (" + price.tier() + ")";
    }

    private static String rates(PriceRecord price) {
        return price.rates().entrySet().stream()
                .map(rate ->
                        RateName.of(rate.getKey())
                                + " "
                                + BigDecimal.valueOf(rate.getValue(), RateName.places(rate.getKey()))
                                        .stripTrailingZeros()
                                        .toPlainString())
                .collect(Collectors.joining(", "));
    }
}
