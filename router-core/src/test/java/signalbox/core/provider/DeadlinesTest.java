package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.TimeLimits;

class DeadlinesTest {
    private static final Deadlines ALL = Deadlines.DEFAULT;

    private static Patience patience(boolean batch, boolean thinks, boolean standBy, long input, int output) {
        return new Patience(batch, thinks, standBy, input, output, null);
    }

    private static long firstByte(boolean stream, boolean local, Patience patience) {
        return ALL.limits(stream, local, patience, TimeLimits.USUAL).firstByte().toSeconds();
    }

    private static long firstToken(Patience patience) {
        return ALL.limits(true, false, patience, TimeLimits.USUAL).firstToken().toSeconds();
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
        var thinking = ALL.limits(true, false, patience(false, true, true, 0, 8_000), TimeLimits.USUAL);
        assertEquals(412, thinking.idle().toSeconds(), "nothing comes between the head and the first word");
    }

    @Test
    void batchCallsAndLocalModelsMayTakeAsLongAsTheSlowest() {
        assertEquals(600, firstByte(true, true, patience(false, false, true, 0, 100)));
        assertEquals(600, firstByte(true, false, patience(true, false, true, 0, 100)));
        assertEquals(600, firstToken(patience(true, false, true, 0, 100)));
        assertEquals(
                600, ALL.limits(true, false, patience(true, false, true, 0, 100), TimeLimits.USUAL).idle().toSeconds());
    }

    @Test
    void whatIsLeftOfTheCallBoundsTheAttempt() {
        var late = new Patience(false, false, true, 0, 0, Duration.ofSeconds(9));
        assertEquals(9, ALL.limits(true, false, late, TimeLimits.USUAL).total().toSeconds());
        assertEquals(1800, ALL.limits(true, false, Patience.USUAL, TimeLimits.USUAL).total().toSeconds());
    }

    @Test
    void whatTheOperatorStatesHoldsAsItIs() {
        var stated = new TimeLimits(seconds(3), seconds(20), seconds(5), seconds(7), seconds(90));
        for (boolean local : new boolean[] {false, true}) {
            var plain = ALL.limits(false, local, patience(true, true, false, 100_000, 8_000), stated);
            assertEquals(20, plain.firstByte().toSeconds());
            assertEquals(7, plain.idle().toSeconds());
            assertEquals(90, plain.total().toSeconds());
            var stream = ALL.limits(true, local, patience(false, true, true, 100_000, 8_000), stated);
            assertEquals(5, stream.firstByte().toSeconds());
            assertEquals(5, stream.firstToken().toSeconds());
        }
        var last = ALL.limits(true, false, patience(false, false, false, 0, 0), stated);
        assertEquals(600, last.firstToken().toSeconds(), "nobody stands by");
        assertEquals(20, last.firstByte().toSeconds());
        var late = new Patience(false, false, true, 0, 0, Duration.ofSeconds(9));
        assertEquals(9, ALL.limits(true, false, late, stated).total().toSeconds(), "the call's own time goes first");
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }
}
