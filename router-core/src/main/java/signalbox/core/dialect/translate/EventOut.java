package signalbox.core.dialect.translate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import signalbox.core.dialect.neutral.Json;

/// Collects the events that one read brings about, so that they go out in one write.
final class EventOut {
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("data: ");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

    /// An event without a name.
    void data(Json data) {
        raw(DATA);
        raw(data.bytes());
        raw(LINES);
    }

    private static final byte[] LINES = ascii("\n\n");

    void event(String name, Json data) {
        raw(EVENT);
        raw(ascii(name));
        bytes.write('\n');
        data(data);
    }

    void raw(byte[] text) {
        bytes.writeBytes(text);
    }

    /// What has been written since the last time.
    byte[] take() {
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
