package signalbox.core.proxy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import signalbox.core.ClientSink;
import signalbox.core.ClientSink.Header;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.DialectError;
import signalbox.core.dialect.DialectError.Type;
import signalbox.core.policy.AppKey;

/// Answers `GET /v1/signalbox/calls/ID` with what became of one of the key's own calls.
final class CallLookup {
    static final String PATH = "/v1/signalbox/calls/";

    private static final List<Header> JSON =
            List.of(new Header("content-type", "application/json"), new Header("cache-control", "no-store"));

    private CallLookup() {}

    static void answer(Endpoint endpoint, Router router, AppKey key, ClientSink sink) throws IOException {
        DialectError error;
        try {
            Optional<byte[]> found = router.callOf(key, endpoint.model());
            if (found.isPresent()) {
                sink.reply(200, JSON, found.get());
                return;
            }
            error =
                    new DialectError(
                            404,
                            Type.NOT_FOUND,
                            "call_not_found",
                            "This key has made no such call, or it is no longer kept. Every answer names its call in"
                                    + " x-signalbox-call-id.",
                            "",
                            Map.of());
        } catch (RouterException broken) {
            error = new DialectError(503, Type.OVERLOADED, broken.code(), broken.getMessage(), "", Map.of());
        }
        sink.reply(error.status(), JSON, Dialect.of(endpoint.wire()).error(error));
    }
}
