package signalbox.app.form;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import signalbox.app.text.Text;

/// Combo boxes whose values are chosen from a list, never typed, and shown in the product's words.
public final class Choice {
    private Choice() {}

    /// Chooses among constants, in their order; each is shown as the text of `prefix` and its name in lower case.
    ///
    /// @param prefix start of the text keys, with its dot: `word.`
    public static <E extends Enum<E>> ComboBox<E> of(E[] constants, String prefix) {
        return of(List.of(constants), one -> Text.of(prefix + one.name().toLowerCase(Locale.ROOT)));
    }

    /// Chooses among values; the list may be filled later.
    ///
    /// @param words what a value is shown as; never asked for null, which is shown empty
    public static <T> ComboBox<T> of(List<T> values, Function<T, String> words) {
        var box = new ComboBox<T>();
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
