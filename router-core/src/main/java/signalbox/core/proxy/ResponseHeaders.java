package signalbox.core.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import signalbox.core.ClientSink.Header;

/// Headers of an answer on their way to the client. Framing is the listener's own, and nothing that opens an answer to
/// web pages passes, whatever an upstream sent.
final class ResponseHeaders {
    private static final Set<String> OWN =
            Set.of(
                    "connection",
                    "content-length",
                    "keep-alive",
                    "server",
                    "set-cookie",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private ResponseHeaders() {}

    static void fill(HttpHeaders to, List<Header> headers, boolean closing) {
        for (var header : headers) {
            if (!OWN.contains(header.name()) && !header.name().startsWith("access-control-") && plain(header.value())) {
                to.add(header.name(), header.value());
            }
        }
        to.set("cache-control", "no-store");
        to.set("x-content-type-options", "nosniff");
        if (closing) {
            to.set("connection", "close");
        }
    }

    /// A header from upstream that cannot stand on one line is left out rather than failing the answer.
    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
