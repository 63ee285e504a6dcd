package signalbox.app.preferences;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.controls.ToggleSwitch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Page;
import signalbox.app.shell.PageFrame;
import signalbox.app.shell.Route;
import signalbox.app.shell.Settings;
import signalbox.app.shell.Shortcuts;
import signalbox.app.shell.Theme;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.Router;

/// The preferences screen: sections of settings, and a field that finds one.
public final class PreferencesPage implements Page {
    private static final double WIDEST = 860;

    private final Tools tools;
    private final PreferencesModel model;
    private final Settings settings;
    private final List<Router.Subscription> subscriptions = new ArrayList<>();
    private final CustomTextField search = new CustomTextField();
    private final Label nothing = new Label(Text.of("preferences.nothing"));
    private final ToggleSwitch login = new ToggleSwitch();
    private final ProxySection proxy;
    private final List<Section> sections;
    private final BorderPane node;
    private boolean loginKnown;

    public PreferencesPage(Tools tools, PreferencesModel model) {
        this.tools = tools;
        this.model = model;
        settings = model.settings();
        proxy = new ProxySection(tools, model);
        sections =
                List.of(
                        general(),
                        proxy.section(),
                        notifications(),
                        appearance(),
                        new DataSection(tools, model).section(),
                        updates(),
                        about());
        nothing.getStyleClass().add("text-muted");
        nothing.managedProperty().bind(nothing.visibleProperty());
        var content = new VBox(nothing);
        sections.forEach(section -> content.getChildren().add(section.node()));
        content.setMaxWidth(WIDEST);
        node = PageFrame.scrolling("preferences", content, searchField());
        SectionIndex.beside(node, sections);
        search.textProperty().subscribe(this::find);
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public String title() {
        return Text.of("preferences.title");
    }

    @Override
    public void onShow(Route route) {
        onHide();
        subscriptions.add(tools.shortcuts().add("Shortcut+F", "preferences.search", search::requestFocus));
        subscriptions.add(tools.shortcuts().when("Esc", "preferences.search.clear", this::clear));
        proxy.onShow();
        if (model.startsAtLoginPossible()) {
            model.startsAtLogin(this::showLogin, tools.toasts()::fail);
        }
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
        proxy.onHide();
    }

    private Node searchField() {
        search.setLeft(Icons.of(Feather.SEARCH));
        search.setPromptText(Text.of("preferences.search"));
        search.setPrefWidth(240);
        Describe.control(search, "preferences.search", "Shortcut+F");
        return search;
    }

    private void find(String typed) {
        int shown = sections.stream().mapToInt(section -> section.filter(typed)).sum();
        nothing.setVisible(shown == 0);
    }

    private boolean clear() {
        boolean any = !search.getText().isEmpty();
        search.clear();
        return any;
    }

    private Section general() {
        var languages = Stream.concat(Stream.of(""), Text.LANGUAGES.stream().map(Locale::toLanguageTag)).toList();
        login.setDisable(!model.startsAtLoginPossible());
        login.selectedProperty()
                .subscribe((was, now) -> {
                    if (loginKnown) {
                        model.startAtLogin(now, this::loginFailed);
                    }
                });
        var loginRow = new SettingRow("preferences.login", login);
        if (!model.startsAtLoginPossible()) {
            loginRow.help(Text.of("preferences.login.impossible"));
        }
        var close = Controls.choice(settings.close(), Settings.Close.class, "preferences.close.");
        return new Section(
                "preferences.section.general",
                new SettingRow(
                        "preferences.language",
                        Controls.settled(settings.language(), languages, PreferencesPage::languageName)),
                loginRow,
                new SettingRow("preferences.close", close),
                new SettingRow("preferences.tray", Controls.toggle(settings.tray())),
                new SettingRow(
                        "preferences.steps",
                        Controls.button("preferences.steps.show", () -> settings.stepsDismissed().set(false))));
    }

    /// Each language in its own words; the first entry follows the system.
    private static String languageName(String tag) {
        var locale = Locale.forLanguageTag(tag);
        return tag.isEmpty() ? Text.of("preferences.language.system") : locale.getDisplayLanguage(locale);
    }

    private void showLogin(boolean enabled) {
        loginKnown = false;
        login.setSelected(enabled);
        loginKnown = true;
    }

    private void loginFailed(Exception failure) {
        tools.toasts().fail(failure);
        showLogin(!login.isSelected());
    }

    private Section notifications() {
        var from = new TimeField(settings.quietFrom(), "22:00");
        var to = new TimeField(settings.quietTo(), "07:00");
        Describe.control(from.control(), "preferences.quiet.from");
        Describe.control(to.control(), "preferences.quiet.to");
        var hours = new HBox(8, from.control(), new Label("–"), to.control());
        hours.setAlignment(Pos.CENTER_RIGHT);
        return new Section(
                "preferences.section.notifications",
                new SettingRow("preferences.tell.halts", Controls.toggle(settings.tellHalts())),
                new SettingRow("preferences.tell.warnings", Controls.toggle(settings.tellWarnings())),
                new SettingRow("preferences.tell.providers", Controls.toggle(settings.tellProviders())),
                new SettingRow("preferences.quiet", hours));
    }

    private Section appearance() {
        var theme = Controls.choice(settings.theme(), Theme.Choice.class, "preferences.theme.");
        var density = Controls.choice(settings.density(), Settings.Density.class, "preferences.density.");
        return new Section(
                "preferences.section.appearance",
                new SettingRow("preferences.theme", theme),
                new SettingRow("preferences.density", density),
                new SettingRow("preferences.motion", Controls.toggle(settings.reducedMotion())),
                new SettingRow("preferences.patterns", Controls.toggle(settings.patterns())));
    }

    private Section updates() {
        var feed = new TextField(settings.feed().get());
        feed.setPromptText("https://");
        feed.setPrefWidth(260);
        Describe.control(feed, "preferences.updates.feed");
        var ask = Controls.button("preferences.updates.ask", () -> {});
        var result = new SettingRow("preferences.updates", new HBox(8, feed, ask));
        ask.setOnAction(press -> ask(feed.getText().strip(), ask, result));
        var daily = new SettingRow("preferences.updates.daily", Controls.toggle(settings.updatesDaily()));
        return new Section("preferences.section.updates", result, daily);
    }

    private void ask(String address, Button ask, SettingRow row) {
        if (!address.matches("https://[^\\s/]+\\S*")) {
            settings.feed().set("");
            row.help(Text.of(address.isEmpty() ? "preferences.updates.off" : "preferences.updates.address"));
            return;
        }
        settings.feed().set(address);
        ask.setDisable(true);
        model.askForUpdate(
                release -> {
                    ask.setDisable(false);
                    boolean newer = release.newerThan(model.version());
                    row.help(
                            newer
                                    ? Text.of("preferences.updates.newer", release.version(), release.page())
                                    : Text.of("preferences.updates.newest", model.version()));
                },
                failure -> {
                    ask.setDisable(false);
                    row.help(ErrorBoundary.sentence(failure));
                });
    }

    private Section about() {
        var version = new Label(model.version());
        version.getStyleClass().add("mono");
        var java = new Label(System.getProperty("java.version") + ", JavaFX " + System.getProperty("javafx.version"));
        java.getStyleClass().add("mono");
        return new Section(
                "preferences.section.about",
                new SettingRow("preferences.version", version),
                new SettingRow("preferences.java", java),
                new SettingRow(
                        "preferences.licences", Controls.button("preferences.licences.show", this::showLicences)));
    }

    private void showLicences() {
        var list = new ListView<Parts.Part>();
        list.getItems().setAll(model.parts());
        list.setPrefSize(480, 320);
        Describe.control(list, "preferences.licences");
        var close = tools.modals().cancel();
        Describe.button(close, "modal.close", "Esc");
        tools.modals().show(Text.of("preferences.licences"), list, close);
    }
}
