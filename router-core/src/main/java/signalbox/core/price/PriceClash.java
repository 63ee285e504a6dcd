package signalbox.core.price;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Two records for the same thing at the same time.
record PriceClash(PriceRecord earlier, PriceRecord later) {
    String message() {
        return "overlaps with " + earlier.id() + ": two prices for the same model and conditions at one time";
    }

    /// The first record in list order that overlaps with one before it.
    static Optional<PriceClash> first(List<PriceRecord> records) {
        return all(records).stream().findFirst();
    }

    /// Every record that overlaps with one before it, in list order.
    static List<PriceClash> all(List<PriceRecord> records) {
        var found = new ArrayList<PriceClash>();
        var byModel = new HashMap<String, List<PriceRecord>>();
        for (var price : records) {
            var before = byModel.computeIfAbsent(price.vendor() + "/" + price.model(), key -> new ArrayList<>());
            before.stream()
                    .filter(price::clashes)
                    .findFirst()
                    .ifPresent(other -> found.add(new PriceClash(other, price)));
            before.add(price);
        }
        return found;
    }
}
