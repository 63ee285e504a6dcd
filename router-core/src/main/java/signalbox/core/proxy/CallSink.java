package signalbox.core.proxy;

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
final class CallSink implements ClientSink {
    private static final Logger LOG = LoggerFactory.getLogger(CallSink.class);

    private enum State {
        FRESH,
        STREAMING,
        DONE
    }

    private final Conversation talk;
    private final long slowReaderNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.FRESH;
    private boolean gone;
    private Runnable onGone;

    CallSink(Conversation talk, Duration slowReader) {
        this.talk = talk;
        this.slowReaderNanos = slowReader.toNanos();
    }

    @Override
    public void reply(int status, List<Header> headers, byte[] body) throws IOException {
        move(State.FRESH, State.DONE);
        onGone(null);
        talk.reply(status, headers, body);
    }

    @Override
    public void begin(int status, List<Header> headers) throws IOException {
        move(State.FRESH, State.STREAMING);
        talk.begin(status, headers);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        move(State.STREAMING, State.STREAMING);
        awaitRoom();
        talk.piece(buffer, offset, length);
    }

    @Override
    public void end() throws IOException {
        move(State.STREAMING, State.DONE);
        onGone(null);
        talk.end();
    }

    @Override
    public void abort() {
        state = State.DONE;
        onGone(null);
        talk.abort();
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

    private void awaitRoom() throws IOException {
        if (talk.writable()) {
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
                if (talk.writable()) {
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
