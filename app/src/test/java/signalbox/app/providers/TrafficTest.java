package signalbox.app.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleCalls;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.SamplePolicy;
import signalbox.core.ledger.CallRow;

class TrafficTest {
    @Test
    void countsAQuarterOfAnHourAndAddsUpTheMonth() {
        var ledger = new FakeRouter().policy(SamplePolicy.policy()).ledger();
        CallRow now = SampleCalls.call(1, 0, Duration.ofSeconds(5), CallRow.Outcome.ANSWERED, 2_000_000_000L);
        ledger.add(now);
        ledger.add(SampleCalls.call(2, 0, Duration.ofMinutes(3), CallRow.Outcome.FAILED, 0));
        ledger.add(SampleCalls.call(3, 0, Duration.ofHours(2), CallRow.Outcome.ANSWERED, 5_000_000_000L));
        Map<String, Traffic> all = Traffic.read(ledger, SampleDay.NOW);
        Traffic mine = all.get(now.provider());
        assertEquals(2, mine.calls());
        assertEquals(1, mine.failed());
        assertEquals(15, mine.minutes().size());
        assertEquals(2, mine.minutes().stream().mapToLong(Long::longValue).sum());
        assertEquals(7_000_000_000L, mine.monthNanos());
        assertTrue(mine.words().startsWith("2 calls, 50 % failed, "), mine.words());
    }

    @Test
    void whatHadNoCallsSaysSo() {
        assertEquals("No calls", Traffic.NONE.words());
    }
}
