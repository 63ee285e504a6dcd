package signalbox.core.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.core.cache.PromptMemory.Conversation;
import signalbox.core.cache.PromptMemory.Seen;
import signalbox.core.cache.PromptRule.Costs;

class PromptRuleTest {
    private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");
    private static final Costs COSTS = new Costs(5000, 15_000, 1_500, 18_750);
    private static final Costs SHORT = new Costs(100, 300, 30, 375);
    private static final int LEAST = 1024;

    private final AtomicReference<Instant> clock = new AtomicReference<>(START);
    private PromptMemory memory;

    @BeforeEach
    void open() {
        memory = new PromptMemory(clock::get);
    }

    private Seen seen(int second, Long... prefixes) {
        clock.set(START.plusSeconds(second));
        return memory.seen("s", List.of(prefixes), clock.get());
    }

    private List<Integer> marks(Seen seen, int last) {
        return PromptRule.marks(seen, last, COSTS, COSTS, LEAST, clock.get());
    }

    @Test
    void onlyAPromptThatCameAgainInTimeIsMarked() {
        assertEquals(List.of(), marks(seen(0, 1L, 2L), 1));
        assertEquals(List.of(0), marks(seen(200, 1L, 3L), 1));
        assertEquals(List.of(), marks(seen(0, 7L, 8L), 1));
        assertEquals(List.of(), marks(seen(400, 7L, 9L), 1), "it came too late");
    }

    @Test
    void aPromptThatMostlyComesTooLateIsNotMarked() {
        seen(0, 1L, 2L);
        seen(10, 1L, 3L);
        seen(1000, 1L, 4L);
        Seen mixed = seen(2000, 1L, 5L);
        assertEquals(1, mixed.head().returns());
        assertEquals(2, mixed.head().lapses());
        assertTrue(PromptRule.saving(mixed.head(), COSTS) < 0);
        assertEquals(List.of(), marks(mixed, 1));
    }

    @Test
    void aConversationThatGoesOnIsMarkedAtItsEndAndReadWhereItWasMarked() {
        seen(0, 1L, 2L);
        Seen second = seen(20, 1L, 2L, 3L, 4L);
        assertEquals(1, second.known());
        assertEquals(List.of(0, 3), marks(second, 3));
        memory.warm("s", List.of(1L, 4L), clock.get());
        Seen third = seen(40, 1L, 2L, 3L, 4L, 5L, 6L);
        assertEquals(3, third.known());
        assertEquals(List.of(0, 3, 5), marks(third, 5));
        assertTrue(marks(third, 5).size() <= 4);
    }

    @Test
    void whatACacheHoldsIsReadWhateverWasSeen() {
        seen(0, 1L, 2L);
        memory.warm("s", List.of(1L), clock.get());
        assertEquals(List.of(0), marks(seen(299, 1L, 3L), 1));
        Seen free = seen(298, 1L, 4L);
        var nothing = new Costs(5000, 0, 0, 0);
        assertEquals(List.of(), PromptRule.marks(free, 1, nothing, nothing, LEAST, clock.get()));
    }

    @Test
    void oneCallWritesForAllThatRunBesideIt() {
        seen(0, 1L, 2L);
        assertEquals(List.of(0), marks(seen(1, 1L, 3L), 1));
        memory.writing("s", List.of(1L), clock.get());
        assertEquals(List.of(), marks(seen(2, 1L, 4L), 1));
        assertEquals(List.of(0), marks(seen(40, 1L, 5L), 1), "nothing was heard of the first");
    }

    @Test
    void whatIsTooShortOrNotCheaperIsNotMarked() {
        seen(0, 1L, 2L);
        Seen again = seen(1, 1L, 2L);
        assertEquals(List.of(), PromptRule.marks(again, 1, SHORT, SHORT, LEAST, clock.get()));
        assertEquals(List.of(1), PromptRule.marks(again, 1, SHORT, COSTS, LEAST, clock.get()));
        var dear = new Costs(5000, 15_000, 15_000, 15_000);
        assertEquals(List.of(), PromptRule.marks(again, 1, dear, dear, LEAST, clock.get()));
    }

    /// Of all patterns of arrival, those that are marked save by the share of returns they were judged by.
    @Test
    void noMarkIsExpectedToCostMoreThanItSaves() {
        for (int returns = 0; returns < 40; returns++) {
            for (int lapses = 0; lapses < 40; lapses++) {
                var sighting = new Sighting(START, returns, lapses, Instant.MIN, Instant.MIN);
                long all = returns + lapses + 1L;
                boolean pays = returns * 13_500L > all * 3_750L;
                assertEquals(pays, PromptRule.saving(sighting, COSTS) > 0, returns + " of " + all);
            }
        }
    }

    @Test
    void scopesShareNothing() {
        seen(0, 1L, 2L);
        Seen other = memory.seen("other", List.of(1L, 2L), clock.get());
        assertEquals(0, other.head().returns());
        assertEquals(0, other.known());
    }

    @Test
    void aConversationIsKnownForFiveMinutes() {
        memory.served("w", 2L, new Conversation(7, "a/m", START));
        assertEquals(
                "a/m", memory.conversation("w", List.of(1L, 2L, 3L), START.plusSeconds(299)).orElseThrow().target());
        assertTrue(memory.conversation("w", List.of(1L, 2L, 3L), START.plusSeconds(300)).isEmpty());
        assertTrue(memory.conversation("w", List.of(1L, 3L), START).isEmpty());
    }

    @Test
    void keysAreAsManyAsThePaceNeeds() {
        assertEquals(1, PromptRule.keys(0));
        assertEquals(1, PromptRule.keys(15));
        assertEquals(2, PromptRule.keys(16));
        assertEquals(4, PromptRule.keys(31));
        assertEquals(4, PromptRule.keys(60));
        assertEquals(64, PromptRule.keys(1_000_000));
    }

    @Test
    void thePaceIsThatOfTheBusierMinute() {
        for (int i = 0; i < 20; i++) {
            assertEquals(i + 1, memory.pace("s", START));
        }
        assertEquals(20, memory.pace("s", START.plusSeconds(60)));
        assertEquals(1, memory.pace("s", START.plusSeconds(300)));
        assertFalse(memory.pace("t", START) > 1);
    }
}
