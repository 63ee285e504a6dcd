package signalbox.app.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.IntStream;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;

/// What the sample day's workloads spend: a month of hours, and today's calls. Budgets take their figures from the same
/// calls, so every screen tells the same sums.
final class SampleSpend {
    private static final Instant MONTH = Instant.parse("2026-11-01T00:00:00Z");
    private static final int ETL = 2;
    private static final double[] PER_DAY = {6.2, 4.4, 5.1, 4.2, 3.9, 2.6, 1.4, 0.9};

    /// Today's whole spend by workload, in cents.
    private static final long[] TODAY = {210, 194, 2_500, 170, 227, 502, 162, 162};

    /// Of the one that is halted, on a day when it is not.
    private static final long CALM = 1_100;

    private final FakeLedger ledger;

    private SampleSpend(FakeLedger ledger) {
        this.ledger = ledger;
    }

    /// @param halted whether one workload has used up its cap
    static SampleSpend of(boolean halted) {
        var ledger = new FakeLedger();
        fill(ledger, halted);
        return new SampleSpend(ledger);
    }

    static void fill(FakeLedger ledger, boolean halted) {
        past(ledger);
        today(ledger);
        restOfToday(ledger, halted);
    }

    /// Of everything, since midnight.
    long today() {
        return sum(SampleDay.MIDNIGHT, Ledger.Group.NONE, "");
    }

    long today(String workload) {
        return sum(SampleDay.MIDNIGHT, Ledger.Group.WORKLOAD, workload);
    }

    /// Of everything, since the first of the month.
    long month() {
        return sum(MONTH, Ledger.Group.NONE, "");
    }

    private long sum(Instant from, Ledger.Group group, String name) {
        return ledger.spend(from, SampleDay.NOW.plusMillis(1), Ledger.Bucket.ALL, group).stream()
                .filter(spend -> spend.group().equals(name))
                .mapToLong(Ledger.Spend::costNanos)
                .sum();
    }

    /// The hours before the calls that are known one by one, so that each workload's day comes to its sum.
    private static void restOfToday(FakeLedger ledger, boolean halted) {
        var known = new SampleSpend(ledger);
        for (int i = 0; i < TODAY.length; i++) {
            long cents = i == ETL && !halted ? CALM : TODAY[i];
            long rest = cents * SampleDay.DOLLAR / 100 - known.today(SampleDay.WORKLOADS[i]);
            if (rest < 0) {
                throw new IllegalStateException(SampleDay.WORKLOADS[i] + " has spent more than its day: " + -rest);
            }
            spread(ledger, i, rest);
        }
    }

    private static void spread(FakeLedger ledger, int workload, long nanos) {
        int hours = SampleDay.NOW.atZone(ZoneOffset.UTC).getHour();
        double all = IntStream.range(0, hours).mapToDouble(hour -> shape(workload, hour)).sum();
        long left = nanos;
        for (int hour = 0; hour < hours; hour++) {
            long part = hour == hours - 1 ? left : (long) (nanos * (shape(workload, hour) / all));
            left -= part;
            ledger.add(sum(SampleDay.MIDNIGHT.plus(Duration.ofHours(hour)), workload, part));
        }
    }

    private static FakeLedger.Past sum(Instant hour, int workload, long nanos) {
        return new FakeLedger.Past(
                hour, SampleDay.WORKLOADS[workload], SampleDay.TARGETS[workload], false, 4 + nanos / 12_000_000, nanos);
    }

    private static void today(FakeLedger ledger) {
        var random = new Random(7);
        long sequence = 1;
        for (int minute = 300; minute > 0; minute--) {
            int workload = random.nextInt(SampleDay.WORKLOADS.length);
            boolean refused = minute == 2 || minute == 3;
            int of = refused ? 2 : workload;
            var outcome =
                    refused
                            ? CallRow.Outcome.REFUSED
                            : random.nextInt(60) == 0 ? CallRow.Outcome.FAILED : CallRow.Outcome.ANSWERED;
            long nanos = refused ? 0 : 1_000_000L + random.nextInt(60_000_000);
            for (int repeat = 0; repeat < (refused ? minute == 2 ? 19 : 18 : 1); repeat++) {
                // all after the halt
                long ago = refused ? 120 - repeat - (minute == 2 ? 18 : 0) : minute * 60L;
                ledger.add(SampleCalls.call(sequence++, of, Duration.ofSeconds(ago), outcome, nanos));
            }
        }
        for (int second = 55; second > 0; second -= 5) {
            int workload = second == 30 ? 6 : second * 7 % SampleDay.WORKLOADS.length;
            var outcome = second == 30 ? CallRow.Outcome.FAILED : CallRow.Outcome.ANSWERED;
            ledger.add(
                    SampleCalls.call(
                            sequence++, workload, Duration.ofSeconds(second), outcome, 150_000L * second * second));
        }
    }

    private static void past(FakeLedger ledger) {
        var random = new Random(42);
        for (int day = 30; day >= 0; day--) {
            for (int hour = 0; hour < 24; hour++) {
                Instant at = SampleDay.MIDNIGHT.minus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
                if (at.isBefore(SampleDay.MIDNIGHT)) {
                    pastHour(ledger, random, at, day % 7 == 0 || day % 7 == 6 ? 0.55 : 1);
                }
            }
        }
    }

    /// One job runs at night and again after lunch; people work by day.
    private static double shape(int workload, int hour) {
        return workload == ETL ? hour < 6 || hour == 13 ? 3.2 : 0.1 : hour >= 7 && hour < 19 ? 1.7 : 0.3;
    }

    private static void pastHour(FakeLedger ledger, Random random, Instant at, double weekend) {
        int hour = at.atZone(ZoneOffset.UTC).getHour();
        for (int i = 0; i < SampleDay.WORKLOADS.length; i++) {
            double share = PER_DAY[i] / 24 * shape(i, hour) * weekend * (0.6 + random.nextDouble() * 0.8);
            long nanos = (long) (share * SampleDay.DOLLAR);
            ledger.add(sum(at, i, nanos));
        }
    }
}
