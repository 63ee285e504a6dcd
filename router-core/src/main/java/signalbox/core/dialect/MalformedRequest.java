package signalbox.core.dialect;

/// The client sent something that cannot be accepted. The message is a plain sentence for the client; `param` names the
/// field, or is empty; `code` is searchable (`invalid_json`, `duplicate_key`, …).
public final class MalformedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String param;

    public MalformedRequest(String code, String param, String message) {
        super(message, null, false, false);
        this.code = code;
        this.param = param;
    }

    public String code() {
        return code;
    }

    public String param() {
        return param;
    }
}
