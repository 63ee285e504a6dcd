package signalbox.core.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import signalbox.core.dialect.DialectError.Type;

/// What a request head must look like, whatever path it asks for. Pure and immutable; the rules stand in the order in
/// which they are applied, before any byte of a body is read. Guarantees 2.1 and 2.3 say why each is there.
final class HeadRules {
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);
    private static final Set<String> CONNECTION = Set.of("keep-alive", "close");

    /// What Java's own client adds to every plain-HTTP request. An offer to upgrade may be ignored (RFC 9110 7.8), and
    /// nothing of it goes upstream; refusing would lock those clients out.
    private static final Set<String> OFFER = Set.of("keep-alive", "close", "upgrade", "http2-settings");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern JSON =
            Pattern.compile("application/json[ \\t]*(;[ \\t]*charset=\"?utf-8\"?[ \\t]*)?", Pattern.CASE_INSENSITIVE);

    private final Set<String> hosts;

    HeadRules(int port) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    }

    /// @throws Refused with the answer, when a rule is broken
    void check(HttpRequest request) throws Refused {
        line(request);
        host(request.headers());
        browser(request.headers());
        hopByHop(request.headers());
        framing(request);
        content(request);
    }

    private static void line(HttpRequest request) throws Refused {
        if (request.decoderResult().isFailure()) {
            throw Refused.badRequest("malformed_request", "The request is not well-formed HTTP/1.1.");
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            throw new Refused(505, Type.INVALID_REQUEST, "http_version", "This port speaks HTTP/1.1 only.");
        }
        if (!METHODS.contains(request.method())) {
            throw Refused.wrongMethod("GET, HEAD, POST");
        }
        if (!request.uri().startsWith("/") || request.uri().indexOf('#') >= 0) {
            throw Refused.badRequest("absolute_target", "The request line must hold a path that begins with a slash.");
        }
    }

    /// Exactly one host, exactly ours: a page that points its own name at this machine is refused here.
    private void host(HttpHeaders headers) throws Refused {
        var host = headers.getAll("host");
        if (host.size() != 1) {
            throw Refused.badRequest("host_missing", "The request must have exactly one Host header.");
        }
        if (!hosts.contains(host.getFirst().toLowerCase(Locale.ROOT))) {
            throw Refused.forbidden(
                    "foreign_host", "Call this port by its own address: 127.0.0.1, localhost or [::1], with the port.");
        }
    }

    private static void browser(HttpHeaders headers) throws Refused {
        boolean page =
                headers.contains("origin")
                        || headers.getAll("sec-fetch-site").stream().anyMatch(site -> !site.equals("none"))
                        || !headers.getAll("referer").stream().allMatch(HeadRules::isLoopback)
                        || headers.names().stream().anyMatch(HeadRules::asksForAccess);
        if (page) {
            throw Refused.forbidden("browser_request", "Web pages may not call Signalbox.");
        }
    }

    private static boolean asksForAccess(String name) {
        return name.regionMatches(true, 0, "access-control-", 0, 15);
    }

    private static boolean isLoopback(String referer) {
        try {
            var host = new URI(referer).getHost();
            return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void hopByHop(HttpHeaders headers) throws Refused {
        boolean offer = headers.getAll("upgrade").equals(List.of("h2c"));
        for (var name : List.of("upgrade", "te", "trailer", "http2-settings", "proxy-connection")) {
            boolean offered = offer && (name.equals("upgrade") || name.equals("http2-settings"));
            if (headers.contains(name) && !offered) {
                throw Refused.badRequest(
                        "hop_header",
                        "Upgrades, trailers and proxy headers are not taken. Set the HTTP client to plain HTTP/1.1.");
            }
        }
        for (var value : headers.getAll("connection")) {
            for (var token : value.split(",", -1)) {
                if (!(offer ? OFFER : CONNECTION).contains(token.strip().toLowerCase(Locale.ROOT))) {
                    throw Refused.badRequest("connection_header", "Connection may say keep-alive or close, no more.");
                }
            }
        }
        var expect = headers.getAll("expect");
        if (expect.size() > 1 || expect.size() == 1 && !expect.getFirst().equalsIgnoreCase("100-continue")) {
            throw new Refused(417, Type.INVALID_REQUEST, "expectation", "Expect may say 100-continue, no more.");
        }
    }

    private static void framing(HttpRequest request) throws Refused {
        var coding = request.headers().getAll("transfer-encoding");
        var length = request.headers().getAll("content-length");
        boolean right =
                coding.isEmpty()
                        ? length.isEmpty() || length.size() == 1 && DIGITS.matcher(length.getFirst()).matches()
                        : length.isEmpty() && coding.equals(List.of("chunked"));
        if (!right) {
            throw Refused.badRequest("bad_length", "The body must have one Content-Length, or be plainly chunked.");
        }
        boolean empty = coding.isEmpty() && (length.isEmpty() || Long.parseLong(length.getFirst()) == 0);
        if (!empty && !request.method().equals(HttpMethod.POST)) {
            throw Refused.badRequest("body_not_allowed", "Only POST may carry a body.");
        }
    }

    private static void content(HttpRequest request) throws Refused {
        if (request.headers().contains("content-encoding")) {
            throw Refused.unsupportedMedia("content_encoding", "Send the body as it is, not compressed.");
        }
        var type = request.headers().getAll("content-type");
        boolean json = type.size() == 1 && JSON.matcher(type.getFirst()).matches();
        if (request.method().equals(HttpMethod.POST) && !json) {
            throw Refused.unsupportedMedia(
                    "content_type", "The body must be JSON: send Content-Type: application/json.");
        }
    }
}
