package signalbox.core.budget;

import java.util.Arrays;
import java.util.SplittableRandom;

/// What can happen in a simulation, and how often.
enum SimStep {
    RESERVE(34),
    SETTLE(18),
    RELEASE(6),
    FINISH_TWICE(5),
    OVERRUN(2),
    WRITE_ROWS(7),
    CLOCK(7),
    WINDOW_END(3),
    CLOCK_BACK(3),
    REST(9),
    STORE_FAILS(2),
    CRASH(2),
    CLEAN_RESTART(1),
    BUMP(2),
    WITHDRAW(2),
    CAP(3),
    REMOVE(2),
    RELEASE_UNREPORTED(2),
    CORRECT(2);

    private static final int TOTAL = Arrays.stream(values()).mapToInt(step -> step.weight).sum();

    private final int weight;

    SimStep(int weight) {
        this.weight = weight;
    }

    /// One of them, as often as their weights say.
    static SimStep pick(SplittableRandom random) {
        int at = random.nextInt(TOTAL);
        for (SimStep step : values()) {
            at -= step.weight;
            if (at < 0) {
                return step;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }
}
