package signalbox.core.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BodyTest {
    private final BodyMemory memory = new BodyMemory(100_000);

    @Test
    void holdsWhatArrivesInPieces() throws Refused {
        try (var body = new Body(0, 50_000, memory)) {
            var expected = new byte[49_999];
            new Random(1).nextBytes(expected);
            for (int at = 0; at < expected.length; at += 777) {
                body.add(Unpooled.wrappedBuffer(expected, at, Math.min(777, expected.length - at)));
            }
            assertArrayEquals(expected, body.whole());
        }
        assertEquals(100_000, memory.left());
    }

    @Test
    void takesNoMemoryForWhatIsOnlyAnnounced() throws Refused {
        try (var body = new Body(50_000, 50_000, memory)) {
            body.add(Unpooled.wrappedBuffer(new byte[10]));
            assertEquals(100_000 - 4096, memory.left());
        }
    }

    @Test
    void refusesMoreThanTheLimit() throws Refused {
        assertEquals(413, refusal(() -> new Body(50_001, 50_000, memory)));
        try (var body = new Body(0, 10, memory)) {
            body.add(Unpooled.wrappedBuffer(new byte[10]));
            assertEquals(413, refusal(() -> body.add(Unpooled.wrappedBuffer(new byte[1]))));
        }
    }

    @Test
    void sharesTheMemoryWithOtherBodies() throws Refused {
        var first = new Body(0, 80_000, memory);
        first.add(Unpooled.wrappedBuffer(new byte[70_000]));
        try (var second = new Body(0, 80_000, memory)) {
            assertEquals(503, refusal(() -> second.add(Unpooled.wrappedBuffer(new byte[40_000]))));
            first.close();
            first.close();
            second.add(Unpooled.wrappedBuffer(new byte[40_000]));
        }
        assertEquals(100_000, memory.left());
    }

    private static int refusal(Executable action) {
        return assertThrows(Refused.class, action).error().status();
    }
}
