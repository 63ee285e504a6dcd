package signalbox.core;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

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

    TrackedSink(ClientSink sink, InstantSource clock, Instant arrived) {
        this.sink = sink;
        this.clock = clock;
        this.arrived = arrived;
    }

    void reply(int newStatus, List<ClientSink.Header> headers, byte[] body) throws IOException {
        started(newStatus);
        beforeLast.run();
        sink.reply(newStatus, headers, body);
    }

    void begin(int newStatus, List<ClientSink.Header> headers) throws IOException {
        started(newStatus);
        sink.begin(newStatus, headers);
    }

    void write(byte[] buffer, int offset, int length) throws IOException {
        sink.write(buffer, offset, length);
    }

    void end() throws IOException {
        beforeLast.run();
        sink.end();
    }

    void abort() {
        sink.abort();
    }

    void onGone(Runnable action) {
        sink.onGone(action);
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
