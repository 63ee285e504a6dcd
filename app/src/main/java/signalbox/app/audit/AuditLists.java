package signalbox.app.audit;

import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.util.Callback;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;

/// The lists beside the trail, which look the same and say so when they are empty.
final class AuditLists {
    private AuditLists() {}

    /// @param key names the list; `key.none` is said while it is empty
    static <T> ListView<T> of(String key, Callback<ListView<T>, ListCell<T>> cells) {
        var list = new ListView<T>();
        list.getStyleClass().addAll("audit-list", "edge-to-edge");
        Describe.control(list, key);
        list.setPlaceholder(Prose.muted(Text.of(key + ".none")));
        list.setCellFactory(cells);
        return list;
    }
}
