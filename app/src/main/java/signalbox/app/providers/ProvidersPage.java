package signalbox.app.providers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
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
import signalbox.core.policy.Provider;
import signalbox.core.vendor.Vendor;
import signalbox.core.vendor.Vendors;

/// The providers screen.
public final class ProvidersPage implements Page, ProviderCard.Actions {
    private final Tools tools;
    private final ProvidersModel model;
    private final List<Router.Subscription> subscriptions = new ArrayList<>();
    private final Map<String, ProviderCard> cards = new HashMap<>();
    private final Button add = new Button();
    private final Button prices = new Button();
    private final ModelDialogs dialogs;
    private final VBox list = new VBox(12);
    private final FlowPane offers = new FlowPane(8, 8);
    private final VBox offersCard = new VBox(8);
    private final VBox empty = new VBox(12);
    private final VBox overview;
    private final AddProvider form;
    private final BorderPane node;
    private String wanted = "";
    private long changes = -1;

    public ProvidersPage(Tools tools, ProvidersModel model) {
        this.tools = tools;
        this.model = model;
        dialogs = new ModelDialogs(tools, model, this::refresh);
        Describe.button(prices, "providers.prices.import");
        prices.setOnAction(press -> dialogs.importPrices());
        form = new AddProvider(model);
        form.onAdded(this::added);
        form.onCancel(this::closeForm);
        Describe.button(add, "providers.add", "N");
        add.getStyleClass().add("accent");
        add.managedProperty().bind(add.visibleProperty());
        add.setOnAction(press -> openForm(Vendors.shown().getFirst(), null));
        fillOffers();
        fillEmpty();
        overview = new VBox(16, offersCard, empty, list);
        var content = new VBox(new VaultBanner(tools, model).node(), overview, form.node());
        show(form.node(), false);
        node = PageFrame.scrolling("providers", content, prices, add);
        model.providers().subscribe(this::listed);
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public String title() {
        return Text.of("providers.title");
    }

    @Override
    public void onShow(Route route) {
        onHide();
        if (route instanceof Route.Provider(String name)) {
            wanted = name;
            closeForm();
        }
        subscriptions.add(tools.feed().on(LiveFeed.Pace.CHARTS, tick -> heard(tick.changes())));
        subscriptions.add(tools.shortcuts().add("N", "providers.add", add::fire));
        subscriptions.add(tools.shortcuts().when("Shortcut+S", "providers.add.apply", this::applyForm));
        refresh();
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
    }

    @Override
    public void test(Provider provider, String target, ProviderCard card) {
        card.testing();
        model.test(provider.name(), target, card::tested, failure -> card.complain(ErrorBoundary.sentence(failure)));
    }

    @Override
    public void pause(Provider provider, boolean paused) {
        model.pause(
                provider,
                paused,
                undo ->
                        tools.toasts()
                                .say(
                                        Text.of(paused ? "providers.paused" : "providers.resumed", provider.name()),
                                        () -> model.undo(undo, tools.toasts()::fail)),
                failure -> cards.get(provider.name()).complain(ErrorBoundary.sentence(failure)));
    }

    @Override
    public void remove(Provider provider) {
        model.remove(
                provider,
                undo ->
                        tools.toasts()
                                .say(
                                        Text.of("providers.removed", provider.name()),
                                        () -> model.undo(undo, tools.toasts()::fail)),
                failure -> cards.get(provider.name()).complain(ErrorBoundary.sentence(failure)));
    }

    @Override
    public void replaceKey(Provider provider, String secretName) {
        var secret = new PasswordField();
        var field = Field.of("providers.key.secret", secret, Check.required());
        var store = new Button();
        Describe.button(store, "providers.key.store");
        store.getStyleClass().add("accent");
        store.setOnAction(press -> {
            if (field.valid()) {
                char[] pasted = secret.getText().strip().toCharArray();
                secret.clear();
                model.storeKey(
                        secretName,
                        pasted,
                        () -> {
                            tools.modals().hide();
                            tools.toasts().say(Text.of("providers.key.stored", provider.name()));
                        },
                        failure -> field.complain(ErrorBoundary.sentence(failure)));
            }
        });
        var box = new VBox(field.node());
        box.setPrefWidth(420);
        tools.modals()
                .show(Text.of("providers.key.replace.title", provider.name()), box, tools.modals().cancel(), store);
        secret.requestFocus();
    }

    @Override
    public void editPrice(Provider provider, String id) {
        dialogs.editPrice(provider, id, model.now());
    }

    @Override
    public void editModel(Provider provider, String id) {
        dialogs.editModel(provider, Optional.ofNullable(id).map(provider.models()::get));
    }

    @Override
    public void lookForModels(Provider provider) {
        dialogs.lookForModels(provider);
    }

    @Override
    public void editLimits(Provider provider) {
        new LimitsDialog(tools, this::refresh).edit(provider);
    }

    @Override
    public void removeModel(Provider provider, String id) {
        dialogs.removeModel(provider, id);
    }

    private void heard(long now) {
        if (now != changes) {
            changes = now;
            refresh();
        }
    }

    private void refresh() {
        model.refresh(tools.toasts()::fail);
    }

    private void listed(List<ProviderFacts> providers) {
        if (providers == null) {
            return;
        }
        var nodes = new ArrayList<Node>();
        for (ProviderFacts one : providers) {
            var card = cards.computeIfAbsent(one.provider().name(), name -> new ProviderCard(this));
            card.show(one);
            nodes.add(card.node());
        }
        cards.keySet().retainAll(providers.stream().map(one -> one.provider().name()).toList());
        if (!nodes.equals(list.getChildren())) {
            list.getChildren().setAll(nodes);
        }
        show(empty, providers.isEmpty());
        fillOffers();
        bringForward();
    }

    /// The card that the route names comes into view.
    private void bringForward() {
        var card = cards.get(wanted);
        if (card == null) {
            return;
        }
        wanted = "";
        PageFrame.reveal(node, card.node());
        card.focus();
    }

    private void fillOffers() {
        var unused = model.unused();
        offers.getChildren().clear();
        for (FoundKey found : unused) {
            var vendor = Vendors.ofVariable(found.variable()).orElseThrow();
            var offer = new Button();
            Describe.button(offer, "providers.offer", vendor.display(), found.words());
            offer.setOnAction(press -> openForm(vendor, found));
            offers.getChildren().add(offer);
        }
        if (offersCard.getChildren().isEmpty()) {
            offersCard.getChildren().addAll(Prose.muted(Text.of("providers.offers")), offers);
        }
        show(offersCard, !unused.isEmpty());
    }

    private void fillEmpty() {
        var heading = Prose.title(Text.of("providers.empty"));
        var start = new Button();
        Describe.button(start, "providers.add");
        start.setOnAction(press -> openForm(Vendors.shown().getFirst(), null));
        empty.getChildren().addAll(heading, Prose.muted(Text.of("providers.empty.sentence")), start, sample());
        empty.getStyleClass().add("card");
        empty.setAlignment(Pos.TOP_LEFT);
        show(empty, false);
    }

    private static Node sample() {
        return Sample.entry(
                "openai",
                new Sample.State("ok", Text.of("providers.state.ok")),
                -1,
                Text.of("providers.sample.lately"),
                Text.of("providers.sample.price"));
    }

    private void openForm(Vendor vendor, FoundKey found) {
        show(overview, false);
        show(form.node(), true);
        add.setVisible(false);
        form.start(vendor, found);
        top();
    }

    private void closeForm() {
        show(form.node(), false);
        show(overview, true);
        add.setVisible(true);
        top();
    }

    private void top() {
        if (node != null && node.getCenter() instanceof ScrollPane scroll) {
            scroll.setVvalue(0);
        }
    }

    private boolean applyForm() {
        if (form.node().isVisible()) {
            form.apply();
        }
        return form.node().isVisible();
    }

    private void added(AddProvider.Added done) {
        closeForm();
        wanted = done.name();
        refresh();
        String key = model.firstCalls(done.name()) ? "providers.added.called" : "providers.added";
        tools.toasts().say(Text.of(key, done.name()), () -> model.undo(done.undo(), tools.toasts()::fail));
    }

    private static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
