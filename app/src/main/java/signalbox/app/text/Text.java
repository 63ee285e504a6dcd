package signalbox.app.text;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;

/// The texts of the console, by dotted key, from UTF-8 bundles: `text.properties` is the English one and has every key;
/// `text_zh.properties` is a whole translation. Patterns are `MessageFormat`; apostrophes in the bundles are
/// typographic, since the straight one is syntax there. Thread-safe; [#use] changes the language of what is asked for
/// from then on.
public final class Text {
    /// The languages there are; English first.
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

    private static final String NAME = "signalbox.app.text.text";

    private record Language(Locale locale, ResourceBundle bundle) {}

    private static volatile Language language = load(Locale.ENGLISH);

    private Text() {}

    /// Speaks the language of a tag such as `zh`; the system's for an empty one; English when it has neither.
    public static void use(String tag) {
        var wanted = tag.isEmpty() ? Locale.getDefault() : Locale.forLanguageTag(tag);
        language =
                load(
                        LANGUAGES.stream()
                                .filter(one -> one.getLanguage().equals(wanted.getLanguage()))
                                .findFirst()
                                .orElse(Locale.ENGLISH));
    }

    /// The language that is spoken now.
    public static Locale locale() {
        return language.locale;
    }

    /// The text of `key` with its arguments filled in.
    ///
    /// @throws MissingResourceException when the bundle has no such key
    public static String of(String key, Object... arguments) {
        return new MessageFormat(language.bundle.getString(key), Locale.ENGLISH).format(arguments);
    }

    public static boolean has(String key) {
        return language.bundle.containsKey(key);
    }

    /// Every key of the bundle.
    public static Set<String> keys() {
        return language.bundle.keySet();
    }

    /// English is the root bundle: asking for it by name would fall back to the machine's own language.
    private static Language load(Locale locale) {
        return new Language(
                locale, ResourceBundle.getBundle(NAME, locale.equals(Locale.ENGLISH) ? Locale.ROOT : locale));
    }
}
