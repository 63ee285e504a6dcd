package signalbox.app.workloads;

import atlantafx.base.controls.Spacer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.live.LiveFeed;
import signalbox.app.shell.Conflict;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Page;
import signalbox.app.shell.PageFrame;
import signalbox.app.shell.ReplayLine;
import signalbox.app.shell.Route;
import signalbox.app.shell.Shortcuts;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.UnknownCallers.Caller;
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
    private final Label heading = new Label();
    private final Adoption adoption;
    private final ApplyBar bar;
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
        bar = new ApplyBar(new ReplayLine(tools, () -> current().map(Drafts::applied)), this::apply, this::discard);
        adoption = new Adoption(tools, model, this::replace, draft -> edit(draft, true), this::apply);
        describe();
        editor = editor();
        empty = Templates.empty(this::begin, adoption.large());
        HBox.setHgrow(detail, Priority.ALWAYS);
        var content = new HBox(16, master(), detail);
        node = PageFrame.filling("workloads", content, create);
        list.setCellFactory(view -> new WorkloadCell(tools.clock()));
        list.getStyleClass().addAll("master-list", "workload-list");
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
        if (route instanceof Route.Workload(String name) && !dirty()) {
            wanted = name;
            listed(model.rows().get());
        }
        subscriptions.add(tools.feed().on(LiveFeed.Pace.NUMBERS, tick -> refresh()));
        subscriptions.add(tools.shortcuts().add("N", "workloads.new", create::show));
        subscriptions.add(tools.shortcuts().add("Shortcut+S", "workloads.apply", bar::apply));
        subscriptions.add(tools.shortcuts().when("U", "workloads.unlock", this::unlockShown));
        refresh();
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
    }

    /// The one that is shown; any other halt is for the window's own key.
    private boolean unlockShown() {
        if (!unlock.isVisible()) {
            return false;
        }
        unlock.fire();
        return true;
    }

    private void refresh() {
        adoption.refresh();
        model.refresh(tools.toasts()::fail);
    }

    private void describe() {
        Templates.fill(create, this::begin);
        Describe.button(unlock, "workloads.unlock", "U");
        unlock.getStyleClass().add("danger");
        unlock.managedProperty().bind(unlock.visibleProperty());
        unlock.setOnAction(press -> model.unlock(shown.name(), tools.toasts()::fail));
        Describe.icon(delete, "workloads.delete");
        delete.getStyleClass().addAll("flat", "button-icon");
        delete.setOnAction(press -> confirmDelete());
        Describe.button(connect, "workloads.connect");
        connect.setOnAction(press -> tools.navigator().go(new Route.Connect(shown.name())));
    }

    private Node master() {
        VBox.setVgrow(list, Priority.ALWAYS);
        var master = new VBox(12, adoption.small(), list);
        master.getStyleClass().add("workload-master");
        master.visibleProperty().bind(Bindings.isNotEmpty(list.getItems()));
        master.managedProperty().bind(master.visibleProperty());
        return master;
    }

    private Node editor() {
        heading.getStyleClass().add("section-title");
        heading.setMinWidth(0);
        var head = new HBox(8, heading, new Spacer(), unlock, connect, delete);
        head.setAlignment(Pos.CENTER_LEFT);
        var scroll = new ScrollPane(form.node());
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        form.node().getStyleClass().add("detail-body");
        head.getStyleClass().add("pane-part");
        var box = new VBox(8, head, scroll, bar.node());
        box.getStyleClass().addAll("card", "detail-pane");
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
        adoption.drop();
        fresh = isNew;
        shownVersion = model.policy().version();
        Node now = draft == null ? empty : editor;
        if (!detail.getChildren().contains(now)) {
            detail.getChildren().setAll(now);
        }
        if (draft == null) {
            return;
        }
        form.show(draft, !isNew, model.everyTarget(), WorkloadWords.otherBudgets(model.policy(), draft.name()));
        showRoute(draft);
        heading.setText(isNew ? Text.of("workloads.new_heading") : draft.name());
        unlock.setVisible(false);
        delete.setVisible(!isNew);
        connect.setVisible(!isNew);
        bar.complain("");
        edited();
        if (isNew) {
            list.getSelectionModel().clearSelection();
            form.focus();
        }
    }

    private boolean dirty() {
        return fresh || shown != null && bar.shown();
    }

    private void edited() {
        if (shown == null) {
            return;
        }
        Optional<Draft> now = current();
        boolean changed = fresh || now.isEmpty() || !now.get().equals(shown);
        bar.show(changed, now.filter(draft -> changed && !fresh).map(this::looser).orElse(List.of()));
    }

    /// The draft as the fields stand; empty while one of them cannot be read.
    private Optional<Draft> current() {
        try {
            return Optional.of(form.draft());
        } catch (NumberFormatException notYet) {
            return Optional.empty();
        }
    }

    private List<String> looser(Draft draft) {
        return Drafts.loosens(model.policy(), draft);
    }

    private void begin(Template template) {
        replace(() -> edit(template.draft(model.policy()), true));
    }

    /// Puts something else into the form; what was edited there goes only when the operator says so.
    private void replace(Runnable next) {
        if (shown == null || current().equals(Optional.of(shown))) {
            next.run();
            return;
        }
        tools.modals()
                .confirm(
                        Text.of("workloads.edited.title"),
                        Text.of("workloads.edited.sentence", heading.getText()),
                        Text.of("workloads.edited.verb"),
                        next);
    }

    private void showRoute(Draft draft) {
        var workload = model.policy().workloads().get(draft.name());
        var route = workload == null ? null : model.policy().routes().get(workload.route());
        form.route(WorkloadWords.route(route), () -> tools.navigator().go(new Route.Lanes(route.name())));
    }

    private void apply() {
        if (shown == null || !bar.shown() || !form.valid()) {
            return;
        }
        Draft draft = form.draft();
        if (fresh && model.policy().workloads().containsKey(draft.name())) {
            bar.complain(Text.of("workloads.exists", draft.name()));
            return;
        }
        boolean created = fresh;
        Optional<Caller> caller = adoption.underWay();
        model.apply(
                created ? null : shown,
                draft,
                bar.reason(),
                undo -> applied(draft, created, caller, undo),
                failure -> refused(draft, failure));
    }

    private void applied(Draft draft, boolean created, Optional<Caller> caller, Optional<PolicyChange> undo) {
        wanted = draft.name();
        edit(draft, false);
        if (caller.isPresent() && undo.isPresent()) {
            adoption.done(caller.get(), draft.name(), undo.get());
            return;
        }
        String sentence = Text.of(created ? "workloads.created" : "workloads.changed", draft.name());
        undo.ifPresent(change -> tools.toasts().say(sentence, () -> model.undo(change, tools.toasts()::fail)));
    }

    private void refused(Draft draft, Exception failure) {
        boolean conflict =
                new Conflict(tools)
                        .asked(
                                failure,
                                draft.name(),
                                policy -> new PolicyChange.Several(Drafts.changes(policy, draft)),
                                this::takeMine,
                                this::discard);
        bar.complain(conflict ? "" : ErrorBoundary.sentence(failure));
    }

    /// As if it had been edited from what is in force now.
    private void takeMine() {
        Draft theirs = model.inForce(shown.name());
        fresh = theirs == null;
        shown = fresh ? shown : theirs;
        edited();
        apply();
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
