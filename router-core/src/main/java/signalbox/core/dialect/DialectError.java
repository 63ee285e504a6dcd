package signalbox.core.dialect;

import java.util.Map;

/// An error on its way to a client, before it is written in the client's dialect.
///
/// @param status HTTP status
/// @param type the dialect-neutral kind; each dialect maps it to its own `type`
/// @param code stable and searchable, such as `budget_halted`
/// @param param the field at fault, or empty
/// @param details extra machine-readable fields (strings, longs, booleans), in order; may be empty
public record DialectError(
        int status, Type type, String code, String message, String param, Map<String, Object> details) {
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
