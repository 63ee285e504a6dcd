package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.core.UnknownCallers.Caller;

class UnknownCallersTest {
    private static final String AGENT = "claude-cli/2.0.14 (external, cli)";
    private static final String KEY = "sk-ant-api03-abcdefgh-1a2b";

    private final List<RouterEvent> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final UnknownCallers callers = new UnknownCallers(() -> now, told::add);

    @Test
    void countsTheCallsOfOneCallerAndTellsOfEach() {
        callers.refused(AGENT, KEY);
        Instant first = now;
        now = now.plusSeconds(60);
        callers.refused(AGENT, KEY);
        var expected = new Caller(AGENT, "1a2b", false, 2, first, now);
        assertEquals(List.of(expected), callers.list());
        assertEquals(new RouterEvent.CallerRefused(expected), told.get(1));
    }

    @Test
    void keepsNoMoreOfAKeyThanItsEnding() {
        callers.refused("x", KEY);
        callers.refused("x", "hunter2");
        callers.refused("x", "");
        assertFalse(callers.list().toString().contains("abcdefgh"));
        assertEquals(2, callers.list().size(), "a short key is none: its end would tell half of it");
        assertTrue(callers.list().stream().anyMatch(one -> one.ending().isEmpty() && one.calls() == 2));
    }

    @Test
    void knowsKeysThatWereOurs() {
        callers.refused("x", "sbx-nightly-etl-0123456789");
        assertTrue(callers.list().getFirst().ours());
    }

    @Test
    void takesNothingButPrintableOfWhatACallerCallsItself() {
        callers.refused("a\u0007b\u202e" + "c".repeat(500), "");
        callers.refused(null, "");
        var agents = callers.list().stream().map(Caller::agent).toList();
        assertTrue(agents.contains(""));
        assertTrue(
                agents.stream().anyMatch(agent -> agent.startsWith("abcc") && agent.length() == 120), agents::toString);
    }

    @Test
    void remembersAFewForADay() {
        for (int i = 0; i < UnknownCallers.MOST + 10; i++) {
            now = now.plusSeconds(1);
            callers.refused("agent-" + i, "");
        }
        assertEquals(UnknownCallers.MOST, callers.list().size());
        assertEquals("agent-" + (UnknownCallers.MOST + 9), callers.list().getFirst().agent());
        assertFalse(callers.list().stream().anyMatch(one -> one.agent().equals("agent-9")));
        now = now.plus(Duration.ofDays(1)).plusSeconds(1);
        assertEquals(List.of(), callers.list());
    }

    @Test
    void whatWasPutAwayStaysAwayUntilItIsRecalled() {
        callers.refused(AGENT, KEY);
        var caller = callers.list().getFirst();
        callers.dismiss(caller);
        callers.refused(AGENT, KEY);
        assertEquals(List.of(), callers.list());
        callers.recall(caller);
        assertEquals(2, callers.list().getFirst().calls());
    }
}
