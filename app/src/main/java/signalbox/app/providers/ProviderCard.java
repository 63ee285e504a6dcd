package signalbox.app.providers;

import atlantafx.base.controls.Spacer;
import atlantafx.base.theme.Tweaks;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.chart.Sparkline;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Icons;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.Router.ProviderTest;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Provider;

/// One provider: its state, where it is and what it may see, its models with prices, and a test call.
final class ProviderCard {
    /// What the buttons of a card ask for.
    interface Actions {
        void test(Provider provider, String model, ProviderCard card);

        void pause(Provider provider, boolean paused);

        void remove(Provider provider);

        void replaceKey(Provider provider, String secretName);

        void editPrice(Provider provider, String model);

        /// @param model null to add one
        void editModel(Provider provider, String model);

        void removeModel(Provider provider, String model);

        void lookForModels(Provider provider);

        void editLimits(Provider provider);
    }

    private final Actions actions;
    private final Label name = new Label();
    private final Label state = new Label();
    private final Label simulated = new Label(Text.of("providers.simulated"));
    private final Label reason = Prose.hiddenWhileEmpty(Prose.body(""));

    /// A row wider than this would leave one fact alone below it.
    private static final double FACTS_WIDTH = 800;

    private final FlowPane facts = new FlowPane(24, 12);
    private final VBox models = new VBox(4);
    private final Label result = Prose.hiddenWhileEmpty(Prose.body(""));
    private final ComboBox<String> model = new ComboBox<>();
    private final Button test = new Button();
    private final Button another = new Button();
    private final Button look = new Button();
    private final Button pause = new Button();
    private final Button key = new Button();
    private final Button remove = new Button(null, Icons.of(Feather.TRASH_2));
    private final VBox node;
    private ProviderFacts shown;

    ProviderCard(Actions actions) {
        this.actions = actions;
        name.getStyleClass().add("section-title");
        name.setMinWidth(0);
        state.getStyleClass().add("pill");
        simulated.getStyleClass().addAll("pill", "practice");
        for (Label pill : List.of(state, simulated)) {
            pill.setMinWidth(Region.USE_PREF_SIZE);
            pill.managedProperty().bind(pill.visibleProperty());
        }
        buttons();
        facts.setMaxWidth(FACTS_WIDTH);
        node = new VBox(12, head(), reason, facts, models, trial(), result);
        node.getStyleClass().addAll("card", "provider");
    }

    Node node() {
        return node;
    }

    void show(ProviderFacts now) {
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        Provider provider = now.provider();
        boolean paused = now.state() == ProviderFacts.State.PAUSED;
        name.setText(provider.name());
        stateOf(now);
        simulated.setVisible(provider.practice());
        facts.getChildren().setAll(factsOf(provider));
        facts.getChildren()
                .addAll(
                        lately(now.traffic()),
                        fact("providers.fact.month", Amounts.money(now.traffic().monthNanos()), false));
        if (!provider.practice()) {
            facts.getChildren().add(limits(provider));
        }
        models.getChildren().setAll(now.models().stream().map(this::row).toList());
        Describe.button(pause, paused ? "providers.resume" : "providers.pause");
        key.setVisible(secretName(provider) != null);
        look.setVisible(!provider.practice());
        Describe.named(remove, Text.of("providers.remove", provider.name()), Text.of("providers.remove.help"), "");
        String chosen = model.getValue();
        model.getItems().setAll(provider.models().keySet());
        model.setValue(provider.models().containsKey(chosen) ? chosen : first(provider));
        test.setDisable(model.getItems().isEmpty());
    }

    /// A test call is under way.
    void testing() {
        test.setDisable(true);
        say(Text.of("providers.testing"), "text-muted");
    }

    /// What a test call came to.
    void tested(ProviderTest answer) {
        test.setDisable(false);
        if (answer.ok()) {
            String cost =
                    shown.provider().practice()
                            ? Text.of("providers.test.simulated", Amounts.money(answer.costNanos()))
                            : Amounts.money(answer.costNanos());
            say(
                    Text.of("providers.test.ok", Times.latency(answer.latency()), cost, answer.message().strip()),
                    "success");
        } else if (answer.status() == 0) {
            say(Text.of("providers.test.none", answer.message().strip()), "warning");
        } else {
            say(Text.of("providers.test.failed", answer.status(), answer.message().strip()), "warning");
        }
    }

    /// A sentence about something that could not be done.
    void complain(String sentence) {
        test.setDisable(false);
        say(sentence, "warning");
    }

    void focus() {
        pause.requestFocus();
    }

    private void say(String sentence, String style) {
        result.getStyleClass().setAll("label", style);
        result.setText(sentence);
    }

    private void buttons() {
        Describe.button(test, "providers.test");
        test.setOnAction(press -> actions.test(shown.provider(), model.getValue(), this));
        Describe.control(model, "providers.test.model");
        model.setMaxWidth(320);
        pause.setOnAction(press -> actions.pause(shown.provider(), shown.state() != ProviderFacts.State.PAUSED));
        Describe.button(key, "providers.key.replace");
        key.managedProperty().bind(key.visibleProperty());
        key.setOnAction(press -> {
            actions.replaceKey(shown.provider(), secretName(shown.provider()));
        });
        remove.getStyleClass().addAll("flat", "button-icon");
        remove.setOnAction(press -> actions.remove(shown.provider()));
        for (Button button : List.of(test, pause, key, remove)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
    }

    private Node head() {
        var head = new HBox(8, name, state, simulated, new Spacer(), key, pause, remove);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node trial() {
        Describe.button(another, "providers.model.add");
        another.setMinWidth(Region.USE_PREF_SIZE);
        another.setOnAction(press -> actions.editModel(shown.provider(), null));
        Describe.button(look, "providers.found.look");
        look.setMinWidth(Region.USE_PREF_SIZE);
        look.managedProperty().bind(look.visibleProperty());
        look.setOnAction(press -> actions.lookForModels(shown.provider()));
        var row = new HBox(8, test, model, another, look);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void stateOf(ProviderFacts now) {
        String word = now.state().name().toLowerCase(Locale.ROOT);
        state.setText(Text.of("providers.state." + word));
        state.getStyleClass()
                .setAll(
                        "label",
                        "pill",
                        switch (now.state()) {
                            case OK -> "ok";
                            case COOLING -> "near";
                            case PAUSED -> "muted";
                        });
        reason.setText(
                switch (now.state()) {
                    case OK -> "";
                    case PAUSED -> Text.of("providers.paused_reason");
                    case COOLING ->
                            Text.of(
                                    "providers.cooling",
                                    words(now.reason()),
                                    Times.seconds(now.until(), ZoneId.systemDefault()));
                });
    }

    /// The router gives an error class; people get a sentence.
    private static String words(String reason) {
        String key = "providers.cooling." + reason;
        return Text.has(key) ? Text.of(key) : reason.replace('_', ' ');
    }

    private static List<Node> factsOf(Provider provider) {
        String where = provider.practice() ? Text.of("providers.no_network") : provider.endpoint().text();
        return List.of(
                fact("providers.fact.wire", Text.of("providers.wire." + provider.wire().id()), false),
                fact("providers.fact.url", where, provider.endpoint() instanceof Endpoint.Http),
                fact("providers.fact.key", credential(provider.credential()), false),
                fact("providers.fact.jurisdiction", jurisdiction(provider.jurisdiction()), false),
                fact(
                        "providers.fact.clearance",
                        Text.of("providers.clearance." + provider.clearance().name().toLowerCase(Locale.ROOT)),
                        false));
    }

    /// The last quarter of an hour in words, with its shape.
    private static Node lately(Traffic traffic) {
        var spark = new Sparkline();
        spark.show(traffic.minutes());
        spark.setVisible(traffic.calls() > 0);
        spark.setManaged(traffic.calls() > 0);
        var label = Prose.caption(Text.of("providers.fact.lately"));
        var row = new HBox(8, new Label(traffic.words()), spark);
        row.setAlignment(Pos.CENTER_LEFT);
        return new VBox(2, label, row);
    }

    private Node limits(Provider provider) {
        var edit = new Hyperlink(LimitFields.words(provider.limits()));
        Describe.named(edit, Text.of("providers.limits.edit", provider.name()), "", "");
        edit.setOnAction(press -> actions.editLimits(provider));
        edit.setPadding(Insets.EMPTY);
        edit.setMinHeight(28);
        // as high as can be hit, with its words where those of the other facts stand
        return new VBox(-3, Prose.caption(Text.of("providers.limits")), edit);
    }

    private static String credential(Credential credential) {
        return credential instanceof Credential.None ? Text.of("providers.no_key") : credential.reference();
    }

    private static String jurisdiction(String where) {
        return Optional.of("providers.where." + where).filter(Text::has).map(Text::of).orElse(where);
    }

    private static Node fact(String key, String value, boolean mono) {
        var label = Prose.caption(Text.of(key));
        return new VBox(2, label, mono ? Prose.styled(value, "mono") : Prose.body(value));
    }

    private Node row(ProviderFacts.Priced priced) {
        var id = Prose.styled(priced.id(), "mono");
        id.setMinWidth(0);
        HBox.setHgrow(id, Priority.SOMETIMES);
        var price = new Label(priced.price().isEmpty() ? Text.of("providers.price.unknown") : priced.price());
        price.getStyleClass().addAll("caption", priced.price().isEmpty() ? "warning" : "text-muted");
        price.setMinWidth(Region.USE_PREF_SIZE);
        var source = Prose.hiddenWhileEmpty(new Label(priced.source()));
        source.getStyleClass().addAll("caption", "text-muted");
        var words = new VBox(price, source);
        words.setAlignment(Pos.CENTER_RIGHT);
        var row = new HBox(12, id, new Spacer(), words, menu(priced.id()));
        row.getStyleClass().add("model-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node menu(String id) {
        var menu = new MenuButton(null, Icons.of(Feather.MORE_HORIZONTAL));
        menu.getStyleClass().addAll("flat", "button-icon", Tweaks.NO_ARROW);
        menu.setMinWidth(Region.USE_PREF_SIZE);
        Describe.named(menu, Text.of("providers.model.menu", id), "", "");
        menu.getItems()
                .setAll(
                        item("providers.price.edit", () -> actions.editPrice(shown.provider(), id)),
                        item("providers.model.edit", () -> actions.editModel(shown.provider(), id)),
                        item("providers.model.remove", () -> actions.removeModel(shown.provider(), id)));
        return menu;
    }

    private static MenuItem item(String key, Runnable action) {
        var item = new MenuItem(Text.of(key));
        item.setOnAction(press -> action.run());
        return item;
    }

    /// The name of a key that can be replaced here; null for one that stands elsewhere.
    private static String secretName(Provider provider) {
        return switch (provider.credential()) {
            case Credential.Vault(String secret) -> secret;
            case Credential.Keychain(String secret) -> secret;
            case Credential.Environment _, Credential.None _ -> null;
        };
    }

    private static String first(Provider provider) {
        return provider.models().isEmpty() ? null : provider.models().firstEntry().getKey();
    }
}
