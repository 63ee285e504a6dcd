package signalbox.app.simulator;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.live.LiveFeed;
import signalbox.app.live.Reading;
import signalbox.app.shell.Changes;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Page;
import signalbox.app.shell.PageFrame;
import signalbox.app.shell.Route;
import signalbox.app.shell.Shortcuts;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger.PolicyVersion;
import signalbox.core.plan.Plan;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyDiff;

/// The simulator: a call, its path now, its path under a draft, and a replay of the past under that draft.
public final class SimulatorPage implements Page {
    private static final double SIDE_BY_SIDE = 1_080;
    private static final Duration TYPING = Duration.millis(250);

    private final Tools tools;
    private final SimulatorModel model;
    private final Changes changes;
    private final CallCard call;
    private final PathView current = new PathView("simulator.section.current", "simulator.current.none");
    private final PathView drafted = new PathView("simulator.section.under_draft", "simulator.draft.none");
    private final DraftCard draft;
    private final ReplayCard replay;
    private final PastCard logs;
    private final PastModel past;
    private final Label difference = Prose.styled("", "difference");
    private final Button export = new Button(null, Icons.of(Feather.SHARE));
    private final PauseTransition typing = new PauseTransition(TYPING);
    private final VBox top = new VBox(12);
    private final List<Router.Subscription> subscriptions = new ArrayList<>();
    private final Reading<List<CallRow>> calls;
    private final Reading<List<PolicyVersion>> versions;
    private final BorderPane node;
    private Policy begun;

    public SimulatorPage(Tools tools, SimulatorModel model, PastModel past) {
        this.tools = tools;
        this.model = model;
        this.past = past;
        changes = new Changes(tools);
        call = new CallCard(tools.clock(), model::ask);
        draft = new DraftCard(this::fromCurrent, this::fromFile, this::apply);
        replay = new ReplayCard(model::replay, model::stop);
        logs = new PastCard(tools, past);
        Describe.button(export, "simulator.export");
        export.setMinWidth(Region.USE_PREF_SIZE);
        export.setOnAction(press -> export());
        difference.managedProperty().bind(difference.visibleProperty());
        difference.setMaxWidth(Double.MAX_VALUE);
        var content = new VBox(difference, top, draft.node(), replay.node(), logs.node());
        node = PageFrame.scrolling("simulator", content, export);
        content.setSpacing(12);
        node.widthProperty().subscribe(width -> arrange(width.doubleValue() > SIDE_BY_SIDE));
        calls = model.calls(rows -> call.fill(model.policy(), rows), tools.toasts()::fail);
        versions =
                model.versions(
                        list -> draft.versions(list, model.policy().version(), this::fromVersion),
                        tools.toasts()::fail);
        listen();
    }

    private void listen() {
        typing.setOnFinished(end -> model.edit(draft.text().words()));
        draft.text().onChange(typing::playFromStart);
        model.draft()
                .subscribe(now -> {
                    draft.show(now);
                    logs.draft(now.policy());
                    showReplay();
                    showPaths();
                });
        model.paths().subscribe(paths -> showPaths());
        model.unanswered().subscribe(failure -> showPaths());
        model.replayed().subscribe(now -> showReplay());
        model.seen().subscribe(calls -> replay.seen(calls.longValue()));
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public String title() {
        return Text.of("simulator.title");
    }

    @Override
    public void onShow(Route route) {
        onHide();
        subscriptions.add(tools.shortcuts().add("Shortcut+S", "simulator.apply", draft.apply()::fire));
        subscriptions.add(tools.shortcuts().add("Shortcut+O", "simulator.logs.files", this::chooseLogs));
        subscriptions.add(tools.feed().on(LiveFeed.Pace.CHARTS, tick -> refreshLists()));
        refreshLists();
        logs.refresh();
        if (draft.text().words().isBlank()) {
            fromCurrent();
        }
        if (route instanceof Route.PastLogs) {
            showLogs();
        }
        if (route instanceof Route.Simulate(long id)) {
            model.past(
                    id,
                    question -> {
                        if (question instanceof Question.Past(var row)) {
                            call.open(row);
                        }
                    },
                    tools.toasts()::fail);
        }
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
    }

    private void showLogs() {
        PageFrame.reveal(node, logs.node());
        logs.focus();
    }

    private void chooseLogs() {
        logs.choose();
        showLogs();
    }

    private void refreshLists() {
        calls.refresh();
        versions.refresh();
    }

    /// Call and paths stand in a row where there is room; else the call stands above the paths.
    private void arrange(boolean side) {
        var paths = new HBox(12, current.node(), drafted.node());
        if (side) {
            HBox.setHgrow(paths, Priority.ALWAYS);
            top.getChildren().setAll(List.of(new HBox(12, call.node(), paths)));
        } else {
            top.getChildren().setAll(List.of(call.node(), paths));
        }
    }

    private void showPaths() {
        var paths = model.paths().get();
        var failure = model.unanswered().get();
        Plan now = paths == null ? null : paths.current();
        Plan other = paths == null ? null : paths.draft();
        String because = failure == null ? Text.of("simulator.current.none") : ErrorBoundary.sentence(failure);
        current.show(now, other, because);
        drafted.show(other, now, failure == null ? Text.of("simulator.draft.none") : because);
        boolean both = other != null;
        difference.setVisible(both);
        if (both) {
            boolean differs = paths.differ();
            difference.setText(
                    differs
                            ? Text.of("simulator.differs", PathView.outcome(now), PathView.outcome(other))
                            : Text.of("simulator.same"));
            difference.getStyleClass().setAll("label", "difference", differs ? "notice" : "text-muted");
        }
    }

    private void showReplay() {
        replay.show(model.replayed().get(), model.draft().get().policy() != null);
    }

    private void fromCurrent() {
        Policy now = model.policy();
        model.current(text -> start(text, now), tools.toasts()::fail);
    }

    private void fromVersion(long version) {
        Policy now = model.policy();
        model.version(version, text -> start(text, now), tools.toasts()::fail);
    }

    /// A policy that was exported, or written elsewhere: read as a draft, and applied only like one.
    private void fromFile() {
        Policy now = model.policy();
        tools.desk()
                .open(Text.of("simulator.from_file.title"))
                .ifPresent(file -> model.open(file, text -> start(text, now), tools.toasts()::fail));
    }

    private void start(String text, Policy inForce) {
        begun = inForce;
        draft.text().set(text);
        model.edit(text);
    }

    private void apply() {
        Policy wanted = model.draft().get().policy();
        if (wanted == null) {
            draft.text().focus();
            tools.toasts().say(Text.of("simulator.apply.unreadable"));
            return;
        }
        Policy now = model.policy();
        if (begun == null || begun.version() == now.version()) {
            review(wanted);
        } else {
            conflict(wanted, now);
        }
    }

    /// A whole policy replaces whatever was applied meanwhile: said, and shown, before that happens.
    private void conflict(Policy mine, Policy theirs) {
        var words = Prose.styled(Text.of("simulator.conflict", begun.version(), theirs.version()), "label");
        var content = new VBox(12, words, Changes.difference(PolicyDiff.of(begun, theirs).entries()));
        content.setPrefWidth(500);
        var take = new Button();
        Describe.button(take, "simulator.conflict.theirs");
        take.setOnAction(press -> {
            tools.modals().hide();
            fromCurrent();
        });
        var go = new Button();
        Describe.button(go, "simulator.conflict.mine");
        go.getStyleClass().add("danger");
        go.setOnAction(press -> {
            tools.modals().hide();
            begun = theirs;
            review(mine);
        });
        tools.modals().show(Text.of("simulator.conflict.title"), content, tools.modals().cancel(), take, go);
    }

    private void review(Policy wanted) {
        changes.apply(
                new Changes.Wanted(
                        policy -> new PolicyChange.Replace(wanted),
                        true,
                        Text.of("simulator.apply.title"),
                        Text.of("simulator.apply.verb"),
                        Text.of("simulator.applied"),
                        this::applied,
                        tools.toasts()::fail));
    }

    private void applied() {
        begun = model.policy();
        refreshLists();
    }

    private void export() {
        String text =
                ReplayText.of(
                        model.now(),
                        model.policy().version(),
                        model.paths().get(),
                        model.replayed().get(),
                        past.reading().get());
        tools.desk()
                .saveAs(Text.of("simulator.export.title"), "signalbox-simulation.txt")
                .ifPresent(file ->
                        model.save(
                                file,
                                text,
                                () -> tools.toasts().say(Text.of("simulator.exported", file.getFileName())),
                                tools.toasts()::fail));
    }
}
