package signalbox.core.past;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.price.PriceBook;
import signalbox.core.price.PriceRecord;

/// The list price of a call of the past. One thread.
final class ListPrices {
    private static final int MOST_NAMES = 10_000;

    private final PriceBook book;
    private final List<String> vendors;
    private final Map<List<String>, String> found = new HashMap<>();

    ListPrices(PriceBook book) {
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

    /// Whose price the call has: whom the log names, else whom its tool calls, else the one vendor that sells a model
    /// of that name; empty when that cannot be told.
    String vendor(PastCall call) {
        if (!call.vendor().isEmpty()) {
            return call.vendor();
        }
        if (found.size() > MOST_NAMES) {
            found.clear();
        }
        return found.computeIfAbsent(
                List.of(call.tool().vendor(), call.model()), key -> known(key.getFirst(), key.getLast(), call.at()));
    }

    private String known(String usual, String name, Instant at) {
        Model model = model(name);
        if (!usual.isEmpty() && book.knows(usual, model, at)) {
            return usual;
        }
        List<String> sellers = vendors.stream().filter(vendor -> book.knows(vendor, model, at)).toList();
        return sellers.size() == 1 ? sellers.getFirst() : usual;
    }

    /// Nano-dollars; empty when it is not known.
    OptionalLong nanos(PastCall call, String vendor) {
        if (call.usage().counts().isEmpty()) {
            // what used nothing cost nothing; a sum that counts nothing says nothing
            return call.sum() ? OptionalLong.empty() : OptionalLong.of(0);
        }
        Optional<PriceBook.Cost> cost = book.cost(vendor, model(call.model()), call.usage(), call.at());
        return cost.isPresent() ? OptionalLong.of(cost.get().nanos()) : OptionalLong.empty();
    }

    /// Cost depends on the model's id alone; the other facts mean nothing here.
    private static Model model(String id) {
        return new Model(id, ModelClass.STANDARD, 1, 1, Set.of(), Optional.empty());
    }
}
