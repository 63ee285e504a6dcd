package signalbox.core.price;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;

/// Who sells a model that is known by its name alone. Immutable, thread-safe.
public final class Sellers {
    private final PriceBook book;
    private final List<String> vendors;

    public Sellers(PriceBook book) {
        this.book = book;
        Set<String> any =
                book.records().stream()
                        .filter(price -> price.model().indexOf('*') >= 0)
                        .map(PriceRecord::vendor)
                        .collect(Collectors.toSet());
        // who prices names it has never heard of does not tell whose model it is
        vendors =
                book.records().stream()
                        .map(PriceRecord::vendor)
                        .distinct()
                        .filter(vendor -> !any.contains(vendor))
                        .toList();
    }

    /// The one vendor that sells a model of that name; empty when none does, or several.
    public Optional<String> only(String model, Instant at) {
        Model named = named(model);
        List<String> sellers = vendors.stream().filter(vendor -> book.knows(vendor, named, at)).toList();
        return sellers.size() == 1 ? Optional.of(sellers.getFirst()) : Optional.empty();
    }

    /// A model of that name for asking its price; cost depends on the id alone, the other facts mean nothing here.
    public static Model named(String id) {
        return new Model(id, ModelClass.STANDARD, 1, 1, Set.of(), Optional.empty());
    }
}
