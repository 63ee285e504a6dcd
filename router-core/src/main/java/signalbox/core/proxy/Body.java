package signalbox.core.proxy;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// A request body on its way in. Grows with what has arrived, never with what was announced. Confined to the event
/// loop.
final class Body {
    private static final int FIRST = 4 << 10;

    private final int limit;
    private byte[] bytes;
    private int length;

    /// @param announced the Content-Length, or 0 when there is none
    Body(long announced, int limit) throws Refused {
        if (announced > limit) {
            throw Refused.tooLarge(limit);
        }
        this.limit = announced > 0 ? (int) announced : limit;
        this.bytes = new byte[(int) Math.min(announced, FIRST)];
    }

    void add(ByteBuf piece) throws Refused {
        int more = piece.readableBytes();
        if (more > limit - length) {
            throw Refused.tooLarge(limit);
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(length + more, 2L * bytes.length)));
        }
        piece.readBytes(bytes, length, more);
        length += more;
    }

    byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
