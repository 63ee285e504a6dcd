package signalbox.app.workloads;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleListProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
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

/// The ordered targets of a route: add one, take one out, move one up.
final class TargetsField {
    private final SimpleListProperty<String> targets = new SimpleListProperty<>(FXCollections.observableArrayList());
    private final ComboBox<String> choice = new ComboBox<>();
    private final VBox list = new VBox(4);
    private final Label note = Prose.hiddenWhileEmpty(Prose.styled("", "field-note", "text-small"));
    private final VBox node;

    TargetsField() {
        Describe.control(choice, "workloads.targets.add");
        choice.setPromptText(Text.of("workloads.targets.add"));
        choice.setMaxWidth(Double.MAX_VALUE);
        Choice.whenChosen(choice, this::add);
        targets.subscribe(now -> show());
        targets.addListener((ListChangeListener<String>) change -> show());
        node = new VBox(8, list, choice, note);
        node.getStyleClass().add("field");
    }

    Region node() {
        return node;
    }

    List<String> get() {
        return List.copyOf(targets);
    }

    void set(List<String> now, List<String> every) {
        targets.setAll(now);
        choice.getItems().setAll(every);
        complain("");
    }

    /// Whether there is at least one target; says so when not.
    boolean valid() {
        complain(targets.isEmpty() ? Text.of("workloads.targets.none") : "");
        return !targets.isEmpty();
    }

    void onChange(Runnable listener) {
        targets.addListener((ListChangeListener<String>) change -> listener.run());
    }

    private void complain(String sentence) {
        note.setText(sentence);
        node.pseudoClassStateChanged(PseudoClass.getPseudoClass("error"), !sentence.isEmpty());
    }

    private void add() {
        Optional.ofNullable(choice.getValue()).filter(target -> !targets.contains(target)).ifPresent(targets::add);
        choice.getSelectionModel().clearSelection();
    }

    private void show() {
        list.getChildren().clear();
        for (int i = 0; i < targets.size(); i++) {
            list.getChildren().add(row(i));
        }
    }

    private HBox row(int place) {
        String target = targets.get(place);
        var number = new Label((place + 1) + ".");
        number.getStyleClass().addAll("text-muted");
        number.setMinWidth(20);
        var name = new Label(target);
        name.getStyleClass().add("mono");
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        var up = tool(Feather.ARROW_UP, "workloads.targets.up", target);
        up.setDisable(place == 0);
        up.setOnAction(press -> targets.add(place - 1, targets.remove(place)));
        var out = tool(Feather.X, "workloads.targets.remove", target);
        out.setOnAction(press -> targets.remove(place));
        var row = new HBox(4, number, name, up, out);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("target-row");
        return row;
    }

    private static Button tool(Feather icon, String key, String target) {
        var button = new Button(null, Icons.of(icon));
        button.getStyleClass().addAll("flat", "button-icon", "small");
        Describe.named(button, Text.of(key, target), Text.of(key, target), "");
        return button;
    }
}
