package signalbox.app.halted;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import signalbox.app.live.Background;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;

/// What is told when readings and lifts overtake each other.
class HaltModelTest {
    private final FakeRouter router = SampleDay.calm();
    private final ArrayDeque<Runnable> results = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void aReadingFromBeforeALiftDoesNotTellOfTheHaltAgain() {
        var background = new Background(Runnable::run, results::add);
        try (var model = new HaltModel(router, background, InstantSource.fixed(SampleDay.NOW), "ana")) {
            model.onHalt(halt -> told.add(halt.budget()));
            deliver();
            halt("nightly-etl");
            model.refresh();
            deliver();
            assertEquals(List.of("nightly-etl-day"), told);

            model.refresh();
            Runnable reading = results.poll();
            model.unlock(model.halts().getFirst(), lifted -> {}, Assertions::fail);
            results.poll().run();
            reading.run();
            deliver();

            assertEquals(List.of("nightly-etl-day"), told);
            assertEquals(List.of(), model.halts());
        }
    }

    private void deliver() {
        while (!results.isEmpty()) {
            results.poll().run();
        }
    }

    private void halt(String workload) {
        var halted = SampleDay.halt(workload).status();
        router.budgets(
                router.budgets().stream()
                        .map(one -> one.budget().name().equals(halted.budget().name()) ? halted : one)
                        .toList());
    }
}
