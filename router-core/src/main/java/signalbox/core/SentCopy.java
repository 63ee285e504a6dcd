package signalbox.core;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import signalbox.core.ClientSink.Header;

/// A copy of an answer as it goes to the client, as long as it is not too large. Used by one thread.
final class SentCopy {
    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int status;
    private String contentType = "";
    private boolean stream;
    private boolean tooLarge;
    private boolean ended;

    SentCopy(int most) {
        this.most = most;
    }

    /// @param stream whether the body is an event stream
    record Sent(int status, String contentType, boolean stream, byte[] body) {}

    void begin(int newStatus, List<Header> headers, boolean streamed) {
        status = newStatus;
        stream = streamed;
        contentType =
                headers.stream()
                        .filter(header -> header.name().equals("content-type"))
                        .map(Header::value)
                        .findFirst()
                        .orElse("application/json");
    }

    void write(byte[] buffer, int offset, int length) {
        tooLarge |= bytes.size() + length > most;
        if (!tooLarge) {
            bytes.write(buffer, offset, length);
        }
    }

    void end() {
        ended = true;
    }

    /// The whole answer; empty when it did not end, or was too large.
    Optional<Sent> whole() {
        return ended && !tooLarge
                ? Optional.of(new Sent(status, contentType, stream, bytes.toByteArray()))
                : Optional.empty();
    }
}
