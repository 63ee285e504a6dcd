package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Deadlines ALL = Deadlines.DEFAULT;

    private static Patience patience(boolean batch, boolean thinks, boolean standBy, long input, int output) {
        return new Patience(batch, thinks, standBy, input, output, null);
    }

    private static long firstByte(boolean stream, boolean local, Patience patience) {
        return ALL.limits(stream, local, patience).firstByte().toSeconds();
    }

    private static long firstToken(Patience patience) {
        return ALL.limits(true, false, patience).firstToken().toSeconds();
    }

    @Test
    void aPlainAnswerHasAsLongAsItsOutputTakesToWrite() {
        assertEquals(60, firstByte(false, false, patience(false, false, true, 0, 0)));
        assertEquals(65, firstByte(false, false, patience(false, false, true, 0, 100)));
        assertEquals(260, firstByte(false, false, patience(false, false, true, 0, 4_000)));
        assertEquals(600, firstByte(false, false, patience(false, false, true, 0, 128_000)));
    }

    @Test
    void aStreamIsNotWaitedForLongWhileAnotherTargetStandsBy() {
        assertEquals(12, firstToken(patience(false, false, true, 0, 8_000)));
        assertEquals(12, firstByte(true, false, patience(false, false, true, 0, 8_000)));
        assertEquals(600, firstToken(patience(false, false, false, 0, 8_000)));
        assertEquals(60, firstByte(true, false, patience(false, false, false, 0, 8_000)));
    }

    @Test
    void aLongPromptAndHiddenReasoningTakeTheirTime() {
        assertEquals(12 + 25, firstToken(patience(false, false, true, 100_000, 8_000)));
        assertEquals(12 + 400, firstToken(patience(false, true, true, 0, 8_000)));
        var thinking = ALL.limits(true, false, patience(false, true, true, 0, 8_000));
        assertEquals(412, thinking.idle().toSeconds(), "nothing comes between the head and the first word");
    }

    @Test
    void batchCallsAndLocalModelsMayTakeAsLongAsTheSlowest() {
        assertEquals(600, firstByte(true, true, patience(false, false, true, 0, 100)));
        assertEquals(600, firstByte(true, false, patience(true, false, true, 0, 100)));
        assertEquals(600, firstToken(patience(true, false, true, 0, 100)));
        assertEquals(600, ALL.limits(true, false, patience(true, false, true, 0, 100)).idle().toSeconds());
    }

    @Test
    void whatIsLeftOfTheCallBoundsTheAttempt() {
        var late = new Patience(false, false, true, 0, 0, Duration.ofSeconds(9));
        assertEquals(9, ALL.limits(true, false, late).total().toSeconds());
        assertEquals(1800, ALL.limits(true, false, Patience.USUAL).total().toSeconds());
    }
}
