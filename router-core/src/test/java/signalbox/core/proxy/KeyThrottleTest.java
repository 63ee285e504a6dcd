package signalbox.core.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeyThrottleTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void delaysAfterTwentyFailuresInASecondAndForgets() {
        var throttle = new KeyThrottle();
        for (int i = 0; i < 20; i++) {
            assertEquals(0, throttle.failed(i));
        }
        assertEquals(SECOND, throttle.failed(20));
        assertEquals(SECOND, throttle.failed(SECOND - 1));
        assertEquals(0, throttle.failed(SECOND));
    }
}
