package signalbox.app.budgets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.form.Sample;
import signalbox.app.live.LiveFeed;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Page;
import signalbox.app.shell.PageFrame;
import signalbox.app.shell.Route;
import signalbox.app.shell.Shortcuts;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.Router;

/// The budgets screen: the list at the left, the selected one in full at the right.
public final class BudgetsPage implements Page {
    private final Tools tools;
    private final BudgetsModel model;
    private final BudgetDialogs dialogs;
    private final BudgetPane pane;
    private final List<Router.Subscription> subscriptions = new ArrayList<>();
    private final ListView<BudgetRow> list = new ListView<>();
    private final Button create = new Button();
    private final Label failed = Prose.body("");
    private final HBox failure = new HBox(12);
    private final StackPane detail = new StackPane();
    private final Node empty;
    private final Node waiting;
    private final BorderPane node;
    private String wanted = "";
    private boolean listing;

    public BudgetsPage(Tools tools, BudgetsModel model) {
        this.tools = tools;
        this.model = model;
        dialogs = new BudgetDialogs(tools, model, this::show);
        pane = new BudgetPane(tools, dialogs);
        empty = PageFrame.empty("budgets", dialogs::create, sample());
        waiting = waiting();
        Describe.button(create, "budgets.new", "N");
        create.getStyleClass().add("accent");
        create.setOnAction(press -> dialogs.create());
        list();
        HBox.setHgrow(detail, Priority.ALWAYS);
        var columns = new HBox(16, list, detail);
        VBox.setVgrow(columns, Priority.ALWAYS);
        node = PageFrame.filling("budgets", new VBox(failure(), columns), create);
        model.rows().subscribe(rows -> listed());
        model.known().subscribe(known -> listed());
        model.details().subscribe(details -> settle());
        model.failure().subscribe(this::failed);
    }

    private static Node sample() {
        return Sample.entry(
                "team-month",
                new Sample.State("ok", Text.of("budgets.state.ok")),
                0.3,
                Text.of("budgets.sample.spent"),
                Text.of("budgets.sample.pace"));
    }

    private void list() {
        list.setCellFactory(view -> new BudgetCell(tools.clock()));
        list.getStyleClass().addAll("master-list", "budget-list");
        Describe.control(list, "budgets.list");
        list.getSelectionModel()
                .selectedItemProperty()
                .subscribe((was, now) -> {
                    if (!listing && now != null) {
                        wanted = now.name();
                        model.look(wanted);
                    }
                });
    }

    private Node failure() {
        var again = new Button();
        Describe.button(again, "budgets.again");
        again.setOnAction(press -> model.refresh());
        HBox.setHgrow(failed, Priority.ALWAYS);
        failed.setMaxWidth(Double.MAX_VALUE);
        failure.getChildren().addAll(failed, again);
        failure.getStyleClass().add("page-notice");
        failure.managedProperty().bind(failure.visibleProperty());
        return failure;
    }

    private void failed(Exception problem) {
        failure.setVisible(problem != null);
        failed.setText(problem == null ? "" : Text.of("budgets.unreadable", ErrorBoundary.sentence(problem)));
    }

    private static Node waiting() {
        var label = new Label(Text.of("budgets.reading"));
        label.getStyleClass().add("text-muted");
        var box = new VBox(label);
        box.getStyleClass().add("card");
        return box;
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public String title() {
        return Text.of("budgets.title");
    }

    @Override
    public void onShow(Route route) {
        onHide();
        if (route instanceof Route.Budget(String name)) {
            wanted = name;
        }
        subscriptions.add(tools.feed().on(LiveFeed.Pace.NUMBERS, tick -> model.refresh()));
        subscriptions.add(tools.shortcuts().add("N", "budgets.new", dialogs::create));
        subscriptions.add(tools.shortcuts().add("E", "budgets.explain", pane::toggleExplain));
        subscriptions.add(tools.shortcuts().when("U", "budgets.unlock", pane::unlock));
        model.refresh();
        listed();
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
    }

    /// Brings a budget to the front; one just made is in the list a moment later.
    private void show(String name) {
        wanted = name;
        model.refresh();
        listed();
    }

    private void listed() {
        List<BudgetRow> rows = model.rows().get();
        listing = true;
        if (!list.getItems().equals(rows)) {
            list.getItems().setAll(rows);
        }
        Optional<BudgetRow> row = rows.stream().filter(one -> one.name().equals(wanted)).findFirst();
        row.or(() -> rows.stream().findFirst()).ifPresent(this::select);
        if (wanted.isEmpty() && !rows.isEmpty()) {
            wanted = rows.getFirst().name();
        }
        listing = false;
        settle();
    }

    private void select(BudgetRow row) {
        BudgetRow before = list.getSelectionModel().getSelectedItem();
        list.getSelectionModel().select(row);
        model.look(row.name());
        if (before == null || !before.name().equals(row.name())) {
            list.scrollTo(row);
        }
    }

    /// Puts the right thing beside the list: the details, the empty state, or that it is being read.
    private void settle() {
        BudgetDetails details = model.details().get();
        if (details != null) {
            pane.show(details);
        }
        boolean none = model.known().get() && model.rows().get().isEmpty();
        Node now = none ? empty : details != null ? pane.node() : waiting;
        list.setVisible(!none);
        list.setManaged(!none);
        if (!detail.getChildren().contains(now)) {
            detail.getChildren().setAll(now);
        }
    }
}
