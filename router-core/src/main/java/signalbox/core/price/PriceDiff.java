package signalbox.core.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import signalbox.core.policy.Counter;

/// What differs between two sets of price records: for the operator to read before an import is signed off.
///
/// @param added records for conditions that had none
/// @param changed records whose rates or end differ
/// @param removed records that are gone
public record PriceDiff(List<PriceRecord> added, List<Change> changed, List<PriceRecord> removed) {
    public PriceDiff {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
    }

    /// @param rates every rate that differs, old and new
    public record Change(PriceRecord before, PriceRecord after, Map<Counter, Rates> rates) {}

    /// Pico-dollars per unit; -1 where there is none.
    public record Rates(long before, long after) {}

    public boolean none() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    /// Compares record by record: by vendor, model, conditions and first day. A record that only names another source
    /// is no difference.
    public static PriceDiff between(List<PriceRecord> before, List<PriceRecord> after) {
        return compare(before, after, true);
    }

    /// Compares what holds at one instant: a record that another replaced on some day before is one change, not a
    /// removal and an addition.
    public static PriceDiff at(Instant at, List<PriceRecord> before, List<PriceRecord> after) {
        return compare(holding(before, at), holding(after, at), false);
    }

    private static List<PriceRecord> holding(List<PriceRecord> records, Instant at) {
        return records.stream().filter(price -> !at.isBefore(price.from()) && at.isBefore(price.to())).toList();
    }

    private static PriceDiff compare(List<PriceRecord> before, List<PriceRecord> after, boolean dated) {
        var old = new LinkedHashMap<Slot, PriceRecord>();
        before.forEach(price -> old.put(slot(price, dated), price));
        var added = new ArrayList<PriceRecord>();
        var changed = new ArrayList<Change>();
        for (var price : after) {
            var known = old.remove(slot(price, dated));
            if (known == null) {
                added.add(price);
            } else {
                var rates = rates(known, price);
                boolean otherEnd = dated && !known.to().equals(price.to());
                if (!rates.isEmpty() || otherEnd || !known.over().equals(price.over())) {
                    changed.add(new Change(known, price, rates));
                }
            }
        }
        return new PriceDiff(added, changed, List.copyOf(old.values()));
    }

    private record Slot(
            String vendor, String model, Instant from, UtcWindow hours, String tier, String geo, long over) {}

    private static Slot slot(PriceRecord price, boolean dated) {
        return new Slot(
                price.vendor(),
                price.model(),
                dated ? price.from() : Instant.MIN,
                price.hours(),
                price.tier(),
                price.geo(),
                price.over().tokens());
    }

    static Map<Counter, Rates> rates(PriceRecord before, PriceRecord after) {
        var differing = new TreeMap<Counter, Rates>();
        for (var counter : Counter.values()) {
            long a = before.rates().getOrDefault(counter, -1L);
            long b = after.rates().getOrDefault(counter, -1L);
            if (a != b) {
                differing.put(counter, new Rates(a, b));
            }
        }
        return differing;
    }
}
