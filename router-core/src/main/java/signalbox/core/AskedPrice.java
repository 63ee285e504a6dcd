package signalbox.core;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.Model;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Sellers;

/// What the tokens of a call would have cost, at list price, at the model that its client named. One thread.
///
/// A name is first one of the policy's models (`provider/model` or the model alone; where several providers serve it,
/// the cheapest counts, so that nothing is overstated), else the model of the one vendor in the price book that sells
/// one of that name.
final class AskedPrice {
    private static final int MOST_NAMES = 10_000;

    private final PriceBook prices;
    private final Policy policy;
    private final Sellers sellers;
    private final Map<String, Optional<String>> found = new HashMap<>();

    AskedPrice(PriceBook prices, Policy policy) {
        this.prices = prices;
        this.policy = policy;
        this.sellers = new Sellers(prices);
    }

    /// Whether the client named a model and another one answered.
    static boolean other(CallRow row) {
        String asked = row.askedModel();
        return row.outcome() == CallRow.Outcome.ANSWERED
                && !row.attempts().isEmpty()
                && !asked.isEmpty()
                && !asked.equals(row.model())
                && !asked.equals(row.provider() + "/" + row.model());
    }

    /// Nano-dollars; empty when no price of that model is known for what was used.
    OptionalLong nanos(CallRow row) {
        AttemptRow answer = row.attempts().getLast();
        OptionalLong served =
                policy.providers().values().stream()
                        .filter(provider -> provider.practice() == row.practice())
                        .flatMap(provider ->
                                offered(provider, row.askedModel())
                                        .flatMap(model -> cost(provider.vendor(), model, answer, row.at())))
                        .mapToLong(Long::longValue)
                        .min();
        if (served.isPresent()) {
            return served;
        }
        return vendor(row.askedModel(), row.at()).stream()
                .flatMap(vendor -> cost(vendor, Sellers.named(row.askedModel()), answer, row.at()))
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private static Stream<Model> offered(Provider provider, String asked) {
        return provider.models().values().stream()
                .filter(model -> model.id().equals(asked) || (provider.name() + "/" + model.id()).equals(asked));
    }

    private Stream<Long> cost(String vendor, Model model, AttemptRow answer, Instant at) {
        return prices.cost(vendor, model, answer.usage().elsewhere(), at).stream().map(PriceBook.Cost::nanos);
    }

    private Optional<String> vendor(String model, Instant at) {
        if (found.size() > MOST_NAMES) {
            found.clear();
        }
        return found.computeIfAbsent(model, name -> sellers.only(name, at));
    }
}
