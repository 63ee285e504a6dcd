package signalbox.app.providers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import signalbox.app.live.Background;
import signalbox.app.text.Text;
import signalbox.core.FoundModel;
import signalbox.core.PriceSource;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.policy.Model;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Provider;
import signalbox.core.price.PriceProposal;
import signalbox.core.price.PriceRecord;

/// What the operator changes about a provider's models and their prices. FX thread; the router is asked in the
/// background.
final class PricesModel {
    private final Router router;
    private final Background background;
    private final String actor;

    PricesModel(Router router, Background background, String actor) {
        this.router = router;
        this.background = background;
        this.actor = actor;
    }

    /// The record behind the price that is shown now.
    Optional<PriceRecord> listed(Provider provider, String model, Instant now) {
        return router.prices().standard(provider.vendor(), model, now);
    }

    /// Sets a price by hand.
    ///
    /// @param from null for now
    /// @param done gets the change's number, for undoing it
    void set(
            Provider provider,
            String model,
            Map<String, String> rates,
            Instant from,
            Consumer<Long> done,
            Consumer<Exception> failed) {
        var edit = new PriceSource.Edit(provider.name(), model, "", rates, from, null);
        background.run(() -> router.pricing().apply(router.pricing().propose(edit), actor, ""), done, failed);
    }

    /// What a table would change.
    ///
    /// @param where a file's path or an https address
    void propose(String where, Consumer<PriceProposal> done, Consumer<Exception> failed) {
        background.run(() -> router.pricing().propose(source(where)), done, failed);
    }

    void approve(PriceProposal proposal, Consumer<Long> done, Consumer<Exception> failed) {
        background.run(() -> router.pricing().apply(proposal, actor, ""), done, failed);
    }

    /// @param done gets the number of the change that undoes the other
    void undo(long revision, Consumer<Long> done, Consumer<Exception> failed) {
        var undo = new PriceSource.Undo(revision);
        background.run(() -> router.pricing().apply(router.pricing().propose(undo), actor, ""), done, failed);
    }

    /// Asks a provider what it offers.
    void discover(Provider provider, Consumer<List<FoundModel>> done, Consumer<Exception> failed) {
        background.run(() -> router.discover(provider.name()), done, failed);
    }

    /// Adds what was found.
    void add(Provider provider, List<Model> found, Consumer<PolicyChange> done, Consumer<Exception> failed) {
        var models = new LinkedHashMap<>(provider.models());
        found.forEach(model -> models.put(model.id(), model));
        apply(provider, models, done, failed);
    }

    /// Adds a model, or replaces the one of its id.
    void put(Provider provider, Model model, Consumer<PolicyChange> done, Consumer<Exception> failed) {
        var models = new LinkedHashMap<>(provider.models());
        models.put(model.id(), model);
        apply(provider, models, done, failed);
    }

    void remove(Provider provider, String model, Consumer<PolicyChange> done, Consumer<Exception> failed) {
        var models = new LinkedHashMap<>(provider.models());
        models.remove(model);
        apply(provider, models, done, failed);
    }

    private void apply(
            Provider old,
            LinkedHashMap<String, Model> models,
            Consumer<PolicyChange> done,
            Consumer<Exception> failed) {
        var provider = old.withModels(models);
        var change = new PolicyChange.Put(new PolicyChange.Part.OfProvider(provider));
        background.run(() -> router.apply(change, actor, ""), done, failed);
    }

    private static PriceSource source(String where) throws RouterException {
        try {
            return where.startsWith("https://") || where.startsWith("http://")
                    ? new PriceSource.Address(URI.create(where))
                    : new PriceSource.Table(where, Files.readString(Path.of(where)));
        } catch (IOException | IllegalArgumentException e) {
            throw new RouterException("unreadable", Text.of("providers.prices.unreadable", where), e);
        }
    }
}
