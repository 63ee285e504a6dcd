package signalbox.app.shell;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.text.Text;

/// What the operator prefers about the console on this machine; policy is not here. A change is written down at once or
/// soon, as the store likes it; what a newer version wrote and this one does not know is kept. A value that cannot be
/// read counts as its default. FX thread only.
public final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final Pattern TIME = Pattern.compile("([01]?[0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    /// Where they are kept: names and values, nothing else.
    public interface Store {
        /// What is kept now; empty when nothing is.
        Map<String, String> load();

        void save(Map<String, String> all);
    }

    /// How close things stand.
    public enum Density {
        COMFORTABLE,
        COMPACT
    }

    /// What the window's close button does.
    public enum Close {
        ASK,
        KEEP,
        QUIT
    }

    private final Store store;
    private final TreeMap<String, String> values;
    private final StringProperty language;
    private final StringProperty page;
    private final StringProperty window;
    private final StringProperty port;
    private final StringProperty quietFrom;
    private final StringProperty quietTo;
    private final StringProperty feed;
    private final StringProperty updatesLooked;
    private final StringProperty updatesNewest;
    private final StringProperty filters;
    private final StringProperty pins;
    private final ObjectProperty<Theme.Choice> theme;
    private final ObjectProperty<Density> density;
    private final ObjectProperty<Close> close;
    private final BooleanProperty reducedMotion;
    private final BooleanProperty patterns;
    private final BooleanProperty tray;
    private final BooleanProperty tellHalts;
    private final BooleanProperty tellWarnings;
    private final BooleanProperty tellProviders;
    private final BooleanProperty updatesDaily;
    private final BooleanProperty welcomed;
    private final BooleanProperty stepsDismissed;

    public Settings(Store store) {
        this.store = store;
        values = new TreeMap<>(store.load());
        language = text("language", Settings::isLanguage);
        page = text("page");
        window = text("window");
        port = text("port", Settings::isPort);
        quietFrom = text("quiet.from", Settings::isTime);
        quietTo = text("quiet.to", Settings::isTime);
        feed = text("updates.feed");
        updatesLooked = text("updates.looked");
        updatesNewest = text("updates.newest");
        filters = text("filters");
        pins = text("pins");
        theme = choice("theme", Theme.Choice.class, Theme.Choice.SYSTEM);
        density = choice("density", Density.class, Density.COMFORTABLE);
        close = choice("close", Close.class, Close.ASK);
        reducedMotion = flag("reduced-motion", false);
        patterns = flag("chart-patterns", false);
        tray = flag("tray", true);
        tellHalts = flag("notify.halts", true);
        tellWarnings = flag("notify.warnings", true);
        tellProviders = flag("notify.providers", false);
        updatesDaily = flag("updates.daily", false);
        welcomed = flag("welcomed", false);
        stepsDismissed = flag("first-steps-dismissed", false);
    }

    /// Settings that are forgotten when the program ends.
    public static Settings forgetful() {
        return new Settings(
                new Store() {
                    @Override
                    public Map<String, String> load() {
                        return Map.of();
                    }

                    @Override
                    public void save(Map<String, String> all) {
                        // nothing is kept
                    }
                });
    }

    /// Language tag such as `zh`; empty follows the system.
    public StringProperty language() {
        return language;
    }

    /// Id of the screen that was in front.
    public StringProperty page() {
        return page;
    }

    /// Where the window stood, as its owner writes it.
    public StringProperty window() {
        return window;
    }

    /// Port of the listener in digits; empty for the usual one.
    public StringProperty port() {
        return port;
    }

    /// Start of the quiet hours, `22:00`; empty for none.
    public StringProperty quietFrom() {
        return quietFrom;
    }

    public StringProperty quietTo() {
        return quietTo;
    }

    /// Where to ask for new versions; empty asks nobody.
    public StringProperty feed() {
        return feed;
    }

    /// Whether the place is asked once a day without being told to.
    public BooleanProperty updatesDaily() {
        return updatesDaily;
    }

    /// When it was last asked so, an instant; empty for never.
    public StringProperty updatesLooked() {
        return updatesLooked;
    }

    /// What was answered then, as its owner writes it; empty for nothing.
    public StringProperty updatesNewest() {
        return updatesNewest;
    }

    /// Saved filters of the requests screen, one a line.
    public StringProperty filters() {
        return filters;
    }

    /// Calls that stay on top of the requests screen, one id a line.
    public StringProperty pins() {
        return pins;
    }

    public ObjectProperty<Theme.Choice> theme() {
        return theme;
    }

    public ObjectProperty<Density> density() {
        return density;
    }

    public ObjectProperty<Close> close() {
        return close;
    }

    /// No movement, whatever the system says.
    public BooleanProperty reducedMotion() {
        return reducedMotion;
    }

    /// Hatches on the bars of charts.
    public BooleanProperty patterns() {
        return patterns;
    }

    /// A sign in the notification area, where there is one.
    public BooleanProperty tray() {
        return tray;
    }

    public BooleanProperty tellHalts() {
        return tellHalts;
    }

    public BooleanProperty tellWarnings() {
        return tellWarnings;
    }

    public BooleanProperty tellProviders() {
        return tellProviders;
    }

    /// Whether the first run is over.
    public BooleanProperty welcomed() {
        return welcomed;
    }

    /// Whether the list of first steps was put away.
    public BooleanProperty stepsDismissed() {
        return stepsDismissed;
    }

    /// Whether this is a time of day such as `22:00`.
    public static boolean isTime(String typed) {
        return TIME.matcher(typed).matches();
    }

    /// Whether a listener can be asked to have this port.
    public static boolean isPort(String typed) {
        return NUMBER.matcher(typed).matches() && Integer.parseInt(typed) >= 1 && Integer.parseInt(typed) <= 65_535;
    }

    private static boolean isLanguage(String tag) {
        return Text.LANGUAGES.stream().anyMatch(one -> one.toLanguageTag().equals(tag));
    }

    private StringProperty text(String name) {
        return text(name, value -> true);
    }

    private StringProperty text(String name, Predicate<String> readable) {
        String now = value(name, value -> value.isEmpty() || readable.test(value), "");
        return kept(name, new SimpleStringProperty(now), value -> value);
    }

    private BooleanProperty flag(String name, boolean otherwise) {
        String now = value(name, value -> value.equals("true") || value.equals("false"), Boolean.toString(otherwise));
        return kept(name, new SimpleBooleanProperty(Boolean.parseBoolean(now)), value -> Boolean.toString(value));
    }

    private <E extends Enum<E>> ObjectProperty<E> choice(String name, Class<E> type, E otherwise) {
        var words = Arrays.stream(type.getEnumConstants()).map(Settings::word).toList();
        String now = value(name, words::contains, word(otherwise));
        return kept(name, new SimpleObjectProperty<>(type.getEnumConstants()[words.indexOf(now)]), Settings::word);
    }

    /// What is kept under a name, or the default where nothing is or nothing that can be read.
    private String value(String name, Predicate<String> readable, String otherwise) {
        String value = values.getOrDefault(name, otherwise);
        if (readable.test(value)) {
            return value;
        }
        LOG.warn("setting {} cannot be read and counts as its default", name);
        return otherwise;
    }

    private <T, P extends Property<T>> P kept(String name, P property, Function<T, String> words) {
        property.addListener((value, was, now) -> {
            String text = now == null ? "" : words.apply(now);
            if (!text.equals(values.put(name, text))) {
                store.save(Map.copyOf(values));
            }
        });
        return property;
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
