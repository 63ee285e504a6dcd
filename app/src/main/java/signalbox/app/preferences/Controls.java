package signalbox.app.preferences;

import atlantafx.base.controls.ToggleSwitch;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;

/// Controls that are bound to a setting: a change holds at once.
final class Controls {
    private Controls() {}

    static ToggleSwitch toggle(BooleanProperty setting) {
        var toggle = new ToggleSwitch();
        toggle.selectedProperty().bindBidirectional(setting);
        return toggle;
    }

    /// @param words start of the values’ text keys; the value’s word in lower case is added to it
    static <E extends Enum<E>> ComboBox<E> choice(Property<E> setting, Class<E> type, String words) {
        return bound(Choice.of(type.getEnumConstants(), words), setting);
    }

    /// For a setting that makes the screen anew: it holds once the list is closed, not while the arrow keys pass by.
    /// Only this box sets it.
    static <T> ComboBox<T> settled(Property<T> setting, List<T> values, Function<T, String> words) {
        ComboBox<T> box = Choice.of(values, words);
        box.setValue(setting.getValue());
        box.setPrefWidth(220);
        Choice.whenChosen(box, () -> setting.setValue(box.getValue()));
        return box;
    }

    private static <T> ComboBox<T> bound(ComboBox<T> box, Property<T> setting) {
        box.valueProperty().bindBidirectional(setting);
        box.setPrefWidth(220);
        return box;
    }

    static Button button(String key, Runnable action) {
        var button = new Button();
        Describe.button(button, key);
        button.setOnAction(press -> action.run());
        return button;
    }
}
