package signalbox.app.shell;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What the operator prefers about the console on this machine; policy is not here. A change is written down at once or
/// soon, as the store likes it; what a newer version wrote and this one does not know is kept. FX thread only.
public final class Settings {
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
        language = text("language");
        page = text("page");
        window = text("window");
        port = text("port");
        quietFrom = text("quiet.from");
        quietTo = text("quiet.to");
        feed = text("updates.feed");
        updatesLooked = text("updates.looked");
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

    private StringProperty text(String name) {
        return kept(name, new SimpleStringProperty(values.getOrDefault(name, "")), value -> value);
    }

    private BooleanProperty flag(String name, boolean otherwise) {
        boolean now = Boolean.parseBoolean(values.getOrDefault(name, Boolean.toString(otherwise)));
        return kept(name, new SimpleBooleanProperty(now), value -> Boolean.toString(value));
    }

    private <E extends Enum<E>> ObjectProperty<E> choice(String name, Class<E> type, E otherwise) {
        E now = otherwise;
        for (E one : type.getEnumConstants()) {
            now = word(one).equals(values.get(name)) ? one : now;
        }
        return kept(name, new SimpleObjectProperty<>(now), Settings::word);
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
