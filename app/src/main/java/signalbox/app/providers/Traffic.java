package signalbox.app.providers;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.Ledger;

/// How a provider has done lately, by the calls that went there: no status page knows better.
///
/// @param calls of the last 15 minutes
/// @param failed of these
/// @param millis what a call took on average; 0 without calls
/// @param minutes calls of each of these minutes, oldest first
/// @param monthNanos spent this calendar month (UTC)
record Traffic(long calls, long failed, long millis, List<Long> minutes, long monthNanos) {
    private static final int MINUTES = 15;
    static final Traffic NONE = new Traffic(0, 0, 0, List.of(), 0);

    Traffic {
        minutes = List.copyOf(minutes);
    }

    /// By provider name; a provider without traffic is absent. Blocks on the store: never on the FX thread.
    static Map<String, Traffic> read(Ledger ledger, Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(MINUTES - 1));
        var month = LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        var lately = new HashMap<String, List<Ledger.Spend>>();
        for (var one : ledger.spend(from, now.plusMillis(1), Ledger.Bucket.MINUTE, Ledger.Group.PROVIDER)) {
            lately.computeIfAbsent(one.group(), name -> new ArrayList<>()).add(one);
        }
        var spent = new HashMap<String, Long>();
        for (var one : ledger.spend(month, now.plusMillis(1), Ledger.Bucket.ALL, Ledger.Group.PROVIDER)) {
            spent.merge(one.group(), one.costNanos(), Long::sum);
        }
        var traffic = new HashMap<String, Traffic>();
        spent.forEach((name, nanos) -> traffic.put(name, of(lately.getOrDefault(name, List.of()), from, nanos)));
        return traffic;
    }

    private static Traffic of(List<Ledger.Spend> rows, Instant from, long nanos) {
        var minutes = new long[MINUTES];
        long calls = 0;
        long failed = 0;
        long millis = 0;
        for (var row : rows) {
            int minute = (int) Duration.between(from, row.bucket()).toMinutes();
            minutes[Math.clamp(minute, 0, MINUTES - 1)] += row.calls();
            calls += row.calls();
            failed += row.failed();
            millis += row.totalMillis();
        }
        var each = Arrays.stream(minutes).boxed().toList();
        return new Traffic(calls, failed, calls == 0 ? 0 : millis / calls, each, nanos);
    }

    /// `42 calls, 2 % failed, 1.9 s each`.
    String words() {
        if (calls == 0) {
            return Text.of("providers.lately.none");
        }
        String lasted = Times.latency(Duration.ofMillis(millis));
        return failed == 0
                ? Text.of("providers.lately.well", calls, lasted)
                : Text.of("providers.lately", calls, Amounts.percent(failed, calls), lasted);
    }
}
