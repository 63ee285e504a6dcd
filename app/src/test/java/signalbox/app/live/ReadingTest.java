package signalbox.app.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final Background background = new Background(work::add, Runnable::run);
    private final List<String> heard = new ArrayList<>();
    private int asked;

    @Test
    void whatIsAskedForWhileReadingMakesOneMoreReadingAndNotAQueue() {
        var reading = new Reading<>(background, () -> "answer " + ++asked, heard::add, failure -> heard.add("failed"));
        for (int i = 0; i < 50; i++) {
            reading.refresh();
        }
        assertEquals(1, work.size());
        work.remove().run();
        assertEquals(1, work.size());
        work.remove().run();
        assertEquals(0, work.size());
        assertEquals(List.of("answer 1", "answer 2"), heard);
    }

    @Test
    void aFailureIsToldAndTheNextReadingGoesOn() {
        var reading =
                new Reading<>(
                        background,
                        () -> {
                            if (++asked == 1) {
                                throw new IllegalStateException("closed");
                            }
                            return "answer";
                        },
                        heard::add,
                        failure -> heard.add(failure.getMessage()));
        reading.refresh();
        work.remove().run();
        reading.refresh();
        work.remove().run();
        assertEquals(List.of("closed", "answer"), heard);
    }
}
