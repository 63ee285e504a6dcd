package signalbox.core.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsdTest {
    @Test
    void ratesPerMillionAreExactPicoDollars() {
        assertEquals(37_500, Usd.exact("0.0375", Usd.PER_MILLION));
        assertEquals(1_000_000, Usd.exact("1", Usd.PER_MILLION));
        assertEquals(3_625, Usd.exact("0.003625", Usd.PER_MILLION));
        assertEquals(10_000_000_000L, Usd.exact("10", Usd.PER_THOUSAND));
        assertEquals(0, Usd.exact("0.000", Usd.PER_MILLION));
    }

    @Test
    void whatIsFinerIsRefusedOrRoundedUp() {
        assertThrows(IllegalArgumentException.class, () -> Usd.exact("0.0000001", Usd.PER_MILLION));
        assertEquals(375_001, Usd.roundedUp("3.7500000000000005e-07", Usd.PICO));
        assertEquals(1, Usd.roundedUp("1e-39", Usd.PICO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1,5", "NaN", "1e999999999", "1e39", "0x10", "99999999999999999999", " 1"})
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Usd.exact(text, Usd.PER_MILLION));
        assertThrows(IllegalArgumentException.class, () -> Usd.roundedUp(text, Usd.PER_MILLION));
    }

    @Test
    void writesTheShortestPlainDecimal() {
        assertEquals("0.0375", Usd.plain(37_500, Usd.PER_MILLION));
        assertEquals("100", Usd.plain(100_000_000, Usd.PER_MILLION));
        assertEquals("0", Usd.plain(0, Usd.PER_MILLION));
    }
}
