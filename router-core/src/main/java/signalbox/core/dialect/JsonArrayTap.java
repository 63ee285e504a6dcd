package signalbox.core.dialect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A tap in front of the client that turns an event stream into one growing JSON array, which is what Gemini's clients
/// get that do not ask for events. Elements go out as their events end; the array is closed only at a proper end, or
/// behind an error.
public final class JsonArrayTap implements WrappingTap, EventLines.Reader {
    /// An element has to fit into memory; no answer's is near this.
    private static final int LARGEST = 32 << 20;

    private static final byte[] TOO_LARGE = "An event is larger than 32 MiB.".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEXT = ",\r\n".getBytes(StandardCharsets.US_ASCII);

    private final AnswerTap inner;
    private final EventLines lines = new EventLines(this);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
    private final ByteArrayOutputStream ready = new ByteArrayOutputStream(512);
    private boolean begun;
    private boolean tooLarge;

    /// Of an event that is too large nothing more is taken.
    private boolean skipping;

    public JsonArrayTap(AnswerTap inner) {
        this.inner = inner;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Out out) throws IOException {
        inner.accept(buffer, offset, length, this::take);
        handOn(out);
    }

    @Override
    public void end(Out out) throws IOException {
        inner.end(this::take);
        element();
        if (complete() && !error()) {
            close();
        }
        handOn(out);
    }

    @Override
    public void breakOff(DialectError error, Out out) throws IOException {
        // what has arrived of a half event is no JSON
        data.reset();
        skipping = false;
        inner.breakOff(error, this::take);
        element();
        close();
        handOn(out);
    }

    private void take(byte[] bytes, int from, int count) {
        lines.feed(bytes, from, from + count);
    }

    private void handOn(Out out) throws IOException {
        if (ready.size() > 0) {
            out.write(ready.toByteArray(), 0, ready.size());
            ready.reset();
        }
    }

    private void element() {
        if (data.size() > 0) {
            if (begun) {
                ready.writeBytes(NEXT);
            } else {
                ready.write('[');
            }
            begun = true;
            ready.writeBytes(data.toByteArray());
            data.reset();
        }
    }

    private void close() {
        if (!begun) {
            ready.write('[');
        }
        ready.write(']');
    }

    @Override
    public void data(byte[] bytes, int from, int to) {
        if (data.size() + (to - from) > LARGEST) {
            tooLarge = true;
            skipping = true;
            data.reset();
        }
        if (!skipping) {
            data.write(bytes, from, to - from);
        }
    }

    @Override
    public void dataJoins() {
        if (!skipping) {
            data.write('\n');
        }
    }

    @Override
    public void eventEnds(int at) {
        skipping = false;
        element();
    }

    @Override
    public void line(int at) {}

    @Override
    public void otherLine() {}

    @Override
    public void eventName(byte[] bytes, int from, int to) {}

    @Override
    public void lineFeedEnds(int at) {}

    @Override
    public boolean complete() {
        return inner.complete() && !tooLarge;
    }

    @Override
    public boolean error() {
        return inner.error() || tooLarge;
    }

    @Override
    public Optional<UpstreamErrorBody> failure() {
        return tooLarge && !inner.error() ? Optional.of(UpstreamErrorBody.read(TOO_LARGE)) : inner.failure();
    }

    @Override
    public AnswerTap inner() {
        return inner;
    }
}
