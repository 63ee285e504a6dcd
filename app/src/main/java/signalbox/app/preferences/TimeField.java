package signalbox.app.preferences;

import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.TextField;
import signalbox.app.shell.Settings;

/// A time of day such as `22:00`, kept when it is one or nothing; marked while it is neither.
final class TimeField {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

    private final TextField field;

    /// @param example stands in it while it is empty
    TimeField(StringProperty setting, String example) {
        field = new TextField(setting.get());
        field.setPromptText(example);
        field.getStyleClass().add("quiet-time");
        field.textProperty()
                .subscribe(typed -> {
                    boolean fine = typed.isBlank() || Settings.isTime(typed.strip());
                    field.pseudoClassStateChanged(ERROR, !fine);
                    if (fine) {
                        setting.set(typed.strip());
                    }
                });
    }

    TextField control() {
        return field;
    }
}
