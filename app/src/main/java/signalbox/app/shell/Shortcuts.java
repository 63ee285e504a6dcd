package signalbox.app.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.event.EventHandler;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import signalbox.app.text.Text;
import signalbox.core.Router;

/// Keys of the window and of the screen in front. A plain letter never fires while a text field has the focus. Several
/// may want the same key: the one added last is asked first, and passes it on by answering false.
public final class Shortcuts {
    private static final KeyCombination ESCAPE = KeyCombination.valueOf("Esc");

    /// @param key text key of what it does, for the sheet of shortcuts
    /// @param action answers whether it used the key
    private record Binding(KeyCombination combination, String key, BooleanSupplier action) {}

    private final List<Binding> bindings = new ArrayList<>();

    public Shortcuts() {}

    /// Listens for keys that nothing in the scene used, and for J and K in lists and tables, until the returned handle
    /// is closed.
    public Router.Subscription attach(Scene scene) {
        EventHandler<KeyEvent> handler = this::pressed;
        EventHandler<KeyEvent> rows = RowKeys::pressed;
        scene.addEventHandler(KeyEvent.KEY_PRESSED, handler);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, rows);
        return () -> {
            scene.removeEventHandler(KeyEvent.KEY_PRESSED, handler);
            scene.removeEventFilter(KeyEvent.KEY_PRESSED, rows);
        };
    }

    /// Adds a key until the returned handle is closed.
    ///
    /// @param combination as `KeyCombination` reads it: `Shortcut+K`, `U`, `Space`
    /// @param key text key of what it does
    public Router.Subscription add(String combination, String key, Runnable action) {
        return when(
                combination,
                key,
                () -> {
                    action.run();
                    return true;
                });
    }

    /// As [#add], for an action that may pass the key on.
    public Router.Subscription when(String combination, String key, BooleanSupplier action) {
        var binding = new Binding(KeyCombination.valueOf(combination), key, action);
        bindings.add(binding);
        return () -> bindings.remove(binding);
    }

    /// What can be pressed now: key as shown to people, and the text key of what it does.
    public Map<String, String> sheet() {
        var sheet = new LinkedHashMap<String, String>();
        bindings.forEach(binding -> sheet.put(display(binding.combination), binding.key));
        return sheet;
    }

    /// What can be pressed now, as commands.
    public Stream<CommandPalette.Command> commands() {
        return List.copyOf(bindings).stream()
                .map(binding ->
                        new CommandPalette.Command(
                                words(binding.key), display(binding.combination), binding.action::getAsBoolean));
    }

    /// As it is printed on the key: a question mark, not what is pressed for it.
    private static String display(KeyCombination combination) {
        if (combination.equals(ESCAPE)) {
            return "Esc";
        }
        String shown = combination.getDisplayText();
        return shown.equals("Shift+/") ? "?" : shown;
    }

    /// What a text key means where its bare name would be too short to understand.
    static String words(String key) {
        return Text.of(Text.has(key + ".help") ? key + ".help" : key);
    }

    /// Closes all of `subscriptions` and forgets them.
    public static void closeAll(Collection<Router.Subscription> subscriptions) {
        subscriptions.forEach(Router.Subscription::close);
        subscriptions.clear();
    }

    private void pressed(KeyEvent event) {
        boolean plain = !event.isShortcutDown() && !event.isAltDown();
        if (event.isConsumed() || plain && typing(event.getTarget())) {
            return;
        }
        for (Binding binding : List.copyOf(bindings).reversed()) {
            if (binding.combination.match(event) && binding.action.getAsBoolean()) {
                event.consume();
                return;
            }
        }
    }

    private static boolean typing(EventTarget target) {
        return target instanceof TextInputControl
                || target instanceof Node node && node.getParent() instanceof TextInputControl;
    }
}
