package signalbox.app.shell;

import java.util.Locale;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.text.Text;

/// The places of the console, in sidebar order: the one list behind sidebar, shortcuts and titles.
public enum Destination {
    OVERVIEW(Feather.ACTIVITY, "1"),
    WORKLOADS(Feather.LAYERS, "2"),
    BUDGETS(Feather.DOLLAR_SIGN, "B"),
    ROUTES(Feather.SHUFFLE, "R"),
    REQUESTS(Feather.LIST, "3"),
    PROVIDERS(Feather.SERVER, "4"),
    PRIVACY(Feather.SHIELD, "5"),
    SIMULATOR(Feather.GIT_BRANCH, "6"),
    AUDIT(Feather.FILE_TEXT, "7"),
    CONNECT(Feather.LINK, "8"),
    PREFERENCES(Feather.SETTINGS, "COMMA");

    private final Feather icon;
    private final String key;

    Destination(Feather icon, String key) {
        this.icon = icon;
        this.key = key;
    }

    public Feather icon() {
        return icon;
    }

    /// Text prefix, package and css file of this screen: `overview`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return Text.of(id() + ".title");
    }

    /// The combination that goes there, such as `Shortcut+1`.
    public String shortcut() {
        return "Shortcut+" + key;
    }

    /// Whether it belongs to the entry above it: a part of a workload that several may share. Such entries are indented
    /// and have a letter, so that the nine main places keep their figures.
    public boolean part() {
        return this == BUDGETS || this == ROUTES;
    }

    /// Whether it stands below the sidebar’s rule, with what is set up rather than watched.
    public boolean setUp() {
        return this == CONNECT || this == PREFERENCES;
    }
}
