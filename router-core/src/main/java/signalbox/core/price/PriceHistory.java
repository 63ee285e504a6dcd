package signalbox.core.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The shipped prices and every change that the operator ever made to them, in order. The book in force is the shipped
/// table with the changes that count on top of it, the later over the earlier. A record that a change put has an id of
/// its own (`openai/gpt-5.5@2026-11-21~3`: the third change), so the ids in the ledger can be looked up for ever.
/// Immutable, thread-safe.
public final class PriceHistory {
    private final PriceBook shipped;
    private final List<PriceChange> changes;
    private final PriceBook book;
    private final Map<String, PriceRecord> everyRecord = new HashMap<>();

    private PriceHistory(PriceBook shipped, List<PriceChange> changes) {
        this.shipped = shipped;
        this.changes = List.copyOf(changes);
        shipped.records().forEach(price -> everyRecord.put(price.id(), price));
        for (int i = 0; i < changes.size(); i++) {
            named(i).forEach(price -> everyRecord.put(price.id(), price));
        }
        this.book = changes.isEmpty() ? shipped : PriceBook.of(inForce(), shipped.asOf());
    }

    /// @param changes as [PriceChange#write] wrote them, oldest first
    /// @throws IllegalArgumentException when one cannot be read
    public static PriceHistory of(PriceBook shipped, List<String> changes) {
        return new PriceHistory(shipped, changes.stream().map(PriceChange::read).toList());
    }

    /// The history with one more change.
    ///
    /// @throws IllegalArgumentException when the change cannot follow: it ends or undoes what is not there, or two of
    ///   its records are for the same thing at the same time
    public PriceHistory with(PriceChange change) {
        for (var id : change.ends().keySet()) {
            if (book.records().stream().noneMatch(price -> price.id().equals(id))) {
                throw new IllegalArgumentException("no price in the book has the id " + id);
            }
        }
        for (long undone : change.undoes()) {
            if (undone < 1 || undone > changes.size() || undone().contains(undone)) {
                throw new IllegalArgumentException("there is no change " + undone + " to undo");
            }
        }
        var more = new ArrayList<>(changes);
        more.add(change);
        return new PriceHistory(shipped, more);
    }

    /// How many changes there are; the newest has this number.
    public long revision() {
        return changes.size();
    }

    public PriceChange change(long revision) {
        return changes.get(Math.toIntExact(revision) - 1);
    }

    /// The revisions that do not count.
    public Set<Long> undone() {
        var undone = new HashSet<Long>();
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (!undone.contains(i + 1L)) {
                undone.addAll(changes.get(i).undoes());
            }
        }
        return Set.copyOf(undone);
    }

    /// The prices in force, past and future ones too.
    public PriceBook book() {
        return book;
    }

    /// The record of an id, whether it is still in force or not.
    public Optional<PriceRecord> find(String id) {
        return Optional.ofNullable(everyRecord.get(id));
    }

    /// How a past amount came about: each counter at the rate of the records that were used then.
    ///
    /// @param priceIds as the ledger keeps them
    /// @return empty when they cannot be looked up or say nothing about a counter that occurred
    public Optional<PriceBook.Cost> working(String priceIds, Usage usage) {
        RateCard card = null;
        for (var id : priceIds.split(",")) {
            var next = OwnRates.read(id).map(RateCard::of).or(() -> find(id).map(RateCard::of));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            card = card == null ? next.get() : card.dearer(next.get());
        }
        return DatedPrices.sum(card, usage, "");
    }

    private List<PriceRecord> inForce() {
        var undone = undone();
        var ends = new HashMap<String, Instant>();
        for (int i = 0; i < changes.size(); i++) {
            if (!undone.contains(i + 1L)) {
                changes.get(i).ends().forEach((id, at) -> ends.merge(id, at, (a, b) -> a.isBefore(b) ? a : b));
            }
        }
        var records = ended(shipped.records(), ends);
        for (int i = 0; i < changes.size(); i++) {
            if (!undone.contains(i + 1L)) {
                records = PriceImport.overlay(records, ended(named(i), ends));
            }
        }
        return records;
    }

    private List<PriceRecord> named(int index) {
        return changes.get(index).put().stream().map(price -> price.named(price.id() + "~" + (index + 1))).toList();
    }

    private static List<PriceRecord> ended(List<PriceRecord> records, Map<String, Instant> ends) {
        var left = new ArrayList<PriceRecord>(records.size());
        for (var price : records) {
            var end = ends.get(price.id());
            if (end == null || !end.isBefore(price.to())) {
                left.add(price);
            } else if (price.from().isBefore(end)) {
                left.add(price.until(end));
            }
        }
        return left;
    }
}
