package signalbox.app.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Icons;
import signalbox.app.text.Text;
import signalbox.core.policy.Lane;
import signalbox.core.policy.LaneOrder;
import signalbox.core.policy.Target;

/// One lane: the order of its targets, and the targets with their weights. Alt with the arrow keys moves the target
/// that has the focus.
final class LaneEditor {
    private final ComboBox<LaneOrder> order = Choice.of(LaneOrder.values(), "routes.order.");
    private final ComboBox<String> add = new ComboBox<>();
    private final Label note = Prose.hiddenWhileEmpty(Prose.styled("", "field-note", "text-small", "lane-note"));
    private final VBox list = new VBox(4);
    private final List<Row> rows = new ArrayList<>();
    private final HBox head = new HBox(8);
    private final VBox node = new VBox(8);
    private final Runnable edited;

    private record Row(String target, TextField weight, Label number, Button up, Button down, HBox node) {}

    /// @param every what a lane can name
    /// @param edited called after each edit
    LaneEditor(Lane lane, List<String> every, Runnable edited) {
        this.edited = edited;
        order(lane.order());
        add.getItems().setAll(every);
        add.setPromptText(Text.of("routes.target.add"));
        Describe.control(add, "routes.target.add");
        add.setMaxWidth(Double.MAX_VALUE);
        Choice.whenChosen(add, this::add);
        lane.targets().forEach(target -> rows.add(row(target)));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getChildren().add(order);
        node.getChildren().addAll(head, list, add, note);
        node.getStyleClass().add("lane");
        arrange();
    }

    private void order(LaneOrder now) {
        order.setValue(now);
        Describe.control(order, "routes.order");
        order.setMinWidth(120);
        order.valueProperty().subscribe((was, is) -> arrange());
    }

    Region node() {
        return node;
    }

    /// The row above the targets, for what stands before and after the order.
    HBox head() {
        return head;
    }

    Lane lane() {
        return new Lane(order.getValue(), rows.stream().map(LaneEditor::target).toList());
    }

    /// What is wrong or will not do what it seems to; empty for nothing.
    void note(String words) {
        note.setText(words);
    }

    private static Target target(Row row) {
        int slash = row.target.indexOf('/');
        String weight = row.weight.getText() == null ? "" : row.weight.getText().strip();
        return new Target(
                row.target.substring(0, slash),
                row.target.substring(slash + 1),
                weight.matches("[0-9]{1,6}") ? Integer.parseInt(weight) : 0);
    }

    private Row row(Target target) {
        String name = target.provider() + "/" + target.model();
        var number = new Label();
        number.getStyleClass().add("text-muted");
        number.setMinWidth(16);
        var label = new Label(name);
        label.getStyleClass().add("mono");
        label.setMinWidth(0);
        Describe.tip(label, name);
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        var weight = new TextField(Integer.toString(target.weight()));
        weight.setPrefWidth(52);
        weight.setMinWidth(52);
        Describe.named(weight, Text.of("routes.weight", name), Text.of("routes.weight.help"), "");
        weight.managedProperty().bind(weight.visibleProperty());
        weight.textProperty().subscribe((was, now) -> edited.run());
        var up = tool(Feather.ARROW_UP, "routes.target.up", name);
        var down = tool(Feather.ARROW_DOWN, "routes.target.down", name);
        var out = tool(Feather.X, "routes.target.remove", name);
        var box = new HBox(4, number, label, weight, up, down, out);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("target-row");
        var row = new Row(name, weight, number, up, down, box);
        up.setOnAction(press -> move(row, -1));
        down.setOnAction(press -> move(row, 1));
        out.setOnAction(press -> remove(row));
        box.addEventHandler(KeyEvent.KEY_PRESSED, key -> pressed(row, key));
        return row;
    }

    private void pressed(Row row, KeyEvent key) {
        if (key.isAltDown() && (key.getCode() == KeyCode.UP || key.getCode() == KeyCode.DOWN)) {
            move(row, key.getCode() == KeyCode.UP ? -1 : 1);
            key.consume();
        }
    }

    private void move(Row row, int by) {
        int to = rows.indexOf(row) + by;
        if (to < 0 || to >= rows.size()) {
            return;
        }
        rows.remove(row);
        rows.add(to, row);
        arrange();
        (by < 0 && to > 0 || to == rows.size() - 1 ? row.up : row.down).requestFocus();
    }

    private void remove(Row row) {
        rows.remove(row);
        arrange();
        add.requestFocus();
    }

    private void add() {
        Optional.ofNullable(add.getValue())
                .filter(target -> rows.stream().noneMatch(row -> row.target.equals(target)))
                .ifPresent(target -> {
                    int slash = target.indexOf('/');
                    rows.add(row(new Target(target.substring(0, slash), target.substring(slash + 1), 1)));
                    arrange();
                });
        add.getSelectionModel().clearSelection();
    }

    private void arrange() {
        boolean weighs = order.getValue() == LaneOrder.WEIGHTED || order.getValue() == LaneOrder.LEAST_LOADED;
        list.getChildren().setAll(rows.stream().map(row -> (Node) row.node).toList());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            row.number.setText((i + 1) + ".");
            row.up.setDisable(i == 0);
            row.down.setDisable(i == rows.size() - 1);
            row.weight.setVisible(weighs || !row.weight.getText().equals("1"));
        }
        edited.run();
    }

    static Button tool(Feather icon, String key, String subject) {
        var button = new Button(null, Icons.of(icon));
        button.getStyleClass().addAll("flat", "button-icon", "small");
        Describe.named(button, Text.of(key, subject), Text.of(key, subject), "");
        return button;
    }
}
