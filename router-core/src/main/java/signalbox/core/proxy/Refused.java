package signalbox.core.proxy;

import java.util.List;
import java.util.Map;
import signalbox.core.ClientSink.Header;
import signalbox.core.dialect.DialectError;
import signalbox.core.dialect.DialectError.Type;

/// A request that the listener answers itself, with an error. The text is constant: nothing that the client sent is
/// repeated in it.
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DialectError error;
    private final transient List<Header> headers;

    Refused(int status, Type type, String code, String message, Header... headers) {
        super(message, null, false, false);
        this.error = new DialectError(status, type, code, message, "", Map.of());
        this.headers = List.of(headers);
    }

    static Refused badRequest(String code, String message) {
        return new Refused(400, Type.INVALID_REQUEST, code, message);
    }

    static Refused forbidden(String code, String message) {
        return new Refused(403, Type.PERMISSION, code, message);
    }

    static Refused unauthorised() {
        return new Refused(
                401,
                Type.AUTHENTICATION,
                "invalid_app_key",
                "The app key is missing or not valid. Send the key that Signalbox issued, as a bearer token, in"
                        + " x-api-key or in x-goog-api-key.",
                new Header("www-authenticate", "Bearer"));
    }

    static Refused wrongMethod(String allowed) {
        return new Refused(
                405,
                Type.INVALID_REQUEST,
                "method_not_allowed",
                "This path does not take that method. It takes: " + allowed + ".",
                new Header("allow", allowed));
    }

    static Refused tooLarge(int maxBody) {
        return new Refused(
                413,
                Type.TOO_LARGE,
                "request_too_large",
                "The request body is larger than " + (maxBody >> 20) + " MiB. Send less in one call.");
    }

    static Refused unsupportedMedia(String code, String message) {
        return new Refused(415, Type.INVALID_REQUEST, code, message);
    }

    static Refused slow() {
        return new Refused(
                408, Type.INVALID_REQUEST, "request_timeout", "The request did not arrive in time. Send it again.");
    }

    static Refused overloaded(String message) {
        return new Refused(503, Type.OVERLOADED, "overloaded", message, new Header("retry-after", "1"));
    }

    static Refused stopping() {
        return new Refused(
                503,
                Type.OVERLOADED,
                "stopping",
                "Signalbox is stopping. Send the call again once it runs.",
                new Header("retry-after", "5"));
    }

    static Refused broken() {
        return new Refused(
                500,
                Type.SERVER,
                "internal_error",
                "Signalbox could not serve the call. The log of Signalbox says more.");
    }

    DialectError error() {
        return error;
    }

    List<Header> headers() {
        return headers;
    }
}
