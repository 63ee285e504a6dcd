package signalbox.app.providers;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Credential;
import signalbox.core.policy.DataFacts;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.PriceOverride;
import signalbox.core.policy.Provider;
import signalbox.core.policy.ShippedFacts;
import signalbox.core.policy.Tier;
import signalbox.core.policy.TimeLimits;
import signalbox.core.policy.Wire;
import signalbox.core.price.ShippedModels;
import signalbox.core.vendor.Vendor;

/// A provider as the form has it.
///
/// @param trains whether the vendor may train on what it is sent, as the operator says
/// @param models ids, ticked or typed, in order
/// @param price for models that the shipped list does not know
record NewProvider(
        Vendor vendor,
        String name,
        Wire wire,
        String baseUrl,
        Credential credential,
        String jurisdiction,
        boolean trains,
        PiiClass clearance,
        List<String> models,
        Optional<Rates> price,
        TimeLimits limits) {
    private static final int UNKNOWN_CONTEXT = 128_000;
    private static final int UNKNOWN_OUTPUT = 8_192;
    private static final long NANOS_PER_MILLION_TO_PICO = 1_000;

    NewProvider {
        models = List.copyOf(models);
    }

    /// As its vendor is known, with attempts that may take as long as usual.
    static NewProvider of(Vendor vendor, String name, Credential credential, List<String> models) {
        return new NewProvider(
                vendor,
                name,
                vendor.wire(),
                vendor.baseUrl(),
                credential,
                vendor.jurisdiction(),
                vendor.mayTrain(),
                vendor.clearance(),
                models,
                Optional.empty(),
                TimeLimits.USUAL);
    }

    NewProvider withEndpoint(Wire spoken, String address) {
        return new NewProvider(
                vendor, name, spoken, address, credential, jurisdiction, trains, clearance, models, price, limits);
    }

    /// What the operator says of how it treats what it is sent.
    NewProvider withFacts(String place, boolean mayTrain, PiiClass upTo) {
        return new NewProvider(vendor, name, wire, baseUrl, credential, place, mayTrain, upTo, models, price, limits);
    }

    NewProvider withPrice(Optional<Rates> other) {
        return new NewProvider(
                vendor, name, wire, baseUrl, credential, jurisdiction, trains, clearance, models, other, limits);
    }

    NewProvider withLimits(TimeLimits other) {
        return new NewProvider(
                vendor, name, wire, baseUrl, credential, jurisdiction, trains, clearance, models, price, other);
    }

    /// Nano-dollars per million tokens.
    record Rates(long in, long out) {}

    /// @param actor who stands for it that a vendor of which this is not known does not train on what it is sent
    Provider provider(String actor, LocalDate today) {
        var byId = new LinkedHashMap<String, Model>();
        models.forEach(id -> byId.put(id, model(id)));
        DataFacts facts = ShippedFacts.start(vendor.id());
        boolean program = baseUrl.strip().startsWith("claude-cli");
        return Provider.of(
                        name,
                        vendor.id(),
                        wire,
                        Endpoint.parse(baseUrl.strip()),
                        credential,
                        vendor.local() ? Tier.FREE : program ? Tier.SUBSCRIPTION : Tier.PAID,
                        byId)
                .withClearance(jurisdiction.strip(), trains, clearance)
                .withFacts(vendor.mayTrain() && !trains ? ShippedFacts.attested(facts, actor, today) : facts)
                .withLimits(limits);
    }

    private Model model(String id) {
        return ShippedModels.find(vendor.id(), id)
                .map(known ->
                        new Model(
                                id,
                                known.modelClass(),
                                known.contextTokens(),
                                known.maxOutputTokens(),
                                abilities(known.abilities()),
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

    /// The Claude program is given text and pictures only.
    private Set<Ability> abilities(Set<Ability> known) {
        return baseUrl.strip().startsWith("claude-cli")
                ? known.stream()
                        .filter(ability -> ability == Ability.IMAGES || ability == Ability.FILES)
                        .collect(Collectors.toSet())
                : known;
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
