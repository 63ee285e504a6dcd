package signalbox.core;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A client sink that remembers whether anything has reached the client, and when. While nothing has, another attempt
/// is invisible to the client. One thread at a time.
final class TrackedSink {
    private final ClientSink sink;
    private final InstantSource clock;
    private final Instant arrived;
    private Runnable beforeLast = () -> {};
    private AttemptResult.Delivered delivering;
    private Duration firstByte;
    private boolean begun;
    private int status;
    private SentCopy copy;
    private Runnable whenWhole;

    TrackedSink(ClientSink sink, InstantSource clock, Instant arrived) {
        this.sink = sink;
        this.clock = clock;
        this.arrived = arrived;
    }

    void reply(int newStatus, List<ClientSink.Header> headers, byte[] body) throws IOException {
        started(newStatus);
        beforeLast.run();
        if (copy != null) {
            copy.begin(newStatus, headers, false);
            copy.write(body, 0, body.length);
            copied();
        }
        sink.reply(newStatus, headers, body);
    }

    void begin(int newStatus, List<ClientSink.Header> headers) throws IOException {
        started(newStatus);
        sink.begin(newStatus, headers);
        if (copy != null) {
            copy.begin(newStatus, headers, true);
        }
    }

    void write(byte[] buffer, int offset, int length) throws IOException {
        sink.write(buffer, offset, length);
        if (copy != null) {
            copy.write(buffer, offset, length);
        }
    }

    /// Writes what belongs to this call alone and is in no copy of the answer.
    void trailer(byte[] bytes) throws IOException {
        sink.write(bytes, 0, bytes.length);
    }

    void end() throws IOException {
        beforeLast.run();
        if (copy != null) {
            copied();
        }
        sink.end();
    }

    void abort() {
        sink.abort();
    }

    void onGone(Runnable action) {
        sink.onGone(action);
    }

    /// Remembers what the client gets, up to so many bytes.
    ///
    /// @param newWhenWhole runs when all of it is known, before the client can tell
    void capture(int most, Runnable newWhenWhole) {
        copy = new SentCopy(most);
        whenWhole = newWhenWhole;
    }

    private void copied() {
        copy.end();
        whenWhole.run();
    }

    /// What the client got; empty when it was not remembered, not whole, or too large.
    Optional<SentCopy.Sent> captured() {
        return copy == null ? Optional.empty() : copy.whole();
    }

    private void started(int newStatus) {
        begun = true;
        status = newStatus;
        firstByte = Duration.between(arrived, clock.instant());
    }

    /// What runs before the bytes that end the answer go out.
    void beforeLast(Runnable action) {
        beforeLast = action;
    }

    /// The attempt whose answer is about to end.
    void delivering(AttemptResult.Delivered attempt) {
        delivering = attempt;
    }

    /// Null when no attempt's answer is being delivered.
    AttemptResult.Delivered delivering() {
        return delivering;
    }

    /// Whether anything has reached the client.
    boolean begun() {
        return begun;
    }

    /// From arrival to the first byte; null while nothing was sent.
    Duration firstByte() {
        return firstByte;
    }

    /// The status the client got; 0 while nothing was sent.
    int status() {
        return status;
    }
}
