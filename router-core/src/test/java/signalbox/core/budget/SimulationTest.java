package signalbox.core.budget;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import signalbox.core.budget.Simulation.Desk;

/// 10,000 seeded schedules per build; `-Dsimulation.schedules=1000000` for the long run (the profile `long`),
/// `-Dsimulation.seed=N` to start elsewhere. A failure names its seed.
class SimulationTest {
    static final int STEPS = 120;

    /// A store that refuses is a warning each time; a million schedules would say little else.
    private static final Logger LOG = Logger.getLogger("signalbox.core.budget");

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(null);
    }

    @Test
    void noScheduleBreaksAPromise() {
        long schedules = Long.getLong("simulation.schedules", 10_000);
        long first = Long.getLong("simulation.seed", 1);
        var taken = new EnumMap<SimStep, Integer>(SimStep.class);
        for (long seed = first; seed < first + schedules; seed++) {
            try {
                new Simulation(seed, BudgetRules.STANDARD, new Desk() {}, 0, taken).play(STEPS);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        long all = taken.values().stream().mapToLong(Integer::longValue).sum();
        for (SimStep step : SimStep.values()) {
            int share = (int) (taken.getOrDefault(step, 0) * 1000L / all);
            assertTrue(share >= 7, step + " happened in " + share + " ‰ of the steps only");
        }
    }
}
