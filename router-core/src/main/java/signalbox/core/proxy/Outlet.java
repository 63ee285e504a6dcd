package signalbox.core.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// The way of answers to the client, one per connection. Bytes go to the socket at once, on the thread that has them,
/// unless some before them are still with the event loop because the socket was full; then they follow there, so their
/// order holds. Used by one thread at a time; the lock makes a next answer wait until the last bytes of the one before
/// are out of the hands of its thread, and is held over a write that never blocks.
final class Outlet {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// The most that the length of a chunk in hexadecimal and two line ends take.
    private static final int FRAME = 12;

    private final DirectChannel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger handedOver = new AtomicInteger();
    private final ChannelFutureListener out = written -> handedOver.decrementAndGet();
    private HttpResponse head;

    Outlet(DirectChannel channel) {
        this.channel = channel;
    }

    /// Whether all that was written has left; a write that has just begun is waited for, which never takes long.
    boolean clear() {
        lock.lock();
        try {
            return handedOver.get() == 0;
        } finally {
            lock.unlock();
        }
    }

    /// The head of a streamed answer, which the first piece takes along.
    void begin(HttpResponse response) {
        head = response;
    }

    /// One piece of a streamed answer, as a chunk (RFC 9112 §7.1); an empty one sends the head alone.
    ///
    /// @throws IOException when the client has gone
    void piece(byte[] buffer, int offset, int length) throws IOException {
        ByteBuf bytes = started(length + FRAME);
        if (length > 0) {
            bytes.writeBytes(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII))
                    .writeBytes(LINE_END)
                    .writeBytes(buffer, offset, length)
                    .writeBytes(LINE_END);
        }
        write(bytes, () -> {});
    }

    /// The end of a streamed answer.
    ///
    /// @param leaving runs before the client can have all of it
    void end(Runnable leaving) throws IOException {
        write(started(LAST_CHUNK.length).writeBytes(LAST_CHUNK), leaving);
    }

    /// A whole answer.
    ///
    /// @param leaving runs before the client can have all of it
    void whole(HttpResponse response, byte[] body, Runnable leaving) throws IOException {
        write(Heads.encode(response, body.length, channel).writeBytes(body), leaving);
    }

    private ByteBuf started(int room) {
        if (head == null) {
            return channel.alloc().directBuffer(room);
        }
        ByteBuf bytes = Heads.encode(head, room, channel);
        head = null;
        return bytes;
    }

    private void write(ByteBuf bytes, Runnable leaving) throws IOException {
        lock.lock();
        try {
            leaving.run();
            if (handedOver.get() == 0) {
                ByteBuffer view = bytes.nioBuffer();
                channel.writeNow(view);
                bytes.skipBytes(view.position());
            }
            if (bytes.isReadable()) {
                handOver(bytes.retain());
            }
        } finally {
            lock.unlock();
            bytes.release();
        }
    }

    private void handOver(ByteBuf bytes) {
        handedOver.incrementAndGet();
        channel.writeAndFlush(bytes, channel.newPromise().addListener(out));
    }

    /// Runs something on the event loop once all that was written has left.
    void afterwards(Runnable action) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER, channel.newPromise().addListener(written -> action.run()));
    }
}
