package signalbox.app.connect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Check;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Prose;
import signalbox.app.live.Fx;
import signalbox.app.live.LiveFeed;
import signalbox.app.shell.Destination;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Page;
import signalbox.app.shell.PageFrame;
import signalbox.app.shell.Route;
import signalbox.app.shell.Shortcuts;
import signalbox.app.shell.Tools;
import signalbox.app.text.Amounts;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.Router;

/// The connect screen.
public final class ConnectPage implements Page {
    private static final double LINE = 19;

    private final Tools tools;
    private final ConnectModel model;
    private final List<Router.Subscription> subscriptions = new ArrayList<>();
    private final ComboBox<String> workload = Choice.ofNames();
    private final TextField keyName = new TextField();
    private final Field keyField;
    private final Label known = Prose.hiddenWhileEmpty(Prose.caption(""));
    private final TextField secret = new TextField();
    private final VBox secretBox = new VBox(6);
    private final Button create = new Button();
    private final Map<Client, ToggleButton> tiles = new EnumMap<>(Client.class);
    private final TextArea snippet = new TextArea();
    private final Label note = Prose.hiddenWhileEmpty(Prose.body(""));
    private final Label warning = Prose.hiddenWhileEmpty(Prose.body(""));
    private final Label none = Prose.hiddenWhileEmpty(Prose.body(""));
    private final Button make = new Button();
    private final WaitingLine waiting = new WaitingLine();
    private final Button write = new Button(null, Icons.of(Feather.EDIT_3));
    private final Label written = Prose.hiddenWhileEmpty(Prose.body(""));
    private final Button test = new Button();
    private final Label result = Prose.hiddenWhileEmpty(Prose.body(""));
    private final BorderPane node;
    private Client client = Client.OPENAI_PYTHON;

    public ConnectPage(Tools tools, ConnectModel model) {
        this.tools = tools;
        this.model = model;
        keyField = Field.of("connect.key", keyName, Check.name());
        node = PageFrame.scrolling("connect", new VBox(keyCard(), clientCard(), firstCard()));
        model.issued().subscribe(this::issued);
        model.first().subscribe(call -> waiting.show(call, awaited()));
        workload.valueProperty().subscribe(this::chosen);
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public String title() {
        return Text.of("connect.title");
    }

    @Override
    public void onShow(Route route) {
        Shortcuts.closeAll(subscriptions);
        subscriptions.add(tools.feed().on(LiveFeed.Pace.ROWS, tick -> tick.rows().forEach(model::heard)));
        subscriptions.add(tools.serving().onChange(() -> Fx.run(this::refresh)));
        var names = model.workloads();
        if (!names.equals(workload.getItems())) {
            workload.getItems().setAll(names);
        }
        String wanted =
                switch (route) {
                    case Route.Connect(String name) -> name;
                    case Route.Adopted(String name, String agent) -> name;
                    default -> model.workload();
                };
        workload.setValue(names.contains(wanted) ? wanted : names.isEmpty() ? null : names.getFirst());
        refresh();
        if (route instanceof Route.Adopted(String name, String agent)) {
            adopted(Client.of(agent));
        }
    }

    /// An app that was refused needs a key before anything else.
    private void adopted(Client app) {
        client = app;
        tiles.get(app).setSelected(true);
        refresh();
        if (model.keys().isEmpty()) {
            createKey();
        }
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
        model.forget();
    }

    private Node keyCard() {
        var choose = Field.of("connect.workload", workload);
        Describe.button(create, "connect.create");
        create.getStyleClass().add("accent");
        create.setMinWidth(Region.USE_PREF_SIZE);
        create.setOnAction(press -> createKey());
        var row = new HBox(12, choose.node(), keyField.node(), create);
        for (Field field : List.of(choose, keyField)) {
            HBox.setHgrow(field.node(), Priority.ALWAYS);
            ((Region) field.node()).setPrefWidth(240);
        }
        HBox.setMargin(create, new Insets(21, 0, 0, 0));
        row.setAlignment(Pos.TOP_LEFT);
        Describe.button(make, "connect.make_workload");
        make.getStyleClass().add("accent");
        make.setOnAction(press -> tools.navigator().go(Destination.WORKLOADS));
        make.managedProperty().bind(make.visibleProperty());
        none.getStyleClass().add("warning");
        return card("connect.section.key", row, known, none, make, secretBox());
    }

    private Node secretBox() {
        secret.setEditable(false);
        secret.getStyleClass().add("mono");
        Describe.control(secret, "connect.secret");
        HBox.setHgrow(secret, Priority.ALWAYS);
        var copy = new Button(null, Icons.of(Feather.COPY));
        Describe.button(copy, "connect.secret.copy");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(press -> copy(secret.getText(), "connect.secret.copied"));
        var once = Prose.caption(Text.of("connect.secret.once"));
        secretBox.getChildren().addAll(new HBox(8, secret, copy), once);
        secretBox.managedProperty().bind(secretBox.visibleProperty());
        return secretBox;
    }

    private Node clientCard() {
        var choices = new FlowPane(8, 8);
        var group = new ToggleGroup();
        for (Client one : Client.values()) {
            var tile = new ToggleButton();
            Describe.button(tile, "connect.client." + one.id());
            tile.setToggleGroup(group);
            tile.setSelected(one == client);
            tile.getStyleClass().add("client-tile");
            tile.setOnAction(press -> {
                tile.setSelected(true);
                client = one;
                refresh();
            });
            tiles.put(one, tile);
            choices.getChildren().add(tile);
        }
        snippet.setEditable(false);
        snippet.getStyleClass().addAll("mono", "snippet");
        Describe.control(snippet, "connect.snippet");
        var copy = new Button(null, Icons.of(Feather.COPY));
        Describe.button(copy, "connect.copy");
        copy.setOnAction(press -> copy(snippet.getText(), "connect.copied"));
        note.getStyleClass().add("text-muted");
        warning.getStyleClass().add("warning");
        Describe.button(write, "connect.write");
        write.setOnAction(press -> write());
        write.managedProperty().bind(write.visibleProperty());
        return card("connect.section.client", choices, warning, snippet, note, new HBox(8, copy, write), written);
    }

    private Node firstCard() {
        Describe.button(test, "connect.test");
        test.setMinWidth(Region.USE_PREF_SIZE);
        test.setOnAction(press -> sendTest());
        return card("connect.section.first", waiting.node(), test, result);
    }

    private static VBox card(String key, Node... parts) {
        var heading = Prose.title(Text.of(key));
        var box = new VBox(12, heading);
        box.getChildren().addAll(parts);
        box.getStyleClass().add("card");
        return box;
    }

    private void chosen(String name) {
        if (name != null) {
            model.choose(name);
            keyName.setText(model.freeName());
            keyField.complain("");
            say("", "text-muted");
            refresh();
        }
    }

    private void createKey() {
        if (workload.getValue() == null) {
            keyField.complain(Text.of("connect.no_workload"));
        } else if (keyField.valid()) {
            model.issue(keyName.getText(), failure -> keyField.complain(ErrorBoundary.sentence(failure)));
        }
    }

    private void issued(Router.IssuedKey key) {
        secretBox.setVisible(key != null);
        secret.setText(key == null ? "" : key.secret());
        if (key != null) {
            keyName.setText(model.freeName());
            say("", "text-muted");
        }
        waiting.show(model.first().get(), awaited());
        refresh();
    }

    private String awaited() {
        var key = model.issued().get();
        return key == null ? "" : key.key().name();
    }

    private void refresh() {
        var key = model.issued().get();
        var lines =
                new Snippets(
                        tools.serving().status().baseUrl(),
                        model.workload().isEmpty() ? Snippets.NO_WORKLOAD : model.workload(),
                        key == null ? Snippets.NO_KEY : key.secret());
        snippet.setText(lines.of(client));
        double height = snippet.getText().lines().count() * LINE + 22;
        snippet.setMinHeight(height);
        snippet.setPrefHeight(height);
        write.setVisible(model.writes(client));
        written.setText("");
        note.setText(client.note());
        warning.setText(warningOf());
        known.setText(keysOf());
        boolean homeless = model.workload().isEmpty();
        none.setText(homeless ? Text.of("connect.no_workload") : "");
        make.setVisible(homeless);
        create.setDisable(homeless);
    }

    private String keysOf() {
        if (model.workload().isEmpty()) {
            return "";
        }
        var names = model.keys();
        return names.isEmpty() ? Text.of("connect.keys.none") : Text.of("connect.keys", Sentences.list(names));
    }

    private String warningOf() {
        if (model.workload().isEmpty()) {
            return "";
        }
        if (model.wires().stream().noneMatch(client.wire()::reaches)) {
            return Text.of("connect.warning.route", model.workload(), Text.of("connect.wire." + client.wire().id()));
        }
        return client.ownModels() && !model.anyModel()
                ? Text.of("connect.warning.models", client.title(), model.workload())
                : "";
    }

    private void write() {
        if (model.issued().get() == null) {
            written.setText(Text.of("connect.write.key"));
            keyName.requestFocus();
            return;
        }
        var chosen = client;
        model.plan(
                chosen,
                tools.serving().status().baseUrl(),
                planned -> new WriteDialog(tools, model).show(chosen, planned),
                failure -> written.setText(ErrorBoundary.sentence(failure)));
    }

    private void sendTest() {
        if (model.issued().get() == null) {
            say(Text.of("connect.test.key_first"), "warning");
            keyName.requestFocus();
            return;
        }
        test.setDisable(true);
        say(Text.of("connect.test.calling"), "text-muted");
        model.test(
                tools.serving().status().baseUrl(),
                this::tested,
                failure -> {
                    test.setDisable(false);
                    say(ErrorBoundary.sentence(failure), "warning");
                });
    }

    private void tested(TestRequest.Outcome outcome) {
        test.setDisable(false);
        if (outcome.ok()) {
            String cost = Amounts.money(outcome.costNanos());
            say(
                    Text.of(
                            "connect.test.ok",
                            outcome.target(),
                            Times.latency(outcome.latency()),
                            model.practice(outcome.target()) ? Text.of("connect.simulated", cost) : cost),
                    "success");
        } else {
            say(Text.of("connect.test.failed", outcome.status(), outcome.message()), "warning");
        }
    }

    private void say(String sentence, String style) {
        result.getStyleClass().setAll("label", style);
        result.setText(sentence);
    }

    private void copy(String text, String said) {
        tools.desk().copy(text);
        tools.toasts().say(Text.of(said));
    }
}
