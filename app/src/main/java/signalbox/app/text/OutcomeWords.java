package signalbox.app.text;

import java.util.Comparator;
import java.util.List;
import signalbox.core.ledger.Ledger.ArmOutcome;

/// What the figures of an experiment are worth, in plain words. Says that nothing can be said where that is so. Pure.
public final class OutcomeWords {
    /// With fewer calls in an arm a difference of a few calls looks like a trend.
    static final long FEW = 100;

    /// Calls are not alike, so smaller differences in cost are noise.
    private static final long SAME_PERCENT = 5;

    /// Of the normal distribution: 95 of 100 differences by chance are smaller.
    private static final double CHANCE = 1.96;

    private OutcomeWords() {}

    public static List<String> of(List<ArmOutcome> arms) {
        if (arms.stream().mapToLong(ArmOutcome::calls).sum() == 0) {
            return List.of(Text.of("routes.outcome.none"));
        }
        if (arms.size() < 2) {
            return List.of(Text.of("routes.outcome.one", arms.getFirst().arm()));
        }
        ArmOutcome least = arms.stream().min(Comparator.comparingLong(OutcomeWords::served)).orElseThrow();
        return served(least) < FEW
                ? List.of(Text.of("routes.outcome.few", least.arm(), served(least), FEW))
                : List.of(cost(arms), failures(arms));
    }

    private static String cost(List<ArmOutcome> arms) {
        var byCost = Comparator.comparingLong(OutcomeWords::eachNanos);
        ArmOutcome cheap = arms.stream().min(byCost).orElseThrow();
        ArmOutcome dear = arms.stream().max(byCost).orElseThrow();
        long percent = eachNanos(dear) == 0 ? 0 : 100 - Math.ceilDiv(100 * eachNanos(cheap), eachNanos(dear));
        if (percent < SAME_PERCENT) {
            return Text.of("routes.outcome.same");
        }
        long calls = arms.stream().mapToLong(OutcomeWords::served).sum();
        long spent = arms.stream().mapToLong(ArmOutcome::costNanos).sum();
        long less = Math.max(0, spent - eachNanos(cheap) * calls);
        return Text.of("routes.outcome.cheaper", cheap.arm(), percent, dear.arm(), calls, Amounts.estimated(less));
    }

    private static String failures(List<ArmOutcome> arms) {
        var byRate = Comparator.comparingDouble(OutcomeWords::failedShare);
        ArmOutcome good = arms.stream().min(byRate).orElseThrow();
        ArmOutcome bad = arms.stream().max(byRate).orElseThrow();
        return beyondChance(good, bad)
                ? Text.of("routes.outcome.fails", bad.arm(), bad.failed(), served(bad), good.failed(), served(good))
                : Text.of("routes.outcome.chance");
    }

    /// Two shares compared by the normal approximation with the pooled share.
    private static boolean beyondChance(ArmOutcome a, ArmOutcome b) {
        double pooled = (double) (a.failed() + b.failed()) / (served(a) + served(b));
        double spread = Math.sqrt(pooled * (1 - pooled) * (1.0 / served(a) + 1.0 / served(b)));
        return failedShare(b) - failedShare(a) > CHANCE * spread;
    }

    private static double failedShare(ArmOutcome arm) {
        return (double) arm.failed() / Math.max(1, served(arm));
    }

    /// Calls that reached a provider; those refused say nothing about an arm.
    static long served(ArmOutcome arm) {
        return arm.calls() - arm.refused();
    }

    /// Nano-dollars a call.
    public static long eachNanos(ArmOutcome arm) {
        return served(arm) == 0 ? 0 : arm.costNanos() / served(arm);
    }
}
