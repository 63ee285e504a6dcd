package signalbox.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.policy.Measure;

class AmountsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|—",
                "4200000|0.42 ¢",
                "9999999|1 ¢",
                "10000000|$0.01",
                "41270000000|$41.27",
                "1140400000000|$1,140.40",
                "100|<0.01 ¢",
                "-2500000000|−$2.50",
                "2405000000|$2.41"
            })
    void moneyIsWrittenAsPeopleReadIt(long nanos, String written) {
        assertEquals(written, Amounts.money(nanos));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "25|25000000000",
                "$25.50|25500000000",
                "1,200|1200000000000",
                "0.42 ¢|4200000",
                ".5|500000000",
                "$ 0.000000001|1"
            })
    void moneyIsReadAsPeopleWriteIt(String typed, long nanos) {
        assertEquals(Optional.of(nanos), Amounts.parse(typed));
    }

    @ParameterizedTest
    @CsvSource({"''", "abc", "-5", "1.2.3", "99999999999999", "25 dollars"})
    void whatIsNoMoneyIsRefused(String typed) {
        assertEquals(Optional.empty(), Amounts.parse(typed));
    }

    @Test
    void oneIsNotSeveral() {
        assertEquals("1 call", Amounts.units(Measure.CALLS, 1));
        assertEquals("1 token", Amounts.units(Measure.TOKENS, 1));
        assertEquals("0 calls", Amounts.units(Measure.CALLS, 0));
        assertEquals("2,000 calls", Amounts.units(Measure.CALLS, 2_000));
        assertEquals("-3 tokens", Amounts.units(Measure.TOKENS, -3));
    }

    @Test
    void everyAmountSurvivesItsFieldForm() {
        for (long nanos : new long[] {0, 1, 4_200_000, 25_000_000_000L, 1_234_567_890_123L}) {
            assertEquals(Optional.of(nanos), Amounts.parse(Amounts.exact(nanos)));
        }
    }

    @Test
    void estimatesAreMarkedAndCapsAreRound() {
        assertEquals("≈ $3.00", Amounts.estimated(3 * Amounts.DOLLAR));
        assertEquals("$25", Amounts.cap(25 * Amounts.DOLLAR));
        assertEquals("$12.50", Amounts.cap(12_500_000_000L));
        assertEquals("$0", Amounts.cap(0));
        assertEquals("$0.02", Amounts.cap(20_000_000));
        assertEquals("0.3 ¢", Amounts.cap(3_000_000));
        assertEquals("1.4 ¢", Amounts.cap(14_000_000));
        assertEquals("−0.45 ¢", Amounts.cap(-4_500_000));
        assertEquals("$0.13", Amounts.cap(125_000_001));
    }

    @Test
    void sharesThatRoundToNothingAreStillThere() {
        assertEquals("<1 %", Amounts.percent(1, 1000));
        assertEquals("33 %", Amounts.percent(1, 3));
        assertEquals("—", Amounts.percent(0, 10));
    }

    @Test
    void spansAndInstants() {
        var now = Instant.parse("2026-11-14T14:02:00Z");
        assertEquals("9 h 58 min", Times.span(Duration.ofMinutes(598)));
        assertEquals("2.4 s", Times.latency(Duration.ofMillis(2_400)));
        assertEquals("340 ms", Times.latency(Duration.ofMillis(340)));
        assertEquals("12 s ago", Times.ago(now.minusSeconds(12), now, ZoneOffset.UTC));
        assertEquals("Nov 12", Times.ago(now.minusSeconds(200_000), now, ZoneOffset.UTC));
        assertEquals("midnight UTC", Times.until(Instant.parse("2026-11-15T00:00:00Z"), now, ZoneOffset.UTC));
        assertEquals("16:00 UTC", Times.until(Instant.parse("2026-11-14T16:00:00Z"), now, ZoneOffset.UTC));
        var berlin = ZoneId.of("Europe/Berlin");
        assertEquals("midnight Europe/Berlin", Times.until(Instant.parse("2026-11-14T23:00:00Z"), now, berlin));
        assertEquals("Dec 1 UTC", Times.until(Instant.parse("2026-12-01T00:00:00Z"), now, ZoneOffset.UTC));
    }
}
