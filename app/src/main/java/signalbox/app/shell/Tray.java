package signalbox.app.shell;

import java.util.List;

/// A sign in the desktop's notification area. Many desktops have none: everything it does can be done in the window.
public interface Tray {
    /// Its shapes, not only colours.
    enum Glyph {
        RUNNING,
        NEAR_CAP,
        HALTED,
        PAUSED
    }

    /// One line of its menu.
    ///
    /// @param action null for a line that only says something
    /// @param below a menu of its own; empty for none
    record Item(String words, Runnable action, List<Item> below) {
        public Item {
            below = List.copyOf(below);
        }

        public static Item of(String words, Runnable action) {
            return new Item(words, action, List.of());
        }
    }

    /// Shows the sign, or changes it. Any thread; actions run on the FX thread.
    ///
    /// @param press what pressing the sign itself does
    void show(Glyph glyph, String words, List<Item> menu, Runnable press);

    /// Takes the sign away. Any thread.
    void hide();

    /// Whether a sign can be seen now.
    boolean visible();
}
