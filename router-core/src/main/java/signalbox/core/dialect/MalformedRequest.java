package signalbox.core.dialect;

import java.util.Map;

/// The client sent something that cannot be accepted. The message is a plain sentence for the client; `param` names the
/// field, or is empty; `code` is searchable (`invalid_json`, `duplicate_key`, …).
public final class MalformedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String param;

    @SuppressWarnings("serial") // only immutable collections of strings are ever put in
    private final Map<String, Object> details;

    public MalformedRequest(String code, String param, String message) {
        this(code, param, message, Map.of());
    }

    /// @param details extra machine-readable fields for the error body
    public MalformedRequest(String code, String param, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.param = param;
        this.details = Map.copyOf(details);
    }

    public String code() {
        return code;
    }

    public String param() {
        return param;
    }

    public Map<String, Object> details() {
        return details;
    }
}
