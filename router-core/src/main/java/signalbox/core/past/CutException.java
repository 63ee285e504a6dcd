package signalbox.core.past;

import java.io.IOException;

/// A JSON object ends before it is closed, or holds more than is read of one field.
final class CutException extends IOException {
    private static final long serialVersionUID = 1L;

    CutException(String message) {
        super(message);
    }
}
