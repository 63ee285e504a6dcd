package signalbox.app.testing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import signalbox.core.AttemptMoney;
import signalbox.core.PriceSource;
import signalbox.core.Pricing;
import signalbox.core.RepriceFilter;
import signalbox.core.Repricing;
import signalbox.core.RouterException;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.Policy;
import signalbox.core.price.PriceBook;
import signalbox.core.price.PriceChange;
import signalbox.core.price.PriceEdit;
import signalbox.core.price.PriceHistory;
import signalbox.core.price.PriceImport;
import signalbox.core.price.PriceProposal;

/// The operator's prices in memory, over the shipped table. Thread-safe.
final class FakePricing implements Pricing {
    private final Supplier<Policy> policy;
    private final Supplier<Instant> now;
    private final Consumer<String> asked;
    private volatile PriceHistory history = PriceHistory.of(PriceBook.shipped(), List.of());

    FakePricing(Supplier<Policy> policy, Supplier<Instant> now, Consumer<String> asked) {
        this.policy = policy;
        this.now = now;
        this.asked = asked;
    }

    @Override
    public PriceHistory history() {
        return history;
    }

    @Override
    public PriceProposal propose(PriceSource source) throws RouterException {
        try {
            return switch (source) {
                case PriceSource.Edit edit -> PriceProposal.of(history, edited(edit), List.of());
                case PriceSource.Table(String name, String text) -> {
                    var read = PriceImport.table(text, name, now.get());
                    if (read.records().isEmpty() && !read.problems().isEmpty()) {
                        throw new RouterException("bad_price_table", name + " has no price that can be used.");
                    }
                    yield PriceProposal.of(
                            history,
                            PriceChange.put(PriceImport.news(history.book().records(), read.records())),
                            read.problems());
                }
                case PriceSource.Address(var address) ->
                        throw new RouterException("price_download_failed", address + " could not be read.");
                case PriceSource.End(String id, Instant at) ->
                        PriceProposal.of(history, PriceChange.end(id, at == null ? now.get() : at), List.of());
                case PriceSource.Undo(long revision) ->
                        PriceProposal.of(history, PriceChange.undo(revision), List.of());
            };
        } catch (IllegalArgumentException e) {
            throw new RouterException("bad_price", "This price cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private PriceChange edited(PriceSource.Edit edit) {
        var provider = policy.get().providers().get(edit.provider());
        var price =
                new PriceEdit(
                        provider == null ? edit.provider() : provider.vendor(),
                        edit.model(),
                        edit.tier(),
                        edit.rates(),
                        edit.from() == null ? now.get() : edit.from(),
                        edit.to() == null ? Instant.MAX : edit.to(),
                        "by hand",
                        now.get());
        return PriceChange.put(List.of(price.record(history.book())));
    }

    @Override
    public long apply(PriceProposal proposal, String actor, String reason) {
        history = history.with(proposal.change());
        asked.accept("prices " + history.revision());
        return history.revision();
    }

    @Override
    public Repricing previewReprice(Instant from, Instant to, RepriceFilter filter) {
        return new Repricing(from, to, filter, history.revision(), List.of(), List.of(), 0, new LinkedHashMap<>());
    }

    @Override
    public long reprice(Repricing preview, String actor, String reason) {
        return 0;
    }

    @Override
    public List<AttemptMoney> money(CallRow row) {
        return row.attempts().stream().map(this::money).toList();
    }

    private AttemptMoney money(AttemptRow attempt) {
        var provider = policy.get().providers().get(attempt.provider());
        var model = provider.models().get(attempt.model());
        var book = new FakePrices(history.book());
        var lines =
                book.cost(provider.vendor(), model, attempt.usage(), now.get()).orElseThrow().lines().stream()
                        .map(line ->
                                new AttemptMoney.Line(
                                        line.counter(),
                                        line.units(),
                                        line.picoPerUnit(),
                                        line.units() * line.picoPerUnit()))
                        .toList();
        var records = book.standard(provider.vendor(), model.id(), now.get()).stream().toList();
        return new AttemptMoney(attempt, lines, records, true, "");
    }
}
