package signalbox.app.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;

/// The texts of the console, by dotted key, from one UTF-8 bundle. Patterns are `MessageFormat`; apostrophes in the
/// bundle are typographic, since the straight one is syntax there. Thread-safe.
public final class Text {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("signalbox.app.text.text", Locale.ROOT);

    private Text() {}

    /// The text of `key` with its arguments filled in.
    ///
    /// @throws MissingResourceException when the bundle has no such key
    public static String of(String key, Object... arguments) {
        return new MessageFormat(BUNDLE.getString(key), Locale.ENGLISH).format(arguments);
    }

    public static boolean has(String key) {
        return BUNDLE.containsKey(key);
    }

    /// Every key of the bundle.
    public static Set<String> keys() {
        return BUNDLE.keySet();
    }
}
