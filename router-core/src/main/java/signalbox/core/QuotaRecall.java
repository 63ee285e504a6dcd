package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import signalbox.core.ledger.Ledger;
import signalbox.core.ledger.Ledger.Bucket;
import signalbox.core.ledger.Ledger.Group;
import signalbox.core.ledger.Ledger.Spend;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.provider.Traffic;

/// Tells the traffic what each target served in the day before a start, so that quotas of a day hold over restarts.
final class QuotaRecall {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Ledger ledger;
    private final Traffic traffic;

    QuotaRecall(Ledger ledger, Traffic traffic) {
        this.ledger = ledger;
        this.traffic = traffic;
    }

    /// @throws IllegalStateException while the ledger cannot be asked
    void of(Policy policy, Instant started) {
        boolean any =
                policy.providers().values().stream()
                        .flatMap(provider -> provider.quotas().stream())
                        .anyMatch(quota -> quota.kind().ofADay());
        if (any) {
            ledger.spend(started.minus(DAY), started, Bucket.HOUR, Group.MODEL)
                    .forEach(spend -> recall(policy, spend, started));
        }
    }

    /// An hour counts as long as its last call may.
    private void recall(Policy policy, Spend spend, Instant started) {
        int slash = spend.group().indexOf('/');
        Provider provider = slash < 0 ? null : policy.providers().get(spend.group().substring(0, slash));
        if (provider != null) {
            Instant end = spend.bucket().plus(HOUR);
            traffic.recall(
                    provider,
                    spend.group().substring(slash + 1),
                    spend.calls() - spend.refused(),
                    spend.tokens(),
                    end.isBefore(started) ? end : started,
                    started);
        }
    }
}
