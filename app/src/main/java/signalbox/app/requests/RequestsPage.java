package signalbox.app.requests;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.live.Fx;
import signalbox.app.live.LiveFeed;
import signalbox.app.live.Tick;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Page;
import signalbox.app.shell.PageFrame;
import signalbox.app.shell.Route;
import signalbox.app.shell.ServingNotice;
import signalbox.app.shell.Shortcuts;
import signalbox.app.shell.Tools;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.ledger.CallRow;

/// The live inspector.
public final class RequestsPage implements Page {
    private static final double SIDE_BY_SIDE = 1_050;
    private static final double ALL_COLUMNS = 800;

    private final Tools tools;
    private final RequestsModel model;
    private final RequestTable table;
    private final DetailPane details;
    private final TextField filter;
    private final ToggleButton pause = new ToggleButton(null, Icons.of(Feather.PAUSE));
    private final Button waiting = new Button();
    private final Button pin = new Button();
    private final ResendBox resend;
    private final ServingNotice notServing;
    private final Label note = new Label();
    private final SplitPane split = new SplitPane();
    private final List<Router.Subscription> subscriptions = new ArrayList<>();
    private final BorderPane node;
    private CallRow selected;

    public RequestsPage(Tools tools, RequestsModel model) {
        this.tools = tools;
        this.model = model;
        resend = new ResendBox(tools, () -> model.load(() -> {}));
        notServing = new ServingNotice(tools);
        table = new RequestTable(model, this::open, new NoCalls(tools, model).node());
        details = new DetailPane(actions(), this::close);
        filter = filterField();
        var body = new VBox(8, notServing.node(), note, split);
        VBox.setVgrow(split, Priority.ALWAYS);
        note.getStyleClass().addAll("caption", "warning");
        Prose.hiddenWhileEmpty(note);
        model.unknown()
                .subscribe(words ->
                        note.setText(words.isEmpty() ? "" : Text.of("requests.unknown", Sentences.list(words))));
        split.getItems().add(table.node());
        split.getStyleClass().add("requests-split");
        var saved = new SavedFilters(tools.machine().settings().filters(), model.filter());
        node = PageFrame.filling("requests", body, filter, saved.node(), waitingButton(), pauseButton());
        HBox.setHgrow(filter, Priority.ALWAYS);
        node.widthProperty().subscribe(width -> arrange(width.doubleValue()));
        table.node().addEventFilter(KeyEvent.KEY_PRESSED, this::spacePauses);
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public String title() {
        return Text.of("requests.title");
    }

    @Override
    public void onShow(Route route) {
        onHide();
        if (route instanceof Route.Requests(String words)) {
            filter.setText(words);
        }
        subscriptions.add(tools.feed().on(LiveFeed.Pace.ROWS, this::hear));
        subscriptions.add(tools.shortcuts().add("Space", "requests.pause", pause::fire));
        subscriptions.add(tools.shortcuts().add("Shortcut+F", "requests.filter", filter::requestFocus));
        subscriptions.add(tools.shortcuts().when("Esc", "requests.details.close", this::closeIfOpen));
        subscriptions.add(tools.shortcuts().when("P", "requests.pin", this::pin));
        subscriptions.add(tools.shortcuts().when("Shortcut+C", "requests.copy_curl", this::copyCurl));
        notServing.onShow();
        model.forget(tools.feed().deleted());
        model.load(() -> {});
        Fx.later(this::focusTable);
    }

    private void hear(Tick tick) {
        model.forget(tools.feed().deleted());
        model.hear(tick);
    }

    /// The split pane takes its parts into the scene with its skin, which css makes.
    private void focusTable() {
        node.applyCss();
        table.node().requestFocus();
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
        notServing.onHide();
    }

    private TextField filterField() {
        var field = new CustomTextField();
        field.setLeft(Icons.of(Feather.SEARCH));
        field.setPromptText(Text.of("requests.filter.prompt"));
        Describe.control(field, "requests.filter", "Shortcut+F");
        field.textProperty().bindBidirectional(model.filter());
        field.setPrefWidth(360);
        return field;
    }

    private Node pauseButton() {
        Describe.button(pause, "requests.pause", "Space");
        pause.setMinWidth(Region.USE_PREF_SIZE);
        pause.selectedProperty().bindBidirectional(model.paused());
        return pause;
    }

    private Node waitingButton() {
        waiting.getStyleClass().addAll(Styles.ACCENT, "waiting");
        waiting.setMinWidth(Region.USE_PREF_SIZE);
        waiting.setOnAction(press -> model.paused().set(false));
        model.waiting()
                .subscribe(count -> {
                    waiting.setText(Text.of("requests.waiting", count));
                    Describe.named(waiting, waiting.getText(), "", "");
                    waiting.setVisible(count.intValue() > 0);
                    waiting.setManaged(count.intValue() > 0);
                });
        return waiting;
    }

    private List<Button> actions() {
        var copy = new Button(null, Icons.of(Feather.COPY));
        Describe.button(copy, "requests.copy_curl", "Shortcut+C");
        copy.setOnAction(press -> copyCurl());
        var only = new Button();
        Describe.button(only, "requests.only_workload");
        only.setOnAction(press -> filter.setText("workload:" + selected.workload()));
        Describe.button(pin, "requests.pin", "P");
        pin.setOnAction(press -> pin());
        var list = new ArrayList<>(List.of(pin, copy, only, resend.button()));
        if (tools.navigator().reaches(Destination.SIMULATOR)) {
            var simulate = new Button();
            Describe.button(simulate, "requests.simulate");
            simulate.setOnAction(press -> tools.navigator().go(new Route.Simulate(selected.id())));
            list.add(simulate);
        }
        if (tools.navigator().reaches(Destination.PRIVACY)) {
            var rule = new Button();
            Describe.button(rule, "requests.rule");
            rule.setOnAction(press -> makeRule());
            list.add(rule);
        }
        list.forEach(button -> button.getStyleClass().add(Styles.SMALL));
        return list;
    }

    private void makeRule() {
        tools.navigator().go(new Route.NewRule(RuleFromCall.of(selected, tools.router().policy())));
    }

    private boolean pin() {
        CallRow row = selected;
        if (row == null) {
            return false;
        }
        if (!model.pin(row)) {
            tools.toasts().say(Text.of("requests.pin.full", Pins.MOST));
        }
        sayPinned(row);
        table.node().getSelectionModel().select(row);
        return true;
    }

    private void sayPinned(CallRow row) {
        Describe.button(pin, model.pinned(row) ? "requests.unpin" : "requests.pin", "P");
    }

    /// The table would take the space key for selecting.
    private void spacePauses(KeyEvent event) {
        if (event.getCode() == KeyCode.SPACE) {
            pause.fire();
            event.consume();
        }
    }

    private void open(CallRow row) {
        selected = row;
        tools.background().run(() -> Details.of(row, tools.router()), this::show, tools.toasts()::fail);
    }

    private void show(Details read) {
        if (selected == null || read.row().id() != selected.id()) {
            return;
        }
        details.show(read);
        sayPinned(read.row());
        resend.show(read.row(), read.barred());
        if (split.getItems().size() == 1) {
            split.getItems().add(details.node());
            arrange(node.getWidth());
        }
    }

    /// Details stand beside the table where there is room, else below it.
    private void arrange(double width) {
        boolean side = width > SIDE_BY_SIDE;
        boolean open = split.getItems().size() > 1;
        split.setOrientation(side ? Orientation.HORIZONTAL : Orientation.VERTICAL);
        table.compact(width < ALL_COLUMNS, side && open);
        if (open) {
            split.setDividerPositions(side ? 0.55 : 0.48);
        }
    }

    private void close() {
        selected = null;
        table.node().getSelectionModel().clearSelection();
        split.getItems().setAll(List.of(table.node()));
        arrange(node.getWidth());
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

    private boolean copyCurl() {
        if (selected == null) {
            return false;
        }
        CallRow call = selected;
        tools.background().run(() -> curl(call), this::copy, tools.toasts()::fail);
        return true;
    }

    private CurlCommand curl(CallRow call) {
        try {
            return new CurlCommand(call, Optional.of(tools.router().resends().kept(call)), "");
        } catch (RouterException notKept) {
            return new CurlCommand(call, Optional.empty(), notKept.code());
        }
    }

    private void copy(CurlCommand command) {
        tools.desk().copy(command.text(tools.serving().status().baseUrl()));
        tools.toasts().say(Text.of(command.request().isPresent() ? "requests.copied" : "requests.copied.without"));
    }
}
