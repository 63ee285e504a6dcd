package signalbox.core;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.ledger.LedgerState;
import signalbox.core.policy.Policy;
import signalbox.core.price.PriceBook;
import signalbox.core.price.PriceChange;
import signalbox.core.price.PriceEdit;
import signalbox.core.price.PriceHistory;
import signalbox.core.price.PriceImport;
import signalbox.core.price.PriceProposal;

/// Keeps the operator's prices: each change is a journal record of its own, so that neither the policy nor its every
/// version carries a price table along. Thread-safe.
final class LivePricing implements Pricing {
    /// All changes stand in every segment's checkpoint, so they stay well below a segment.
    private static final long MOST_CHARS = 2_000_000;

    private static final int MOST_AUDITED = 20;

    private final Parts parts;
    private final Consumer<PriceBook> inForce;
    private final Supplier<Policy> policy;
    private final Adjustments adjustments;
    private final Object changing;
    private volatile PriceHistory history;
    private long chars;

    /// @param changing the router's change lock
    LivePricing(
            Parts parts,
            Consumer<PriceBook> inForce,
            Supplier<Policy> policy,
            Adjustments adjustments,
            Object changing) {
        this.adjustments = adjustments;
        this.changing = changing;
        this.parts = parts;
        this.inForce = inForce;
        this.policy = policy;
        this.history = parts.prices();
        this.chars = parts.store().recovered().prices().stream().mapToLong(String::length).sum();
    }

    static PriceHistory read(LedgerState state) throws RouterException {
        try {
            return PriceHistory.of(PriceBook.shipped(), state.prices());
        } catch (IllegalArgumentException e) {
            throw new RouterException(
                    "prices_unreadable",
                    "The stored prices cannot be read by this version of Signalbox: " + e.getMessage() + ".",
                    e);
        }
    }

    @Override
    public PriceHistory history() {
        return history;
    }

    @Override
    public PriceProposal propose(PriceSource source) throws RouterException {
        PriceHistory now = history;
        try {
            return switch (source) {
                case PriceSource.Table(String name, String text) -> table(now, name, text);
                case PriceSource.Address(var address) ->
                        table(now, address.toString(), parts.http().fetchText(address));
                case PriceSource.Edit edit -> PriceProposal.of(now, edited(now, edit), List.of());
                case PriceSource.End(String id, Instant at) ->
                        PriceProposal.of(now, PriceChange.end(id, at == null ? instant() : at), List.of());
                case PriceSource.Undo(long revision) -> PriceProposal.of(now, PriceChange.undo(revision), List.of());
            };
        } catch (IOException e) {
            throw new RouterException("price_download_failed", e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new RouterException(
                    "bad_price", "This price cannot be used; nothing was changed: " + e.getMessage() + ".", e);
        }
    }

    private PriceChange edited(PriceHistory now, PriceSource.Edit edit) {
        var provider = policy.get().providers().get(edit.provider());
        Instant from = edit.from() == null ? instant() : edit.from();
        var price =
                new PriceEdit(
                        provider == null ? edit.provider() : provider.vendor(),
                        edit.model(),
                        edit.tier(),
                        edit.rates(),
                        from,
                        edit.to() == null ? Instant.MAX : edit.to(),
                        "by hand",
                        instant());
        return PriceChange.put(List.of(price.record(now.book())));
    }

    private PriceProposal table(PriceHistory now, String name, String text) throws RouterException {
        var read = PriceImport.table(text, name, instant());
        if (read.records().isEmpty() && !read.problems().isEmpty()) {
            var first = read.problems().getFirst();
            throw new RouterException(
                    "bad_price_table",
                    name
                            + " has no price that can be used; nothing was changed.\n"
                            + first.row()
                            + ": "
                            + first.reason()
                            + (read.problems().size() > 1 ? "\nand " + (read.problems().size() - 1) + " more" : ""));
        }
        var news = PriceImport.news(now.book().records(), read.records());
        return PriceProposal.of(now, PriceChange.put(news), read.problems());
    }

    @Override
    public long apply(PriceProposal proposal, String actor, String reason) throws RouterException {
        synchronized (changing) {
            if (proposal.revision() != history.revision()) {
                throw new RouterException(
                        "prices_changed",
                        "The prices were changed since this was proposed; nothing was changed. Look at it again.");
            }
            if (proposal.none()) {
                return history.revision();
            }
            PriceHistory next = history.with(proposal.change());
            write(proposal, actor, reason);
            history = next;
            inForce.accept(next.book());
            parts.events().tell(new RouterEvent.PricesChanged(parts.clock().instant()));
            return next.revision();
        }
    }

    private void write(PriceProposal proposal, String actor, String reason) throws RouterException {
        String text = proposal.change().write();
        if (chars + text.length() > MOST_CHARS) {
            throw new RouterException(
                    "too_many_prices", "These are more prices than can be kept. Import only the models that you use.");
        }
        var words = PriceWords.of(proposal, MOST_AUDITED);
        var entry =
                parts.audit()
                        .entry(parts.clock().instant(), actor, words.sentence(), words.before(), words.after(), reason);
        try {
            parts.store().journal().appendDurable(List.of(new JournalRecord.PricesChanged(text, entry)));
        } catch (LedgerUnavailable e) {
            throw new RouterException("ledger_unavailable", "Nothing was changed: " + e.getMessage(), e);
        }
        chars += text.length();
    }

    @Override
    public Repricing previewReprice(Instant from, Instant to, RepriceFilter filter) throws RouterException {
        // rows are dated to the millisecond, so the one that is running is the last
        Instant next = parts.clock().instant().plusMillis(1);
        return worked(from, to.isBefore(next) ? to : next, filter);
    }

    private Repricing worked(Instant from, Instant to, RepriceFilter filter) throws RouterException {
        try {
            return new Reprice(parts.store().ledger(), policy.get(), history, filter).over(from, to);
        } catch (IllegalStateException e) {
            throw new RouterException("ledger_unavailable", "The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public long reprice(Repricing preview, String actor, String reason) throws RouterException {
        synchronized (changing) {
            if (!worked(preview.from(), preview.to(), preview.filter()).equals(preview)) {
                throw new RouterException(
                        "preview_outdated",
                        "Calls, corrections or prices came in between; nothing was changed. Look at it again.");
            }
            if (preview.attempts().isEmpty()) {
                return 0;
            }
            var entry =
                    parts.audit()
                            .entry(
                                    parts.clock().instant(),
                                    actor,
                                    PriceWords.repriced(preview),
                                    "",
                                    PriceWords.models(preview),
                                    reason);
            var corrections =
                    preview.attempts().stream()
                            .map(each -> new Adjustments.Correction(each.call(), each.attempt(), each.after()))
                            .toList();
            return adjustments.post(policy.get(), JournalRecord.Adjusted.Kind.REPRICED, corrections, entry);
        }
    }

    @Override
    public List<AttemptMoney> money(CallRow row) {
        PriceHistory now = history;
        return row.attempts().stream().map(attempt -> AttemptMoney.of(attempt, now)).toList();
    }

    /// Prices are dated to the second.
    private Instant instant() {
        return parts.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
