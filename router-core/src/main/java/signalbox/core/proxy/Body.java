package signalbox.core.proxy;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/// A request body on its way in. Grows with what has arrived, never with what was announced, and draws on the memory
/// that all bodies share until it is closed. Filled on the event loop; closed once, on any thread.
final class Body implements AutoCloseable {
    private static final int FIRST = 4 << 10;

    private final BodyMemory memory;
    private final int limit;
    private final AtomicBoolean closed = new AtomicBoolean();
    private byte[] bytes = {};
    private int length;

    /// @param announced the Content-Length, or 0 when there is none
    /// @throws Refused 413 when it is more than `largest`
    Body(long announced, int largest, BodyMemory memory) throws Refused {
        if (announced > largest) {
            throw Refused.tooLarge(largest);
        }
        this.limit = announced > 0 ? (int) announced : largest;
        this.memory = memory;
    }

    /// @throws Refused 413 when it grows too large, 503 when all bodies together do
    void add(ByteBuf piece) throws Refused {
        int more = piece.readableBytes();
        if (more > limit - length) {
            throw Refused.tooLarge(limit);
        }
        if (length + more > bytes.length) {
            grow((int) Math.min(limit, Math.max(FIRST, Math.max(length + more, 2L * bytes.length))));
        }
        piece.readBytes(bytes, length, more);
        length += more;
    }

    private void grow(int capacity) throws Refused {
        if (!memory.take(capacity - bytes.length)) {
            throw Refused.overloaded("Too many large requests at a time. Send it again soon.");
        }
        bytes = Arrays.copyOf(bytes, capacity);
    }

    byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /// Gives its share of the memory back.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            memory.give(bytes.length);
        }
    }
}
