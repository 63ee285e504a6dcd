package signalbox.core;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PriceOverride;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tier;
import signalbox.core.price.PriceBook;
import signalbox.core.price.ShippedModel;
import signalbox.core.price.ShippedModels;
import signalbox.core.provider.HttpUpstream;
import signalbox.core.provider.ListedModel;
import signalbox.core.provider.ModelLists;
import signalbox.core.provider.OllamaShow;
import signalbox.core.vendor.ModelListing;
import signalbox.core.vendor.Vendors;

/// What a provider offers: its own list, completed by what is shipped about its models and priced by the book. What
/// neither says is assumed low, so that nothing is promised that the model does not hold.
final class ModelDiscovery {
    private static final int CONTEXT = 32_768;
    private static final int OUTPUT = 8_192;

    /// How many models are asked for one by one.
    private static final int MOST_SHOWN = 100;

    private final HttpUpstream http;
    private final PriceBook prices;
    private final Instant now;

    ModelDiscovery(HttpUpstream http, PriceBook prices, Instant now) {
        this.http = http;
        this.prices = prices;
        this.now = now;
    }

    /// See [Router#discover].
    List<FoundModel> of(Policy policy, String name) throws RouterException {
        Provider provider = policy.providers().get(name);
        if (provider == null) {
            throw new RouterException("unknown_provider", "There is no provider \"" + name + "\".");
        }
        return of(provider);
    }

    private List<FoundModel> of(Provider provider) throws RouterException {
        ModelListing listing = Vendors.of(provider.vendor()).listing(provider.wire());
        if (!(provider.endpoint() instanceof Endpoint.Http) || listing.shape() == ModelListing.Shape.NONE) {
            return shipped(provider);
        }
        try {
            byte[] body = http.models(provider, UpstreamPath.below(provider, listing.path()), listing.auth());
            List<ListedModel> listed = ModelLists.read(listing.shape(), body);
            return (listing.shape() == ModelListing.Shape.OLLAMA ? shown(provider, listing, listed) : listed)
                    .stream().map(model -> found(provider, model)).toList();
        } catch (IOException e) {
            throw new RouterException("models_unreadable", e.getMessage(), e);
        }
    }

    /// Ollama lists names only, and says the rest of each when it is asked; what it does not answer stays as listed.
    private List<ListedModel> shown(Provider provider, ModelListing listing, List<ListedModel> listed) {
        var shown = new ArrayList<ListedModel>(listed.size());
        boolean answers = true;
        for (ListedModel model : listed) {
            answers &= shown.size() < MOST_SHOWN;
            try {
                shown.add(answers ? shown(provider, listing, model) : model);
            } catch (IOException e) {
                answers = false;
                shown.add(model);
            }
        }
        return shown;
    }

    private ListedModel shown(Provider provider, ModelListing listing, ListedModel model) throws IOException {
        byte[] question = OllamaShow.question(model.id());
        return OllamaShow.completed(model, http.models(provider, OllamaShow.PATH, question, listing.auth()));
    }

    private List<FoundModel> shipped(Provider provider) throws RouterException {
        List<ShippedModel> shipped = ShippedModels.of(provider.vendor());
        if (shipped.isEmpty()) {
            throw new RouterException(
                    "no_model_list",
                    provider.name() + " has no list of models. Add them by the name that goes on the wire.");
        }
        return shipped.stream()
                .map(known -> found(provider, fitting(provider, known.model()), known.id(), ""))
                .toList();
    }

    /// The Claude program is given text and pictures only.
    private static Model fitting(Provider provider, Model model) {
        if (!(provider.endpoint() instanceof Endpoint.ClaudeCli)) {
            return model;
        }
        var kept =
                model.abilities().stream()
                        .filter(ability -> ability == Ability.IMAGES || ability == Ability.FILES)
                        .collect(Collectors.toSet());
        return new Model(
                model.id(), model.modelClass(), model.contextTokens(), model.maxOutputTokens(), kept, model.price());
    }

    private FoundModel found(Provider provider, ListedModel listed) {
        Optional<ShippedModel> known = ShippedModels.find(provider.vendor(), listed.id());
        int context = listed.contextTokens().orElse(known.map(ShippedModel::contextTokens).orElse(CONTEXT));
        int output = listed.maxOutputTokens().orElse(known.map(ShippedModel::maxOutputTokens).orElse(OUTPUT));
        Set<Ability> abilities = listed.abilities().or(() -> known.map(ShippedModel::abilities)).orElse(Set.of());
        boolean inBook = prices.standard(provider.vendor(), listed.id(), now).isPresent();
        Optional<PriceOverride> own =
                inBook || listed.rates().isEmpty() ? Optional.empty() : Optional.of(new PriceOverride(listed.rates()));
        var model =
                new Model(
                        listed.id(),
                        known.map(ShippedModel::modelClass).orElse(ModelClass.STANDARD),
                        context,
                        Math.min(output, context),
                        abilities,
                        own);
        return found(provider, model, listed.display(), listed.note());
    }

    private FoundModel found(Provider provider, Model model, String display, String note) {
        boolean priced =
                provider.tier() != Tier.PAID
                        || model.price().isPresent()
                        || prices.standard(provider.vendor(), model.id(), now).isPresent();
        return new FoundModel(model, display, priced, provider.models().containsKey(model.id()), note);
    }
}
