package signalbox.core;

/// Something the operator asked for cannot be done. `code` is stable and searchable; the message is one or more plain
/// sentences that say what was wrong and what to do.
public final class RouterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    public RouterException(String code, String message) {
        super(message);
        this.code = code;
    }

    public RouterException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
