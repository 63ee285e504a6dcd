package signalbox.core.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;

/// Every attempt at one provider over some days, as it is charged now.
final class OurAttempts {
    interface Each {
        void attempt(LocalDate day, String model, long tokens, long nanos);
    }

    private OurAttempts() {}

    /// @param to inclusive
    static void each(Ledger ledger, String provider, LocalDate from, LocalDate to, Each each) {
        Instant start = Reconciliation.start(from);
        Instant end = Reconciliation.start(to.plusDays(1));
        boolean corrected = corrected(ledger, start, end);
        ledger.export(
                start,
                row -> {
                    if (!row.practice() && row.at().isBefore(end) && row.attempts().stream().anyMatch(at(provider))) {
                        one(row, corrections(ledger, row, corrected), provider, each);
                    }
                });
    }

    private static Predicate<AttemptRow> at(String provider) {
        return attempt -> attempt.provider().equals(provider);
    }

    private static void one(CallRow row, List<Ledger.Adjustment> corrections, String provider, Each each) {
        LocalDate day = LocalDate.ofInstant(row.at(), ZoneOffset.UTC);
        for (int i = 0; i < row.attempts().size(); i++) {
            AttemptRow attempt = row.attempts().get(i);
            int number = i;
            if (attempt.provider().equals(provider)) {
                long more =
                        corrections.stream()
                                .filter(correction -> correction.attempt() == number)
                                .mapToLong(Ledger.Adjustment::costNanos)
                                .sum();
                long tokens = attempt.usage().tokens();
                long nanos = attempt.costNanos() + more;
                if (tokens != 0 || nanos != 0) {
                    each.attempt(day, attempt.model(), tokens, nanos);
                }
            }
        }
    }

    /// Corrections stand apart from rows and are looked up call by call, so only where there are any: the roll-ups have
    /// them added in, and then differ from the rows.
    private static boolean corrected(Ledger ledger, Instant start, Instant end) {
        long[] rows = {0};
        ledger.export(start, row -> rows[0] += row.at().isBefore(end) ? row.costNanos() : 0);
        long summed =
                ledger.spend(start, end, Ledger.Bucket.ALL, Ledger.Group.NONE).stream()
                        .mapToLong(Ledger.Spend::costNanos)
                        .sum();
        return rows[0] != summed;
    }

    private static List<Ledger.Adjustment> corrections(Ledger ledger, CallRow row, boolean corrected) {
        return corrected ? ledger.adjustments(row.id()) : List.of();
    }
}
