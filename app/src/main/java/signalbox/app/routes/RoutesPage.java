package signalbox.app.routes;

import atlantafx.base.controls.Spacer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.form.Sample;
import signalbox.app.live.LiveFeed;
import signalbox.app.shell.ChangedMeanwhile;
import signalbox.app.shell.Changes;
import signalbox.app.shell.Conflict;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Page;
import signalbox.app.shell.PageFrame;
import signalbox.app.shell.ReplayLine;
import signalbox.app.shell.Shortcuts;
import signalbox.app.shell.Tools;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.policy.Experiment;
import signalbox.core.policy.Lane;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyChange.Part;
import signalbox.core.policy.PolicyProblem;
import signalbox.core.policy.Route;

/// The routes screen: the list at the left, the lanes of the selected one at the right, and the bar that applies them.
public final class RoutesPage implements Page {

    private final Tools tools;
    private final RoutesModel model;
    private final Changes changes;
    private final List<Router.Subscription> subscriptions = new ArrayList<>();
    private final ListView<RouteRow> list = new ListView<>();
    private final RouteEditor editor = new RouteEditor(this::edited);
    private final OutcomeView outcomes = new OutcomeView();
    private final PlanPreview preview;
    private final Button create = new Button();
    private final Button remove = new Button(null, Icons.of(Feather.TRASH_2));
    private final Button apply = new Button();
    private final Button discard = new Button();
    private final Label heading = new Label();
    private final Label problem = Prose.styled("", "danger-text");
    private final RouteUsers users;
    private final ReplayLine replay;
    private final HBox bar = new HBox(8);
    private final StackPane detail = new StackPane();
    private final Node pane;
    private final Node empty;
    private final BorderPane node;
    private Route before;
    private boolean fresh;
    private boolean listing;
    private String wanted = "";
    private List<String> targets = List.of();

    public RoutesPage(Tools tools, RoutesModel model) {
        this.tools = tools;
        this.model = model;
        changes = new Changes(tools);
        replay =
                new ReplayLine(
                        tools, () -> Optional.of(policy -> new PolicyChange.Put(new Part.OfRoute(editor.route()))));
        preview = new PlanPreview(model, editor::route);
        users = new RouteUsers(name -> tools.navigator().go(new signalbox.app.shell.Route.Workload(name)));
        describe();
        pane = pane();
        empty = PageFrame.empty("routes", this::askName, sample());
        HBox.setHgrow(detail, Priority.ALWAYS);
        node = PageFrame.filling("routes", new HBox(16, list, detail), create);
        list.setCellFactory(view -> new RouteCell());
        list.getStyleClass().addAll("master-list", "route-list");
        Describe.control(list, "routes.list");
        list.getSelectionModel().selectedItemProperty().subscribe((was, now) -> picked(now));
        model.rows().subscribe(rows -> listed());
        model.outcomes().subscribe(outcomes::show);
    }

    private void describe() {
        Describe.button(create, "routes.new", "N");
        create.getStyleClass().add("accent");
        create.setOnAction(press -> askName());
        Describe.icon(remove, "routes.remove");
        remove.getStyleClass().addAll("flat", "button-icon");
        remove.setOnAction(press -> remove());
        Describe.button(apply, "routes.apply", "Shortcut+S");
        apply.getStyleClass().add("accent");
        apply.setOnAction(press -> apply());
        Describe.button(discard, "routes.discard");
        discard.setOnAction(press -> discard());
    }

    private Node pane() {
        heading.getStyleClass().add("section-title");
        heading.setMinWidth(0);
        var head = new HBox(8, heading, new Spacer(), remove);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("pane-part");
        var body = new VBox(20, editor.node(), outcomes.node(), preview.node());
        body.getStyleClass().add("detail-body");
        var scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var box = new VBox(8, head, users.node(), scroll, bar());
        box.getStyleClass().addAll("card", "detail-pane");
        return box;
    }

    private Node bar() {
        var words = new VBox(4, Prose.hiddenWhileEmpty(problem), replay.node());
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        for (Button button : List.of(replay.button(), discard, apply)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        bar.getChildren().addAll(words, replay.button(), discard, apply);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("apply-bar");
        bar.managedProperty().bind(bar.visibleProperty());
        return bar;
    }

    private static Node sample() {
        return Sample.rows(Text.of("routes.sample.1"), Text.of("routes.sample.2"), Text.of("routes.sample.3"));
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public String title() {
        return Text.of("routes.title");
    }

    @Override
    public void onShow(signalbox.app.shell.Route route) {
        onHide();
        if (route instanceof signalbox.app.shell.Route.Lanes(String name) && !dirty()) {
            wanted = name;
        }
        subscriptions.add(tools.feed().on(LiveFeed.Pace.NUMBERS, tick -> model.refresh()));
        subscriptions.add(tools.shortcuts().add("N", "routes.new", this::askName));
        subscriptions.add(tools.shortcuts().add("Shortcut+S", "routes.apply", apply::fire));
        model.refresh();
        listed();
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
    }

    private void listed() {
        List<RouteRow> rows = model.rows().get();
        listing = true;
        if (!list.getItems().equals(rows)) {
            list.getItems().setAll(rows);
        }
        Optional<RouteRow> row = rows.stream().filter(one -> one.route().name().equals(wanted)).findFirst();
        row.or(() -> fresh ? Optional.empty() : rows.stream().findFirst())
                .ifPresent(one -> list.getSelectionModel().select(one));
        listing = false;
        RouteRow now = list.getSelectionModel().getSelectedItem();
        if (now != null && !fresh && !(dirty() && same(now))) {
            open(now.route(), now.workloads());
        } else if (now == null && !fresh) {
            before = null;
            detail.getChildren().setAll(empty);
        }
        list.setVisible(!rows.isEmpty());
        list.setManaged(!rows.isEmpty());
    }

    private boolean same(RouteRow row) {
        return before != null && before.name().equals(row.route().name());
    }

    private boolean dirty() {
        return before != null && bar.isVisible();
    }

    private void picked(RouteRow row) {
        if (!listing && row != null) {
            fresh = false;
            wanted = row.route().name();
            open(row.route(), row.workloads());
        }
    }

    private void open(Route route, List<String> workloads) {
        List<String> every = model.everyTarget();
        boolean other = !every.equals(targets) || !editor.route().equals(route);
        boolean another = before == null || fresh || !before.equals(route) || !dirty() && other;
        before = route;
        heading.setText(route.name());
        remove.setVisible(!fresh);
        users.show(workloads);
        if (another) {
            problem.setText("");
            targets = every;
            editor.show(route, every);
            preview.show(workloads);
            model.readOutcomes(route.experiment().map(Experiment::name).orElse(""));
        }
        if (!detail.getChildren().contains(pane)) {
            detail.getChildren().setAll(pane);
        }
    }

    private void edited() {
        if (before == null) {
            return;
        }
        Route draft = editor.route();
        bar.setVisible(fresh || !draft.equals(before));
        problem.setText("");
        replay.clear();
        List<PolicyProblem> wrong = model.problems(draft);
        editor.notes(wrong.isEmpty() ? model.advice(draft) : wrong);
    }

    private void apply() {
        if (!dirty()) {
            return;
        }
        Route draft = editor.route();
        List<PolicyProblem> wrong = model.problems(draft);
        if (!wrong.isEmpty()) {
            editor.notes(wrong);
            problem.setText(Text.of("routes.wrong"));
            return;
        }
        Route was = fresh ? null : before;
        changes.apply(
                new Changes.Wanted(
                        policy -> {
                            ChangedMeanwhile.check(draft.name(), was, policy.routes().get(draft.name()));
                            return new PolicyChange.Put(new Part.OfRoute(draft));
                        },
                        false,
                        Text.of("routes.apply.title", draft.name()),
                        Text.of("changes.apply"),
                        Text.of(fresh ? "routes.created" : "routes.changed", draft.name()),
                        () -> applied(draft.name()),
                        failure -> refused(draft, failure)));
    }

    private void refused(Route draft, Exception failure) {
        boolean conflict =
                new Conflict(tools)
                        .asked(
                                failure,
                                draft.name(),
                                policy -> new PolicyChange.Put(new Part.OfRoute(draft)),
                                this::takeMine,
                                this::discard);
        problem.setText(conflict ? "" : ErrorBoundary.sentence(failure));
    }

    /// As if it had been edited from what is in force now.
    private void takeMine() {
        Route theirs = model.policy().routes().get(editor.route().name());
        fresh = theirs == null;
        before = fresh ? before : theirs;
        apply();
    }

    private void applied(String name) {
        fresh = false;
        wanted = name;
        bar.setVisible(false);
        before = null;
        model.refresh();
        listed();
    }

    private void discard() {
        bar.setVisible(false);
        fresh = false;
        before = null;
        listed();
    }

    private void remove() {
        Route route = before;
        List<String> used = list.getSelectionModel().getSelectedItem().workloads();
        if (!used.isEmpty()) {
            problem.setText("");
            tools.toasts()
                    .fail(
                            new RouterException(
                                    "route_in_use", Text.of("routes.in_use", route.name(), Sentences.list(used))));
            return;
        }
        changes.apply(
                policy -> new PolicyChange.Remove(new Part.OfRoute(route)),
                Text.of("routes.remove.title", route.name()),
                Text.of("routes.removed", route.name()),
                this::discard,
                tools.toasts()::fail);
    }

    private void askName() {
        new NewRoute(tools.modals(), model).ask(this::begin);
    }

    private void begin(String name) {
        listing = true;
        list.getSelectionModel().clearSelection();
        listing = false;
        fresh = true;
        open(new Route(name, List.of(new Lane(List.of()))), List.of());
        edited();
    }
}
