package signalbox.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tier;
import signalbox.core.price.PriceBook;
import signalbox.core.price.PriceHistory;
import signalbox.core.price.Provenance;

/// Prices past attempts again, by the book as it is now and the usage in their rows. Used once, by one thread.
final class Reprice {
    private final Ledger ledger;
    private final Policy policy;
    private final PriceHistory history;
    private final RepriceFilter filter;
    private final List<Repricing.Difference> differences = new ArrayList<>();
    private final Map<String, Repricing.OfModel> models = new LinkedHashMap<>();
    private final LinkedHashMap<String, Long> skipped = new LinkedHashMap<>();
    private long looked;

    Reprice(Ledger ledger, Policy policy, PriceHistory history, RepriceFilter filter) {
        this.ledger = ledger;
        this.policy = policy;
        this.history = history;
        this.filter = filter;
    }

    /// Works a period out and changes nothing.
    Repricing over(Instant from, Instant to) {
        ledger.export(
                from,
                row -> {
                    if (row.at().isBefore(to)) {
                        call(row);
                    }
                });
        return new Repricing(
                from, to, filter, history.revision(), differences, List.copyOf(models.values()), looked, skipped);
    }

    private void call(CallRow row) {
        Instant started = row.at();
        List<Ledger.Adjustment> corrections = null;
        for (int i = 0; i < row.attempts().size(); i++) {
            AttemptRow attempt = row.attempts().get(i);
            if (filter.passes(row, attempt)) {
                looked++;
                corrections = corrections == null ? ledger.adjustments(row.id()) : corrections;
                attempt(row, i, started, of(corrections, i));
            }
            started = started.plus(attempt.duration());
        }
    }

    private static List<Ledger.Adjustment> of(List<Ledger.Adjustment> corrections, int attempt) {
        return corrections.stream().filter(correction -> correction.attempt() == attempt).toList();
    }

    private void attempt(CallRow row, int number, Instant started, List<Ledger.Adjustment> corrections) {
        AttemptRow attempt = row.attempts().get(number);
        String kept = kept(row, attempt, corrections);
        Optional<PriceBook.Cost> priced = kept.isEmpty() ? priced(attempt, started) : Optional.empty();
        if (priced.isEmpty()) {
            skipped.merge(kept.isEmpty() ? "no price is known for it" : kept, 1L, Long::sum);
            return;
        }
        long before = attempt.costNanos() + corrections.stream().mapToLong(Ledger.Adjustment::costNanos).sum();
        long after = priced.get().nanos();
        if (before != after) {
            differences.add(new Repricing.Difference(row.id(), number, before, after));
            models.merge(
                    attempt.provider() + "/" + attempt.model(),
                    new Repricing.OfModel(attempt.provider(), attempt.model(), 1, before, after),
                    Reprice::sum);
        }
    }

    private static Repricing.OfModel sum(Repricing.OfModel a, Repricing.OfModel b) {
        return new Repricing.OfModel(
                a.provider(), a.model(), a.attempts() + b.attempts(), a.before() + b.before(), a.after() + b.after());
    }

    /// Why an attempt keeps its cost whatever prices say; empty when it does not.
    private String kept(CallRow row, AttemptRow attempt, List<Ledger.Adjustment> corrections) {
        Provider provider = policy.providers().get(attempt.provider());
        if (row.practice()) {
            return "it was simulated";
        }
        if (corrections.stream().anyMatch(correction -> correction.kind() != Adjusted.Kind.REPRICED)) {
            return "a person settled its cost";
        }
        if (attempt.provenance() == Provenance.NONE) {
            return "nothing was billed";
        }
        if (attempt.provenance() == Provenance.HELD) {
            return "what it used is unknown";
        }
        if (provider == null) {
            return "its provider is no longer in the policy";
        }
        if (free(attempt, provider)) {
            return "its provider costs nothing";
        }
        boolean limited = attempt.provenance() == Provenance.ESTIMATED && !AttemptMoney.of(attempt, history).exact();
        return limited ? "it is an estimate that was limited to its hold" : "";
    }

    private static boolean free(AttemptRow attempt, Provider provider) {
        return attempt.costNanos() == 0 && (attempt.listNanos() > 0 || provider.tier() != Tier.PAID);
    }

    private Optional<PriceBook.Cost> priced(AttemptRow attempt, Instant started) {
        Provider provider = policy.providers().get(attempt.provider());
        Model known = provider.models().get(attempt.model());
        Model model =
                known == null
                        ? new Model(attempt.model(), ModelClass.STANDARD, 1, 1, Set.of(), Optional.empty())
                        : known;
        return history.book().cost(provider.vendor(), model, attempt.usage(), started);
    }
}
