package signalbox.app.workloads;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.live.LiveFeed;
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
import signalbox.core.policy.PolicyChange;

/// The workloads screen: the list at the left, the form of the selected one at the right, and the bar that applies it.
public final class WorkloadsPage implements Page {
    private final Tools tools;
    private final WorkloadsModel model;
    private final List<Router.Subscription> subscriptions = new ArrayList<>();
    private final ListView<WorkloadRow> list = new ListView<>();
    private final WorkloadForm form = new WorkloadForm();
    private final MenuButton create = new MenuButton();
    private final Button unlock = new Button();
    private final Button delete = new Button(null, Icons.of(Feather.TRASH_2));
    private final Button connect = new Button();
    private final Button apply = new Button();
    private final Button discard = new Button();
    private final Label heading = new Label();
    private final Label effect = new Label();
    private final Label problem = new Label();
    private final ReplayLine replay;
    private final HBox bar = new HBox(8);
    private final StackPane detail = new StackPane();
    private final Node editor;
    private final Node empty;
    private final BorderPane node;
    private Draft shown;
    private boolean fresh;
    private boolean showing;
    private String wanted = "";
    private long shownVersion;

    public WorkloadsPage(Tools tools, WorkloadsModel model) {
        this.tools = tools;
        this.model = model;
        replay = new ReplayLine(model, this::current);
        describe();
        editor = editor();
        empty = empty();
        HBox.setHgrow(detail, Priority.ALWAYS);
        var content = new HBox(16, list, detail);
        node = PageFrame.filling("workloads", content, create);
        list.setCellFactory(view -> new WorkloadCell(tools.clock()));
        list.getStyleClass().add("workload-list");
        Describe.control(list, "workloads.list");
        list.getSelectionModel().selectedItemProperty().subscribe((was, now) -> picked(now));
        model.rows().subscribe(this::listed);
        form.onEdit(this::edited);
        edit(null, false);
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public String title() {
        return Text.of("workloads.title");
    }

    @Override
    public void onShow(Route route) {
        onHide();
        if (route instanceof Route.Workload(String name)) {
            wanted = name;
            listed(model.rows().get());
        }
        subscriptions.add(tools.feed().on(LiveFeed.Pace.NUMBERS, tick -> refresh()));
        subscriptions.add(tools.shortcuts().add("N", "workloads.new", create::show));
        subscriptions.add(tools.shortcuts().add("Shortcut+S", "workloads.apply", apply::fire));
        refresh();
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
    }

    private void refresh() {
        model.refresh(tools.toasts()::fail);
    }

    private void describe() {
        Describe.button(create, "workloads.new", "N");
        create.getStyleClass().add("accent");
        for (Template template : Template.values()) {
            var item = new MenuItem(Text.of(template.key()));
            item.setOnAction(press -> edit(template.draft(model.policy()), true));
            create.getItems().add(item);
        }
        Describe.button(unlock, "workloads.unlock", "U");
        unlock.getStyleClass().add("danger");
        unlock.managedProperty().bind(unlock.visibleProperty());
        unlock.setOnAction(press -> model.unlock(shown.name(), tools.toasts()::fail));
        Describe.icon(delete, "workloads.delete");
        delete.getStyleClass().addAll("flat", "button-icon");
        delete.setOnAction(press -> confirmDelete());
        Describe.button(connect, "workloads.connect");
        connect.setOnAction(press -> tools.navigator().go(new Route.Connect(shown.name())));
        Describe.button(apply, "workloads.apply", "Shortcut+S");
        apply.getStyleClass().add("accent");
        apply.setOnAction(press -> apply());
        Describe.button(discard, "workloads.discard");
        discard.setOnAction(press -> discard());
    }

    private Node editor() {
        heading.getStyleClass().add("section-title");
        heading.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var head = new HBox(8, heading, gap, unlock, connect, delete);
        head.setAlignment(Pos.CENTER_LEFT);
        var scroll = new ScrollPane(form.node());
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var box = new VBox(8, head, scroll, applyBar());
        box.getStyleClass().addAll("card", "workload-editor");
        return box;
    }

    private Node applyBar() {
        for (Label line : List.of(effect, problem)) {
            line.setWrapText(true);
            line.setMinHeight(Region.USE_PREF_SIZE);
            line.managedProperty().bind(line.textProperty().isNotEmpty());
        }
        problem.getStyleClass().add("danger-text");
        effect.getStyleClass().add("effect-words");
        var words = new VBox(2, effect, problem, replay.node());
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        for (Button button : List.of(replay.button(), discard, apply)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        bar.getChildren().addAll(words, replay.button(), discard, apply);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("apply-bar");
        bar.managedProperty().bind(bar.visibleProperty());
        return bar;
    }

    private Node empty() {
        var title = new Label(Text.of("workloads.empty.title"));
        title.getStyleClass().add("section-title");
        var sentence = new Label(Text.of("workloads.empty.sentence"));
        sentence.setWrapText(true);
        sentence.getStyleClass().add("text-muted");
        var starts = new FlowPane(8, 8);
        for (Template template : Template.values()) {
            var start = new Button();
            Describe.button(start, template.key());
            start.setOnAction(press -> edit(template.draft(model.policy()), true));
            starts.getChildren().add(start);
        }
        var box = new VBox(12, title, sentence, starts);
        box.getStyleClass().add("card");
        return box;
    }

    private void listed(List<WorkloadRow> rows) {
        WorkloadRow selected = list.getSelectionModel().getSelectedItem();
        String keep = !wanted.isEmpty() ? wanted : selected == null ? "" : selected.name();
        fresh = fresh && wanted.isEmpty();
        showing = true;
        if (!rows.equals(list.getItems())) {
            list.getItems().setAll(rows);
        }
        rows.stream()
                .filter(row -> row.name().equals(keep))
                .findFirst()
                .or(() -> fresh ? Optional.empty() : rows.stream().findFirst())
                .ifPresent(row -> list.getSelectionModel().select(row));
        showing = false;
        if (rows.stream().anyMatch(row -> row.name().equals(wanted))) {
            wanted = ""; // kept until it is there: a workload just made is in the list a moment later
        }
        WorkloadRow now = list.getSelectionModel().getSelectedItem();
        if (!fresh && now != null && (shown == null || !shown.name().equals(now.name()) || !dirty())) {
            Draft current = Drafts.of(model.policy(), now.workload());
            if (!current.equals(shown) || model.policy().version() != shownVersion) {
                edit(current, false);
            }
        }
        unlock.setVisible(!fresh && now != null && now.state() == BudgetStatus.State.HALTED);
    }

    private void picked(WorkloadRow row) {
        if (!showing && row != null) {
            edit(Drafts.of(model.policy(), row.workload()), false);
            unlock.setVisible(row.state() == BudgetStatus.State.HALTED);
        }
    }

    /// Puts a draft into the form; null shows the empty state.
    private void edit(Draft draft, boolean isNew) {
        shown = draft;
        fresh = isNew;
        shownVersion = model.policy().version();
        Node now = draft == null ? empty : editor;
        if (!detail.getChildren().contains(now)) {
            detail.getChildren().setAll(now);
        }
        if (draft == null) {
            return;
        }
        form.show(draft, !isNew, model.everyTarget(), otherBudgets(draft.name()));
        showRoute(draft);
        replay.clear();
        heading.setText(isNew ? Text.of("workloads.new_heading") : draft.name());
        unlock.setVisible(false);
        delete.setVisible(!isNew);
        connect.setVisible(!isNew);
        problem.setText("");
        edited();
        if (isNew) {
            list.getSelectionModel().clearSelection();
            form.focus();
        }
    }

    private String otherBudgets(String name) {
        var others = Drafts.others(model.policy(), name);
        return others.isEmpty()
                ? ""
                : Text.of(
                        "workloads.other_budgets",
                        others.stream()
                                .map(budget ->
                                        budget.name() + " (" + Amounts.units(budget.measure(), budget.cap()) + ")")
                                .collect(Collectors.joining(", ")));
    }

    private boolean dirty() {
        return fresh || bar.isVisible();
    }

    private void edited() {
        if (shown == null) {
            return;
        }
        Optional<Draft> now = current();
        boolean changed = fresh || now.isEmpty() || !now.get().equals(shown);
        bar.setVisible(changed);
        replay.clear();
        effect.setText(now.filter(draft -> changed).map(this::effectOf).orElse(""));
    }

    /// The draft as the fields stand; empty while one of them cannot be read.
    private Optional<Draft> current() {
        try {
            return Optional.of(form.draft());
        } catch (NumberFormatException notYet) {
            return Optional.empty();
        }
    }

    /// Loosening is louder than tightening: what more a draft would let through.
    private String effectOf(Draft draft) {
        return fresh
                ? ""
                : Drafts.loosens(model.policy(), draft).stream()
                        .map(clause -> Text.of("workloads.effect", clause))
                        .collect(Collectors.joining(" "));
    }

    /// A route of several lanes, orders or an experiment is edited where all of it shows.
    private void showRoute(Draft draft) {
        var workload = model.policy().workloads().get(draft.name());
        var route = workload == null ? null : model.policy().routes().get(workload.route());
        boolean plain = Drafts.plain(route);
        form.route(
                plain
                        ? ""
                        : Text.of(
                                "workloads.route.elsewhere",
                                route.name(),
                                route.lanes().size(),
                                route.targets().size(),
                                route.experiment().isPresent() ? 1 : 0),
                () -> tools.navigator().go(new Route.Lanes(route.name())));
    }

    private void apply() {
        if (shown == null || !bar.isVisible() || !form.valid()) {
            return;
        }
        Draft draft = form.draft();
        if (fresh && model.policy().workloads().containsKey(draft.name())) {
            problem.setText(Text.of("workloads.exists", draft.name()));
            return;
        }
        boolean created = fresh;
        model.apply(draft, undo -> applied(draft, created, undo), this::refused);
    }

    private void applied(Draft draft, boolean created, Optional<PolicyChange> undo) {
        wanted = draft.name();
        edit(draft, false);
        String sentence = Text.of(created ? "workloads.created" : "workloads.changed", draft.name());
        undo.ifPresent(change -> tools.toasts().say(sentence, () -> model.undo(change, tools.toasts()::fail)));
    }

    private void refused(Exception failure) {
        problem.setText(ErrorBoundary.sentence(failure));
    }

    private void discard() {
        WorkloadRow selected = list.getSelectionModel().getSelectedItem();
        if (selected == null && !list.getItems().isEmpty()) {
            fresh = false;
            list.getSelectionModel().selectFirst();
        } else {
            edit(selected == null ? null : Drafts.of(model.policy(), selected.workload()), false);
        }
    }

    private void confirmDelete() {
        String name = shown.name();
        tools.modals()
                .confirm(
                        Text.of("workloads.delete.title", name),
                        Text.of("workloads.delete.sentence"),
                        Text.of("workloads.delete.verb", name),
                        () -> model.delete(name, undo -> deleted(name, undo), tools.toasts()::fail));
    }

    private void deleted(String name, PolicyChange undo) {
        shown = null;
        tools.toasts().say(Text.of("workloads.deleted", name), () -> model.undo(undo, tools.toasts()::fail));
    }
}
