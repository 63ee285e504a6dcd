package signalbox.core.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CountTest {
    @Test
    void oneIsAloneAndNoneAreMany() {
        assertEquals("1 call", Count.of(1, "call"));
        assertEquals("0 calls", Count.of(0, "call"));
        assertEquals("21 days", Count.of(21, "day"));
        assertEquals("2 entries", Count.of(2, "entry"));
        assertEquals("entry", Count.word(1, "entry"));
    }

    @Test
    void anAmountOfOneIsReadBack() {
        for (Measure measure : new Measure[] {Measure.TOKENS, Measure.CALLS}) {
            var one = new Amount(measure, 1);
            assertEquals("1 " + (measure == Measure.CALLS ? "call" : "token"), one.format());
            assertEquals(one, Amount.parse(one.format()));
        }
    }
}
