package signalbox.app.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.StringProperty;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.shell.Icons;
import signalbox.app.text.Text;

/// Filters kept for another day, in a menu beside the field: save what is typed, take one, forget what is typed. FX
/// thread.
final class SavedFilters {
    private static final int MOST = 20;

    private final StringProperty kept;
    private final StringProperty filter;
    private final MenuButton menu = new MenuButton(null, Icons.of(Feather.BOOKMARK));

    /// @param kept one filter a line
    /// @param filter what is typed
    SavedFilters(StringProperty kept, StringProperty filter) {
        this.kept = kept;
        this.filter = filter;
        Describe.icon(menu, "requests.saved");
        menu.setMinWidth(Region.USE_PREF_SIZE);
        kept.subscribe(now -> fill());
        filter.subscribe(now -> fill());
    }

    MenuButton node() {
        return menu;
    }

    private void fill() {
        String typed = typed();
        var items = new ArrayList<MenuItem>();
        all().forEach(one -> items.add(item(one, () -> filter.set(one))));
        if (!items.isEmpty()) {
            items.add(new SeparatorMenuItem());
        }
        if (all().contains(typed)) {
            items.add(item(Text.of("requests.saved.forget", typed), () -> keep(without(typed))));
        } else {
            var save =
                    item(
                            Text.of("requests.saved.save"),
                            () -> keep(Stream.concat(Stream.of(typed()), all().stream()).limit(MOST).toList()));
            save.setDisable(typed.isEmpty());
            items.add(save);
        }
        menu.getItems().setAll(items);
    }

    private static MenuItem item(String words, Runnable action) {
        var item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(press -> action.run());
        return item;
    }

    private String typed() {
        return filter.get() == null ? "" : filter.get().strip();
    }

    private List<String> all() {
        return kept.get().lines().filter(line -> !line.isBlank()).toList();
    }

    private List<String> without(String one) {
        return all().stream().filter(each -> !each.equals(one)).toList();
    }

    private void keep(List<String> filters) {
        kept.set(String.join("\n", filters));
    }
}
