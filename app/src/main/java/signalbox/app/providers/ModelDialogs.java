package signalbox.app.providers;

import java.time.Instant;
import java.util.Optional;
import javafx.scene.control.Button;
import signalbox.app.form.Describe;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.policy.Model;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Provider;

/// The boxes that change a provider's models and prices. FX thread.
final class ModelDialogs {
    private final Tools tools;
    private final ProvidersModel model;
    private final Runnable refresh;

    ModelDialogs(Tools tools, ProvidersModel model, Runnable refresh) {
        this.tools = tools;
        this.model = model;
        this.refresh = refresh;
    }

    private Button go(String key) {
        var button = new Button();
        Describe.button(button, key);
        button.getStyleClass().add("accent");
        return button;
    }

    void editPrice(Provider provider, String id, Instant now) {
        boolean own = provider.models().get(id).price().isPresent();
        var form = new PriceForm(model.prices().listed(provider, id, now), own);
        var set = go("providers.price.set");
        set.setOnAction(press -> {
            if (form.valid()) {
                model.prices()
                        .set(
                                provider,
                                id,
                                form.rates(),
                                form.from(),
                                revision -> priced(Text.of("providers.price.done", id), revision),
                                failure -> form.complain(ErrorBoundary.sentence(failure)));
            }
        });
        tools.modals().show(Text.of("providers.price.title", id), form.node(), tools.modals().cancel(), set);
        form.focus();
    }

    void importPrices() {
        var box = new ImportPrices();
        var look = go("providers.prices.look");
        var approve = new Button();
        Describe.button(approve, "providers.prices.approve");
        approve.setDisable(true);
        look.setOnAction(press -> {
            if (box.valid()) {
                model.prices()
                        .propose(
                                box.where(),
                                proposal -> {
                                    box.show(proposal);
                                    approve.setDisable(proposal.none());
                                    lead(proposal.none() ? look : approve, proposal.none() ? approve : look);
                                },
                                failure -> box.complain(ErrorBoundary.sentence(failure)));
            }
        });
        approve.setOnAction(press ->
                model.prices()
                        .approve(
                                box.proposal(),
                                revision -> priced(Text.of("providers.prices.done"), revision),
                                failure -> box.complain(ErrorBoundary.sentence(failure))));
        tools.modals().show(Text.of("providers.prices.title"), box.node(), tools.modals().cancel(), look, approve);
        box.focus();
    }

    /// One button leads: first looking, then applying what was found.
    private static void lead(Button first, Button second) {
        second.getStyleClass().remove("accent");
        first.getStyleClass().remove("accent");
        first.getStyleClass().add("accent");
    }

    private void priced(String sentence, long revision) {
        tools.modals().hide();
        refresh.run();
        tools.toasts()
                .say(sentence, () -> model.prices().undo(revision, undone -> refresh.run(), tools.toasts()::fail));
    }

    /// @param old empty to add a model
    void editModel(Provider provider, Optional<Model> old) {
        var form = new ModelForm(provider, old);
        var put = go(old.isPresent() ? "providers.model.save" : "providers.model.put");
        put.setOnAction(press -> {
            if (form.valid()) {
                model.prices()
                        .put(
                                provider,
                                form.model(),
                                undo -> changed(Text.of("providers.model.done", provider.name()), undo),
                                failure -> form.complain(ErrorBoundary.sentence(failure)));
            }
        });
        String title =
                old.map(one -> Text.of("providers.model.change.title", one.id()))
                        .orElseGet(() -> Text.of("providers.model.add.title", provider.name()));
        tools.modals().show(title, form.node(), tools.modals().cancel(), put);
        form.focus();
    }

    /// Asks a provider for its models and adds those that are ticked.
    void lookForModels(Provider provider) {
        var box = new FoundModels();
        var add = go("providers.found.add");
        add.setDisable(true);
        add.setOnAction(press -> {
            if (box.ticked().isEmpty()) {
                box.complain(Text.of("providers.found.none"));
            } else {
                model.prices()
                        .add(
                                provider,
                                box.ticked(),
                                undo -> changed(Text.of("providers.model.done", provider.name()), undo),
                                failure -> box.complain(ErrorBoundary.sentence(failure)));
            }
        });
        tools.modals()
                .show(Text.of("providers.found.title", provider.name()), box.node(), tools.modals().cancel(), add);
        model.prices()
                .discover(
                        provider,
                        found -> {
                            box.show(found);
                            add.setDisable(found.isEmpty());
                        },
                        failure -> box.complain(ErrorBoundary.sentence(failure)));
    }

    void removeModel(Provider provider, String id) {
        model.prices()
                .remove(
                        provider,
                        id,
                        undo -> changed(Text.of("providers.model.removed", id, provider.name()), undo),
                        tools.toasts()::fail);
    }

    private void changed(String sentence, PolicyChange undo) {
        tools.modals().hide();
        refresh.run();
        tools.toasts().say(sentence, () -> model.undo(undo, tools.toasts()::fail));
    }
}
