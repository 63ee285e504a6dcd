package signalbox.core.dialect.translate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import signalbox.core.dialect.EventLines;

/// Puts the data of each event of a stream together, cut anywhere. An event has to fit into memory to be translated, so
/// one that is far larger than any answer is refused.
final class EventData implements EventLines.Reader {
    private static final int LARGEST = 32 << 20;

    private final EventLines lines = new EventLines(this);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(1024);
    private final Events events;

    interface Events {
        void event(byte[] data) throws IOException;
    }

    EventData(Events events) {
        this.events = events;
    }

    /// @throws IOException when an event cannot be read
    void feed(byte[] bytes, int from, int to) throws IOException {
        try {
            lines.feed(bytes, from, to);
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    /// The stream has ended, perhaps without its last blank line.
    void finish() throws IOException {
        if (data.size() > 0) {
            byte[] last = data.toByteArray();
            data.reset();
            events.event(last);
        }
    }

    @Override
    public void data(byte[] bytes, int from, int to) {
        if (data.size() + (to - from) > LARGEST) {
            throw new UncheckedIOException(new IOException("an event is larger than 32 MiB"));
        }
        data.write(bytes, from, to - from);
    }

    @Override
    public void dataJoins() {
        data.write('\n');
    }

    @Override
    public void eventEnds(int at) {
        try {
            finish();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void line(int at) {}

    @Override
    public void otherLine() {}

    @Override
    public void eventName(byte[] bytes, int from, int to) {}

    @Override
    public void lineFeedEnds(int at) {}
}
