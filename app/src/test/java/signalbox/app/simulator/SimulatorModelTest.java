package signalbox.app.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import signalbox.app.live.Background;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.core.policyfile.PolicyFile;

/// Without a toolkit: work waits in a queue until the test runs it.
class SimulatorModelTest {
    private final FakeRouter router = SampleDay.router();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final SimulatorModel model =
            new SimulatorModel(router, new Background(work::add, Runnable::run), InstantSource.fixed(SampleDay.NOW));

    private void run() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    @Test
    void onlyTheNewestTextCounts() {
        model.edit("no policy at all");
        model.edit(PolicyFile.write(router.policy()));
        run();
        assertTrue(model.draft().get().problems().isEmpty(), model.draft().get().problems().toString());
        assertEquals(8, model.draft().get().policy().workloads().size());
    }

    @Test
    void aReplayThatIsStoppedSaysSoAndTheNextOneRuns() {
        model.edit(PolicyFile.write(router.policy()));
        run();
        model.replay(Duration.ofDays(1));
        model.stop();
        run();
        assertEquals(SimulatorModel.Replayed.State.STOPPED, model.replayed().get().state());
        model.replay(Duration.ofDays(1));
        assertEquals(SimulatorModel.Replayed.State.RUNNING, model.replayed().get().state());
        run();
        assertEquals(SimulatorModel.Replayed.State.DONE, model.replayed().get().state());
        assertEquals(0, model.replayed().get().result().deltaNanos());
    }
}
