package signalbox.core.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A change of prices that waits for the operator's approval. Immutable.
///
/// @param change what approving it applies
/// @param diff what it changes
/// @param problems rows that were left out, and why
/// @param revision of the prices it was compared with; it can only be applied to those
public record PriceProposal(PriceChange change, PriceDiff diff, List<PriceImport.Problem> problems, long revision) {
    public PriceProposal {
        problems = List.copyOf(problems);
    }

    /// @throws IllegalArgumentException when the change cannot follow
    public static PriceProposal of(PriceHistory history, PriceChange change, List<PriceImport.Problem> problems) {
        history.with(change);
        return new PriceProposal(change, diff(history, change), problems, history.revision());
    }

    /// Whether there is nothing to approve.
    public boolean none() {
        return change.put().isEmpty() && change.ends().isEmpty() && change.undoes().isEmpty();
    }

    /// Record by record what held before it at its start; for ends and undoing, what is gone or back.
    private static PriceDiff diff(PriceHistory history, PriceChange change) {
        var before = history.book().records();
        if (change.put().isEmpty()) {
            return PriceDiff.between(before, history.with(change).book().records());
        }
        var added = new ArrayList<PriceRecord>();
        var changed = new ArrayList<PriceDiff.Change>();
        var byModel = PriceImport.byModel(before);
        for (var price : change.put()) {
            var old = heldBefore(PriceImport.of(byModel, price), price);
            if (old.isEmpty()) {
                added.add(price);
            } else {
                changed.add(new PriceDiff.Change(old.get(), price, PriceDiff.rates(old.get(), price)));
            }
        }
        return new PriceDiff(added, changed, List.of());
    }

    private static Optional<PriceRecord> heldBefore(List<PriceRecord> book, PriceRecord price) {
        return book.stream()
                .filter(old -> old.clashes(price) && !price.from().isBefore(old.from()))
                .findFirst()
                .or(() -> book.stream().filter(old -> old.clashes(price)).findFirst());
    }
}
