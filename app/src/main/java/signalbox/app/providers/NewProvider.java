package signalbox.app.providers;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.PriceOverride;
import signalbox.core.policy.Provider;
import signalbox.core.policy.ShippedFacts;
import signalbox.core.policy.ShippedFacts.Trains;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Wire;
import signalbox.core.price.ShippedModels;

/// A provider as the form has it.
///
/// @param models ids, ticked or typed, in order
/// @param price for models that the shipped list does not know
record NewProvider(
        Vendor vendor,
        String name,
        Wire wire,
        String baseUrl,
        Credential credential,
        String jurisdiction,
        PiiClass clearance,
        List<String> models,
        Optional<Rates> price) {
    private static final int UNKNOWN_CONTEXT = 128_000;
    private static final int UNKNOWN_OUTPUT = 8_192;
    private static final long NANOS_PER_MILLION_TO_PICO = 1_000;

    NewProvider {
        models = List.copyOf(models);
    }

    /// Nano-dollars per million tokens.
    record Rates(long in, long out) {}

    Provider provider() {
        var byId = new LinkedHashMap<String, Model>();
        models.forEach(id -> byId.put(id, model(id)));
        boolean trains = ShippedFacts.of(vendor.id()).filter(known -> known.trains() == Trains.YES).isPresent();
        return new Provider(
                name,
                vendor.id(),
                wire,
                new Endpoint.Http(URI.create(baseUrl.strip())),
                credential,
                vendor.local() ? Tier.FREE : Tier.PAID,
                jurisdiction.strip(),
                trains,
                clearance,
                false,
                ShippedFacts.start(vendor.id()),
                List.of(),
                byId);
    }

    private Model model(String id) {
        return ShippedModels.find(vendor.id(), id)
                .map(known ->
                        new Model(
                                id,
                                known.modelClass(),
                                known.contextTokens(),
                                known.maxOutputTokens(),
                                known.abilities(),
                                Optional.empty()))
                .orElseGet(() ->
                        new Model(
                                id,
                                ModelClass.STANDARD,
                                UNKNOWN_CONTEXT,
                                UNKNOWN_OUTPUT,
                                Set.of(),
                                price.map(this::override)));
    }

    private PriceOverride override(Rates rates) {
        return new PriceOverride(
                Map.of(
                        Counter.IN_TEXT,
                        rates.in / NANOS_PER_MILLION_TO_PICO,
                        Counter.OUT_TEXT,
                        rates.out / NANOS_PER_MILLION_TO_PICO));
    }
}
