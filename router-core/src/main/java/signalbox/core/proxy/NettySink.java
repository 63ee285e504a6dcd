package signalbox.core.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.ClientSink;
import signalbox.core.dialect.Dialect;

/// The client's end of one call. The worker writes; the event loop tells it when the client can take more or has gone.
/// The lock guards the two signals between them and is never held across a write.
final class NettySink implements ClientSink {
    private static final Logger LOG = LoggerFactory.getLogger(NettySink.class);

    private enum State {
        FRESH,
        STREAMING,
        DONE
    }

    private final Conversation talk;
    private final Channel channel;
    private final long slowReaderNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.FRESH;
    private boolean gone;
    private Runnable onGone;

    NettySink(Conversation talk, Duration slowReader) {
        this.talk = talk;
        this.channel = talk.channel();
        this.slowReaderNanos = slowReader.toNanos();
    }

    @Override
    public void reply(int status, List<Header> headers, byte[] body) throws IOException {
        move(State.FRESH, State.DONE);
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        ResponseHeaders.fill(response.headers(), headers, talk.closing());
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        finish(response);
    }

    @Override
    public void begin(int status, List<Header> headers) throws IOException {
        move(State.FRESH, State.STREAMING);
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        ResponseHeaders.fill(response.headers(), headers, talk.closing());
        response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        channel.writeAndFlush(response, channel.voidPromise());
    }

    /// Copies the piece: the caller reuses its buffer while this one is still on its way.
    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        move(State.STREAMING, State.STREAMING);
        if (length == 0) {
            return;
        }
        awaitRoom();
        var piece = channel.alloc().buffer(length).writeBytes(buffer, offset, length);
        channel.writeAndFlush(new DefaultHttpContent(piece), channel.voidPromise());
    }

    @Override
    public void end() throws IOException {
        move(State.STREAMING, State.DONE);
        finish(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Override
    public void abort() {
        state = State.DONE;
        onGone(null);
        channel.close();
    }

    @Override
    public void onGone(Runnable action) {
        lock.lock();
        try {
            if (!gone) {
                onGone = action;
                return;
            }
        } finally {
            lock.unlock();
        }
        tell(action);
    }

    /// Whatever the call left undone: no answer becomes an error, half an answer a broken connection.
    void close() {
        switch (state) {
            case FRESH -> replyBroken();
            case STREAMING -> abort();
            case DONE -> {}
        }
    }

    /// The client has left. On the event loop.
    void gone() {
        Runnable action;
        lock.lock();
        try {
            gone = true;
            action = onGone;
            onGone = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        tell(action);
    }

    /// On the event loop.
    void writabilityChanged() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void replyBroken() {
        try {
            var refused = Refused.broken();
            var type = new Header("content-type", "application/json");
            reply(refused.error().status(), List.of(type), Dialect.of(talk.wire()).error(refused.error()));
        } catch (IOException e) {
            LOG.debug("client gone before its error");
        }
    }

    private void move(State from, State to) throws IOException {
        if (state != from) {
            throw new IllegalStateException("sink is " + state + ", not " + from);
        }
        state = to;
        lock.lock();
        try {
            if (gone) {
                throw new IOException("The client has gone.");
            }
        } finally {
            lock.unlock();
        }
    }

    /// The promise has its listener before the write starts: added afterwards it could run after the client's next
    /// request has been read, which would then be taken for pipelined.
    private void finish(Object last) {
        onGone(null);
        var written = channel.newPromise();
        written.addListener(done -> talk.answered());
        channel.writeAndFlush(last, written);
    }

    private void awaitRoom() throws IOException {
        if (channel.isWritable()) {
            return;
        }
        if (!roomInTime()) {
            abort();
            throw new IOException("The client reads too slowly.");
        }
    }

    private boolean roomInTime() throws IOException {
        lock.lock();
        try {
            for (long left = slowReaderNanos; left > 0; left = changed.awaitNanos(left)) {
                if (gone) {
                    throw new IOException("The client has gone.");
                }
                // looked at once a turn: it flickers while a write moves from the queue of tasks to that of the socket
                if (channel.isWritable()) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            lock.unlock();
        }
    }

    private static void tell(Runnable action) {
        if (action == null) {
            return;
        }
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("cancelling a call failed: {}", e.getClass().getName(), e);
        }
    }
}
