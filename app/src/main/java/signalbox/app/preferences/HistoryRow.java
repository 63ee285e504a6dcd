package signalbox.app.preferences;

import java.util.HashMap;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.preferences.History.Counted;
import signalbox.app.preferences.History.Part;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;

/// Deletes call history at once, after a box that says how many calls that is and what stays.
final class HistoryRow {
    private final Tools tools;
    private final History history;

    HistoryRow(Tools tools) {
        this.tools = tools;
        history = new History(tools.router(), tools.background(), tools.clock(), tools.actor());
    }

    SettingRow row() {
        return new SettingRow("preferences.history", Controls.button("preferences.history.delete", this::ask))
                .help(Text.of("preferences.history.sentence"));
    }

    private void ask() {
        history.count(this::show, tools.toasts()::fail);
    }

    private void show(Counted counted) {
        var delete = new Button();
        delete.getStyleClass().add("danger");
        var parts = new ToggleGroup();
        var partOf = new HashMap<Toggle, Part>();
        var box = new VBox(12);
        for (Part part : Part.values()) {
            var choice = new RadioButton(words(part, counted.calls(part)));
            Describe.named(choice, choice.getText(), "", "");
            choice.setToggleGroup(parts);
            partOf.put(choice, part);
            box.getChildren().add(choice);
        }
        parts.selectedToggleProperty()
                .subscribe(chosen -> {
                    if (chosen != null) {
                        name(delete, counted.calls(partOf.get(chosen)));
                    }
                });
        parts.selectToggle(parts.getToggles().getFirst());
        delete.setOnAction(press -> {
            tools.modals().hide();
            delete(partOf.get(parts.getSelectedToggle()), counted);
        });
        box.getChildren().add(Prose.muted(Text.of("preferences.history.stays")));
        box.setPrefWidth(440);
        tools.modals().show(Text.of("preferences.history.title"), box, tools.modals().cancel(), delete);
    }

    private static String words(Part part, long calls) {
        String key = "preferences.history." + part.name().toLowerCase(Locale.ROOT);
        return Text.of(
                "preferences.history.part", Text.of(key, part.days()), Text.of("preferences.history.calls", calls));
    }

    /// The button carries the verb and the number.
    private static void name(Button delete, long calls) {
        Describe.button(delete, "preferences.history.verb", calls);
        delete.setDisable(calls == 0);
    }

    private void delete(Part part, Counted counted) {
        history.delete(
                part,
                counted.at(),
                deleted -> tools.toasts().say(Text.of("preferences.history.done", deleted)),
                tools.toasts()::fail);
    }
}
