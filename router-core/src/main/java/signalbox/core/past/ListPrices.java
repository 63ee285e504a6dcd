package signalbox.core.past;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Sellers;

/// The list price of a call of the past. One thread.
final class ListPrices {
    private static final int MOST_NAMES = 10_000;

    private final PriceBook book;
    private final Sellers sellers;
    private final Map<List<String>, String> found = new HashMap<>();

    ListPrices(PriceBook book) {
        this.book = book;
        sellers = new Sellers(book);
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
        if (!usual.isEmpty() && book.knows(usual, Sellers.named(name), at)) {
            return usual;
        }
        return sellers.only(name, at).orElse(usual);
    }

    /// Nano-dollars; empty when it is not known.
    OptionalLong nanos(PastCall call, String vendor) {
        if (call.usage().counts().isEmpty()) {
            // what used nothing cost nothing; a sum that counts nothing says nothing
            return call.sum() ? OptionalLong.empty() : OptionalLong.of(0);
        }
        Optional<PriceBook.Cost> cost = book.cost(vendor, Sellers.named(call.model()), call.usage(), call.at());
        return cost.isPresent() ? OptionalLong.of(cost.get().nanos()) : OptionalLong.empty();
    }
}
