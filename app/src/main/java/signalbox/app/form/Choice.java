package signalbox.app.form;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.StringConverter;
import signalbox.app.text.Text;

/// Combo boxes whose values are chosen from a list, never typed, and shown in the product's words.
public final class Choice {
    /// Key and number: a box asks for the width of all its rows, however many, unless told how many to measure.
    private static final String MEASURED = "comboBoxRowsToMeasureWidth";

    private static final int ROWS = 50;

    private Choice() {}

    /// Calls `chosen` once something is chosen: when the list closes, or the value is set without it. The arrow keys
    /// only pass over the entries of the open list, and open the closed one; so a choice that acts at once can be made
    /// without a mouse.
    public static void whenChosen(ComboBox<?> box, Runnable chosen) {
        box.addEventFilter(
                KeyEvent.KEY_PRESSED,
                key -> {
                    boolean arrow = key.getCode() == KeyCode.DOWN || key.getCode() == KeyCode.UP;
                    if (arrow && !box.isShowing()) {
                        box.show();
                        key.consume();
                    }
                });
        box.setOnAction(set -> {
            if (!box.isShowing()) {
                chosen.run();
            }
        });
        box.setOnHidden(closed -> chosen.run());
    }

    /// Chooses among constants, in their order; each is shown as the text of `prefix` and its name in lower case.
    ///
    /// @param prefix start of the text keys, with its dot: `word.`
    public static <E extends Enum<E>> ComboBox<E> of(E[] constants, String prefix) {
        return of(List.of(constants), one -> Text.of(prefix + one.name().toLowerCase(Locale.ROOT)));
    }

    /// Chooses among names, shown as they are; the list is filled later.
    public static ComboBox<String> ofNames() {
        return of(List.of(), name -> name);
    }

    /// Chooses among values; the list may be filled later.
    ///
    /// @param words what a value is shown as; never asked for null, which is shown empty
    public static <T> ComboBox<T> of(List<T> values, Function<T, String> words) {
        var box = new ComboBox<T>();
        box.getProperties().put(MEASURED, ROWS);
        box.getItems().setAll(values);
        box.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(T value) {
                        return value == null ? "" : words.apply(value);
                    }

                    @Override
                    public T fromString(String typed) {
                        throw new UnsupportedOperationException("chosen, never typed");
                    }
                });
        return box;
    }
}
