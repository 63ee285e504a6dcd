package signalbox.core;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.ledger.Ledger;
import signalbox.core.ledger.Ledger.Unreviewed;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Policy;

/// Settles attempts whose cost was not known for certain, once a person has looked. Used under the router's change
/// lock.
final class Reviews {
    private final Adjustments adjustments;
    private final Ledger ledger;
    private final AuditTrail audit;

    Reviews(Adjustments adjustments, Parts parts) {
        this.adjustments = adjustments;
        this.ledger = parts.store().ledger();
        this.audit = parts.audit();
    }

    /// See [Router#settleReviewed].
    long settle(
            Policy policy,
            long call,
            OptionalInt attempt,
            OptionalLong actual,
            String actor,
            String reason,
            Instant now)
            throws RouterException {
        Unreviewed open = open(call, attempt);
        long before = adjustments.cost(call, open.attempt());
        long after = actual.orElse(before);
        var entry =
                audit.entry(
                        now,
                        actor,
                        "Reviewed call "
                                + CallId.format(call)
                                + ", attempt "
                                + (open.attempt() + 1)
                                + " at "
                                + open.row().provider()
                                + "/"
                                + open.row().model(),
                        money(before),
                        money(after),
                        reason);
        var correction = new Adjustments.Correction(call, open.attempt(), after);
        adjustments.post(policy, Adjusted.Kind.REVIEWED, List.of(correction), entry);
        return after - before;
    }

    private Unreviewed open(long call, OptionalInt attempt) throws RouterException {
        adjustments.row(call, attempt.orElse(0));
        ledger.flush();
        List<Unreviewed> open =
                ledger.unreviewed(call).stream()
                        .filter(each -> attempt.isEmpty() || attempt.getAsInt() == each.attempt())
                        .toList();
        if (open.isEmpty()) {
            throw new RouterException(
                    "nothing_to_review", "Nothing of call " + CallId.format(call) + " awaits review.");
        }
        if (open.size() > 1) {
            throw new RouterException(
                    "which_attempt",
                    "Several attempts of call " + CallId.format(call) + " await review. Say which one.");
        }
        return open.getFirst();
    }

    private static String money(long nanos) {
        return Amount.money(nanos).format();
    }
}
