package signalbox.core.dialect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An error on its way to a client, before it is written in the client's dialect.
///
/// @param status HTTP status
/// @param type the dialect-neutral kind; each dialect maps it to its own `type`
/// @param code stable and searchable, such as `budget_halted`
/// @param param the field at fault, or empty
/// @param details extra machine-readable fields (strings, whole numbers, booleans, lists of strings), in order; may be
///   empty. `request_id` goes where the dialect has a place of its own for it
public record DialectError(
        int status, Type type, String code, String message, String param, Map<String, Object> details) {
    public DialectError {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /// The 400 that answers a malformed request.
    public static DialectError of(MalformedRequest malformed) {
        return new DialectError(
                400,
                Type.INVALID_REQUEST,
                malformed.code(),
                malformed.getMessage(),
                malformed.param(),
                malformed.details());
    }

    public enum Type {
        INVALID_REQUEST,
        AUTHENTICATION,
        PERMISSION,
        NOT_FOUND,
        TOO_LARGE,
        RATE_LIMIT,
        OVERLOADED,
        SERVER
    }
}
