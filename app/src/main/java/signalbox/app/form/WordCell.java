package signalbox.app.form;

import java.util.function.Function;
import javafx.scene.control.TableCell;

/// Words about a row, and more of them in a tooltip that is made when it shows, not for every row that scrolls by.
public class WordCell<T> extends TableCell<T, T> {
    private final Function<T, String> words;

    public WordCell(Function<T, String> words, Function<T, String> tip) {
        this.words = words;
        Describe.tip(this, () -> getItem() == null ? "" : tip.apply(getItem()));
    }

    @Override
    protected void updateItem(T row, boolean empty) {
        super.updateItem(row, empty);
        setText(empty ? null : words.apply(row));
    }
}
