package signalbox.app;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.stage.Stage;
import signalbox.app.audit.AuditModel;
import signalbox.app.audit.AuditPage;
import signalbox.app.budgets.BudgetsModel;
import signalbox.app.budgets.BudgetsPage;
import signalbox.app.connect.ConnectModel;
import signalbox.app.connect.ConnectPage;
import signalbox.app.halted.HaltBanners;
import signalbox.app.halted.HaltModel;
import signalbox.app.halted.HaltToast;
import signalbox.app.live.Background;
import signalbox.app.live.LiveFeed;
import signalbox.app.overview.OverviewModel;
import signalbox.app.overview.OverviewPage;
import signalbox.app.preferences.PreferencesModel;
import signalbox.app.preferences.PreferencesPage;
import signalbox.app.preferences.Releases;
import signalbox.app.privacy.PrivacyModel;
import signalbox.app.privacy.PrivacyPage;
import signalbox.app.providers.FoundProviders;
import signalbox.app.providers.ProvidersModel;
import signalbox.app.providers.ProvidersPage;
import signalbox.app.requests.RequestsModel;
import signalbox.app.requests.RequestsPage;
import signalbox.app.routes.RoutesModel;
import signalbox.app.routes.RoutesPage;
import signalbox.app.shell.Desk;
import signalbox.app.shell.Destination;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Machine;
import signalbox.app.shell.Modals;
import signalbox.app.shell.Navigator;
import signalbox.app.shell.Page;
import signalbox.app.shell.QuietHours;
import signalbox.app.shell.Serving;
import signalbox.app.shell.ServingBlock;
import signalbox.app.shell.Shortcuts;
import signalbox.app.shell.Sidebar;
import signalbox.app.shell.StatusBar;
import signalbox.app.shell.Theme;
import signalbox.app.shell.Toasts;
import signalbox.app.shell.Tools;
import signalbox.app.shell.Window;
import signalbox.app.simulator.PastModel;
import signalbox.app.simulator.SimulatorModel;
import signalbox.app.simulator.SimulatorPage;
import signalbox.app.welcome.FoundKeys;
import signalbox.app.welcome.Welcome;
import signalbox.app.welcome.WelcomeModel;
import signalbox.app.workloads.WorkloadsModel;
import signalbox.app.workloads.WorkloadsPage;
import signalbox.core.Router;
import signalbox.core.RouterException;

/// The composition root of the console: builds every object, in order, and closes them in reverse. Build it on the FX
/// thread. It does not own the router or the listener.
public final class AppGraph implements AutoCloseable {
    private final Tools tools;
    private final String version;
    private final ServingBlock block;
    private final Sidebar sidebar;
    private final StatusBar status;
    private final Window window;
    private final HaltModel halts;
    private final HaltBanners banners;
    private final HaltToast toast;
    private final StatusPulse pulse;
    private final TraySign sign;
    private final Alerts alerts;
    private final UpdateNotice updates;

    /// @param actor the operating-system user, for the audit trail
    public AppGraph(
            Router router,
            Serving serving,
            Desk desk,
            Theme theme,
            InstantSource clock,
            String actor,
            String version,
            Machine machine) {
        tools =
                new Tools(
                        router,
                        serving,
                        new LiveFeed(router, clock),
                        new Background(),
                        clock,
                        actor,
                        new Navigator(new ErrorBoundary(desk)),
                        new Toasts(desk),
                        new Modals(),
                        new Shortcuts(),
                        desk,
                        machine);
        this.version = version;
        halts = new HaltModel(router, tools.background(), clock, actor);
        banners = new HaltBanners(halts, tools.navigator(), tools.modals(), tools.toasts(), clock);
        var quiet = new QuietHours(machine.settings(), clock, ZoneId.systemDefault());
        toast = new HaltToast(halts, theme, clock, quiet, this::look);
        pages();
        block =
                new ServingBlock(
                        serving,
                        tools.background(),
                        tools.toasts(),
                        tools.modals(),
                        desk,
                        router::inFlight,
                        machine.settings());
        sidebar = new Sidebar(tools.navigator(), block);
        status = new StatusBar(version);
        window = new Window(tools.navigator(), sidebar, status, tools.toasts(), tools.modals(), machine.settings());
        sign = new TraySign(tools, halts, this::front, Platform::exit);
        pulse = new StatusPulse(router, tools.feed(), tools.background(), clock, status, sidebar, halts, sign::spent);
        alerts = new Alerts(router, machine, tools.toasts(), tools.background(), clock, tools.feed(), halts, quiet);
        updates = new UpdateNotice(tools, version, status, Releases::ask);
        shortcuts();
    }

    /// The screens: one line each.
    private void pages() {
        page(
                Destination.OVERVIEW,
                () ->
                        new OverviewPage(
                                tools,
                                new OverviewModel(tools.router(), tools.background(), tools.clock()),
                                banners.node()));
        page(
                Destination.WORKLOADS,
                () -> new WorkloadsPage(tools, new WorkloadsModel(tools.router(), tools.background(), tools.actor())));
        page(
                Destination.BUDGETS,
                () ->
                        new BudgetsPage(
                                tools,
                                new BudgetsModel(tools.router(), tools.background(), tools.clock(), tools.actor())));
        page(
                Destination.ROUTES,
                () -> new RoutesPage(tools, new RoutesModel(tools.router(), tools.background(), tools.clock())));
        page(
                Destination.PROVIDERS,
                () ->
                        new ProvidersPage(
                                tools,
                                new ProvidersModel(
                                        tools.router(),
                                        tools.background(),
                                        tools.clock(),
                                        tools.actor(),
                                        tools.machine().environment())));
        page(Destination.CONNECT, () -> new ConnectPage(tools, connectModel()));
        page(Destination.REQUESTS, () -> new RequestsPage(tools, requestsModel()));
        page(
                Destination.PRIVACY,
                () -> new PrivacyPage(tools, new PrivacyModel(tools.router(), tools.background(), tools.clock())));
        page(
                Destination.SIMULATOR,
                () ->
                        new SimulatorPage(
                                tools,
                                new SimulatorModel(tools.router(), tools.background(), tools.clock()),
                                new PastModel(
                                        tools.router(),
                                        tools.background(),
                                        tools.clock(),
                                        tools.machine().home(),
                                        tools.machine().environment())));
        page(
                Destination.AUDIT,
                () -> new AuditPage(tools, new AuditModel(tools.router(), tools.background(), tools.actor())));
        page(Destination.PREFERENCES, this::preferences);
    }

    private Page preferences() {
        return new PreferencesPage(
                tools,
                new PreferencesModel(tools.router(), tools.serving(), tools.machine(), tools.background(), version));
    }

    private void page(Destination destination, Supplier<Page> maker) {
        tools.navigator().add(destination, maker);
    }

    private void shortcuts() {
        var shortcuts = tools.shortcuts();
        for (Destination destination : tools.navigator().destinations()) {
            shortcuts.add(destination.shortcut(), destination.id() + ".title", () -> tools.navigator().go(destination));
        }
        shortcuts.add("Shortcut+Shift+P", "serving.switch", block::toggle);
        shortcuts.when("Shortcut+Z", "toast.undo", tools.toasts()::undoLast);
        shortcuts.when("U", "halted.unlock.key", banners::unlockNewest);
        shortcuts.add("Shortcut+K", "palette.title", new Commands(tools, halts).palette()::open);
        shortcuts.add("Shift+Slash", "shortcuts.title", () -> tools.modals().shortcuts(shortcuts));
    }

    private RequestsModel requestsModel() {
        return new RequestsModel(tools.router(), tools.background(), tools.clock(), tools.machine().settings().pins());
    }

    private ConnectModel connectModel() {
        return new ConnectModel(tools.router(), tools.background(), tools.actor(), tools.machine(), tools.clock());
    }

    /// Goes to the first screen, with the focus where a key does no harm.
    public void begin() {
        var settings = tools.machine().settings();
        String last = settings.page().get();
        tools.navigator().go(Destination.OVERVIEW);
        tools.navigator().destinations().stream().filter(one -> one.id().equals(last)).forEach(tools.navigator()::go);
        tools.navigator().current().subscribe(now -> settings.page().set(now.id()));
        sidebar.focus();
        // a policy that nobody has touched is that of a fresh data directory
        if (!settings.welcomed().get() && tools.router().policy().version() <= 1) {
            var found = new FoundProviders(tools.router(), tools.machine().environment(), tools.clock(), tools.actor());
            new Welcome(tools, new WelcomeModel(tools.router(), tools.background(), keys(found), tools.actor()))
                    .begin();
        }
    }

    /// The first run knows no other screen, so what finds keys is handed to it.
    private static FoundKeys keys(FoundProviders found) {
        return new FoundKeys() {
            @Override
            public List<Key> unused() {
                return found.unused().stream().map(one -> new Key(one.variable(), one.vendor(), one.words())).toList();
            }

            @Override
            public void use(Key key) throws RouterException {
                found.add(key.variable());
            }
        };
    }

    public Parent root() {
        return window.root();
    }

    public Tools tools() {
        return tools;
    }

    /// Brings the window to the front, on the screen that explains halts.
    private void look() {
        tools.navigator().go(Destination.OVERVIEW);
        front();
    }

    /// Brings the window to the front as it is.
    private void front() {
        if (window.root().getScene() != null && window.root().getScene().getWindow() instanceof Stage stage) {
            stage.setIconified(false);
            stage.show();
            stage.toFront();
        }
    }

    @Override
    public void close() {
        tools.navigator().leave();
        toast.close();
        updates.close();
        alerts.close();
        sign.close();
        pulse.close();
        window.close();
        block.close();
        halts.close();
        tools.feed().close();
    }
}
