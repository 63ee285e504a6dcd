package signalbox.app.audit;

import atlantafx.base.controls.CustomTextField;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Check;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.form.MoneyField;
import signalbox.app.form.Prose;
import signalbox.app.live.LiveFeed;
import signalbox.app.shell.Changes;
import signalbox.app.shell.Destination;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Page;
import signalbox.app.shell.PageFrame;
import signalbox.app.shell.Route;
import signalbox.app.shell.Shortcuts;
import signalbox.app.shell.Tools;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.AuditCheck;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.Ledger.Incident;
import signalbox.core.ledger.Ledger.Unreviewed;

/// The audit screen: the trail, incidents, and what waits for a review.
public final class AuditPage implements Page {
    private static final double SIDE_BY_SIDE = 1_100;

    private final Tools tools;
    private final AuditModel model;
    private final Changes changes;
    private final AuditTable table;
    private final AuditDetail detail;
    private final IncidentList incidents;
    private final ReviewList reviews;
    private final TextField filter = filter();
    private final MenuButton export = new MenuButton();
    private final Label problem = Prose.styled("", "notice");
    private final SplitPane split = new SplitPane();
    private final Tab trailTab = new Tab(Text.of("audit.tab.trail"));
    private final Tab incidentTab = new Tab();
    private final Tab reviewTab = new Tab();
    private final TabPane tabs = new TabPane(trailTab, incidentTab, reviewTab);
    private final List<Router.Subscription> subscriptions = new ArrayList<>();
    private final BorderPane node;

    /// Number of the entry to show as soon as it is there; 0 for none.
    private long wanted;

    public AuditPage(Tools tools, AuditModel model) {
        this.tools = tools;
        this.model = model;
        changes = new Changes(tools);
        table = new AuditTable(model, tools.clock(), this::open, () -> tools.navigator().go(Destination.WORKLOADS));
        detail = new AuditDetail(this::back, this::close);
        incidents = new IncidentList(tools.clock(), this::copy, () -> tabs.getSelectionModel().select(reviewTab));
        reviews =
                new ReviewList(
                        tools.clock(), new ReviewList.Actions(this::keep, this::correct, this::look, this::release));
        filter.textProperty().bindBidirectional(model.filter());
        node = PageFrame.filling("audit", body(), filter, checkButton(), exportMenu());
        HBox.setHgrow(filter, Priority.ALWAYS);
        node.widthProperty().subscribe(width -> arrange());
        model.facts().subscribe(this::show);
        model.rows().subscribe(this::select);
        model.problem().subscribe(this::complain);
        model.read().subscribe(read -> placeholder());
        model.filter().subscribe(words -> placeholder());
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public String title() {
        return Text.of("audit.title");
    }

    @Override
    public void onShow(Route route) {
        onHide();
        if (route instanceof Route.Change(long sequence)) {
            look(sequence);
        }
        subscriptions.add(tools.feed().on(LiveFeed.Pace.CHARTS, tick -> model.refresh()));
        subscriptions.add(tools.shortcuts().add("Shortcut+F", "audit.filter", filter::requestFocus));
        subscriptions.add(tools.shortcuts().when("Esc", "audit.details.close", this::closeIfOpen));
        model.refresh();
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
    }

    private Node bodyOfTrail() {
        split.getItems().add(table.node());
        split.getStyleClass().add("audit-split");
        return split;
    }

    private VBox body() {
        problem.setMaxWidth(Double.MAX_VALUE);
        problem.managedProperty().bind(problem.visibleProperty());
        trailTab.setContent(bodyOfTrail());
        incidentTab.setContent(incidents.node());
        reviewTab.setContent(reviews.node());
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        Describe.control(tabs, "audit.tabs");
        VBox.setVgrow(tabs, Priority.ALWAYS);
        return new VBox(problem, tabs);
    }

    private static TextField filter() {
        var field = new CustomTextField();
        field.setLeft(Icons.of(Feather.SEARCH));
        field.setPromptText(Text.of("audit.filter.prompt"));
        Describe.control(field, "audit.filter", "Shortcut+F");
        field.setPrefWidth(320);
        return field;
    }

    private Node checkButton() {
        var check = new Button();
        Describe.button(check, "audit.check");
        check.setMinWidth(Region.USE_PREF_SIZE);
        check.setOnAction(press -> model.check(this::checked, tools.toasts()::fail));
        return check;
    }

    private void checked(AuditCheck found) {
        tools.toasts()
                .say(
                        found.broken().isEmpty()
                                ? Text.of("audit.check.whole", found.rows(), found.head().substring(0, 8))
                                : Text.of(
                                        "audit.check.broken",
                                        Long.toString(found.broken().get().sequence()),
                                        found.broken().get().why()));
        found.broken().ifPresent(broken -> look(broken.sequence()));
    }

    /// Shows one entry, once it has been read.
    private void look(long sequence) {
        tabs.getSelectionModel().select(trailTab);
        model.filter().set("");
        wanted = table.select(sequence) ? 0 : sequence;
    }

    private void select() {
        if (wanted > 0 && table.select(wanted)) {
            wanted = 0;
        }
    }

    private Node exportMenu() {
        Describe.button(export, "audit.export");
        export.setMinWidth(Region.USE_PREF_SIZE);
        export.getItems().addAll(exportItem("csv", false), exportItem("json", true));
        return export;
    }

    private MenuItem exportItem(String kind, boolean json) {
        var item = new MenuItem(Text.of("audit.export." + kind));
        item.setOnAction(press ->
                tools.desk()
                        .saveAs(Text.of("audit.export.title"), "signalbox-audit." + kind)
                        .ifPresent(file ->
                                model.export(
                                        file,
                                        json,
                                        () -> tools.toasts().say(Text.of("audit.exported", file.getFileName())),
                                        tools.toasts()::fail)));
        return item;
    }

    private void show(AuditFacts facts) {
        incidents.node().getItems().setAll(facts.incidents());
        reviews.show(facts);
        incidentTab.setText(counted("audit.tab.incidents", facts.incidents().size()));
        reviewTab.setText(counted("audit.tab.review", facts.waiting()));
        placeholder();
    }

    private static String counted(String key, int count) {
        return count == 0 ? Text.of(key) : Text.of("audit.tab.counted", Text.of(key), count);
    }

    private void complain(Exception failure) {
        problem.setVisible(failure != null);
        problem.setText(failure == null ? "" : Text.of("audit.unreadable", ErrorBoundary.sentence(failure)));
    }

    private void placeholder() {
        boolean filtered = !model.filter().get().isBlank() && !model.facts().get().rows().isEmpty();
        boolean reading = !model.read().get();
        table.placeholder(
                Text.of(reading ? "audit.reading" : filtered ? "audit.no_match" : "audit.empty"),
                !reading && !filtered);
    }

    private void open(AuditRow row) {
        detail.show(row, model.inForce());
        if (split.getItems().size() == 1) {
            split.getItems().add(detail.node());
            arrange();
        }
    }

    /// Details stand beside the table where there is room, else below it.
    private void arrange() {
        boolean side = node.getWidth() > SIDE_BY_SIDE;
        split.setOrientation(side ? Orientation.HORIZONTAL : Orientation.VERTICAL);
        if (split.getItems().size() > 1) {
            split.setDividerPositions(side ? 0.58 : 0.45);
        }
    }

    private void close() {
        table.node().getSelectionModel().clearSelection();
        split.getItems().setAll(List.of(table.node()));
        table.node().requestFocus();
    }

    private boolean closeIfOpen() {
        boolean open = split.getItems().size() > 1;
        if (open) {
            close();
        } else if (!filter.getText().isEmpty()) {
            filter.clear();
            return true;
        }
        return open;
    }

    private void back(long version) {
        changes.apply(
                new Changes.Wanted(
                        policy -> model.back(version),
                        true,
                        Text.of("audit.back.title", version),
                        Text.of("audit.back.verb", version),
                        Text.of("audit.back.done", version),
                        model::refresh,
                        tools.toasts()::fail));
    }

    private void copy(Incident incident) {
        tools.desk().copy(incident.code() + "\n" + incident.at() + "\n" + incident.message());
        tools.toasts().say(Text.of("audit.incident.copied", incident.code()));
    }

    private void keep(Unreviewed one) {
        String cost = Amounts.money(one.costNanos());
        model.review(
                one,
                OptionalLong.empty(),
                "",
                () -> tools.toasts().say(Text.of("audit.review.kept", cost)),
                tools.toasts()::fail);
    }

    private void look(Unreviewed one) {
        tools.navigator().go(new Route.Requests(CallId.format(one.call().id())));
    }

    private void correct(Unreviewed one) {
        var money = new MoneyField();
        var reason = new TextField();
        var cost = Field.of("audit.correct.cost", money.control(), Check.money());
        var form = new Form().row(cost).row(Field.of("audit.correct.reason", reason, Check.ANYTHING));
        var go = new Button();
        Describe.button(go, "audit.correct.verb");
        go.getStyleClass().add("accent");
        go.setOnAction(press -> {
            if (form.valid()) {
                model.review(
                        one,
                        money.nanos(),
                        reason.getText(),
                        () -> corrected(money.nanos().orElse(0)),
                        failure -> cost.complain(ErrorBoundary.sentence(failure)));
            }
        });
        String title = Text.of("audit.correct.title", CallId.format(one.call().id()));
        tools.modals().show(title, form.node(), tools.modals().cancel(), go);
        money.control().requestFocus();
    }

    private void corrected(long nanos) {
        tools.modals().hide();
        tools.toasts().say(Text.of("audit.corrected", Amounts.exact(nanos)));
    }

    private void release(BudgetStatus status) {
        String amount = Amounts.units(status.budget().measure(), status.unreported());
        String name = status.budget().name();
        tools.modals()
                .confirm(
                        Text.of("audit.release.title", amount),
                        Text.of("audit.release.sentence", amount, name),
                        Text.of("audit.release", amount),
                        () ->
                                model.release(
                                        status,
                                        () -> tools.toasts().say(Text.of("audit.released", amount, name)),
                                        tools.toasts()::fail));
    }
}
