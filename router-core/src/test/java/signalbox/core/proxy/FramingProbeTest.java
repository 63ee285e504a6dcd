package signalbox.core.proxy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that parsers disagree about, over real sockets. Each is refused, whatever hides behind it is never
/// executed, and the next client is served.
class FramingProbeTest {
    private static final String HOST = "Host: 127.0.0.1:PORT\r\n";
    private static final String KEY = "Authorization: Bearer sbx-right\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String POST = "POST /v1/chat/completions HTTP/1.1\r\n";
    private static final String HEAD = POST + HOST + KEY + JSON;
    private static final String SMUGGLED = HEAD + "Content-Length: 2\r\n\r\n{}";
    private static final String GET = "GET /v1/models HTTP/1.1\r\n" + HOST + KEY;

    private static final FakeRouter ROUTER = new FakeRouter();
    private static ProxyServer server;

    record Probe(String name, int status, String bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        server = ProxyServer.start(ROUTER.router(), 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Probe> probes() {
        return Stream.of(hosts(), targets(), lengths(), codings(), lines(), limits(), hops()).flatMap(List::stream);
    }

    private static List<Probe> hosts() {
        return List.of(
                new Probe("no host", 400, POST + KEY + JSON + "Content-Length: 2\r\n\r\n{}"),
                new Probe("two hosts", 400, HEAD + "Host: evil.example\r\nContent-Length: 2\r\n\r\n{}"),
                new Probe("two equal hosts", 400, HEAD + HOST + "Content-Length: 2\r\n\r\n{}"),
                new Probe("foreign host", 403, POST + "Host: evil.example\r\n" + KEY + JSON + "\r\n"),
                new Probe("empty host", 403, POST + "Host:\r\n" + KEY + JSON + "\r\n"));
    }

    private static List<Probe> targets() {
        return List.of(
                new Probe("absolute target", 400, SMUGGLED.replace("/v1", "http://127.0.0.1:PORT/v1")),
                new Probe("absolute target, other host", 400, SMUGGLED.replace("/v1", "http://evil.example/v1")),
                new Probe("fragment", 400, SMUGGLED.replace("completions ", "completions#x ")),
                new Probe("asterisk", 400, SMUGGLED.replace("/v1/chat/completions", "*")),
                new Probe("CONNECT", 405, "CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + "\r\n"),
                new Probe("OPTIONS", 405, "OPTIONS /v1/models HTTP/1.1\r\n" + HOST + "\r\n"),
                new Probe("TRACE", 405, "TRACE /v1/models HTTP/1.1\r\n" + HOST + "\r\n"),
                new Probe("lower-case method", 400, SMUGGLED.replace("POST", "post")),
                new Probe("HTTP/2 preface", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                new Probe("HTTP/1.0", 505, SMUGGLED.replace("HTTP/1.1", "HTTP/1.0")),
                new Probe("HTTP/9.9", 505, SMUGGLED.replace("HTTP/1.1", "HTTP/9.9")),
                new Probe("no version", 400, "GET /v1/models\r\n" + HOST + "\r\n"));
    }

    private static List<Probe> lengths() {
        return List.of(
                new Probe("same length twice", 400, HEAD + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
                new Probe("two lengths", 400, HEAD + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + SMUGGLED),
                new Probe("length +2", 400, HEAD + "Content-Length: +2\r\n\r\n{}"),
                new Probe("length -1", 400, HEAD + "Content-Length: -1\r\n\r\n" + SMUGGLED),
                new Probe("length 2, 2", 400, HEAD + "Content-Length: 2, 2\r\n\r\n{}"),
                new Probe("length 0x2", 400, HEAD + "Content-Length: 0x2\r\n\r\n{}"),
                new Probe("length overflow", 400, HEAD + "Content-Length: 18446744073709551618\r\n\r\n{}"),
                new Probe("length empty", 400, HEAD + "Content-Length:\r\n\r\n" + SMUGGLED),
                new Probe("body on GET", 400, GET + "Content-Length: 2\r\n\r\n{}"));
    }

    private static List<Probe> codings() {
        var chunked = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
        var coded = HEAD + "Transfer-Encoding: CODING\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + SMUGGLED;
        return List.of(
                new Probe(
                        "length and chunks",
                        400,
                        HEAD + "Content-Length: 4\r\n" + tail(chunked) + "0\r\n\r\n" + SMUGGLED),
                new Probe("chunks and length", 400, chunked.replace("\r\n\r\n", "\r\nContent-Length: 2\r\n\r\n{}")),
                new Probe("xchunked", 400, coded.replace("CODING", "xchunked")),
                new Probe("identity, chunked", 400, coded.replace("CODING", "identity, chunked")),
                new Probe("chunked, chunked", 400, coded.replace("CODING", "chunked, chunked")),
                new Probe("gzip, chunked", 400, coded.replace("CODING", "gzip, chunked")),
                new Probe("Chunked", 400, coded.replace("CODING", "Chunked")),
                new Probe("two codings", 400, chunked.replace("\r\n\r\n", "\r\nTransfer-Encoding: identity\r\n\r\n")),
                new Probe("chunk extension", 400, chunked + "2;a=b\r\n{}\r\n0\r\n\r\n"),
                new Probe("chunk size with sign", 400, chunked + "+2\r\n{}\r\n0\r\n\r\n"),
                new Probe("chunk size with blank", 400, chunked + "2 \r\n{}\r\n0\r\n\r\n"),
                new Probe("chunk size overflow", 400, chunked + "100000002\r\n{}\r\n0\r\n\r\n"),
                new Probe("chunk size missing", 400, chunked + "\r\n{}\r\n0\r\n\r\n"),
                new Probe("chunk too long", 400, chunked + "2\r\n{}xx\r\n0\r\n\r\n"),
                new Probe("chunk ended by LF", 400, chunked + "2\n{}\n0\n\n"),
                new Probe("trailers", 400, chunked + "2\r\n{}\r\n0\r\nX: y\r\n\r\n"));
    }

    private static List<Probe> lines() {
        return List.of(
                new Probe("bare LF lines", 400, SMUGGLED.replace("\r\n", "\n")),
                new Probe("bare CR in a header", 400, HEAD + "X: a\rContent-Length: 2\r\n\r\n{}"),
                new Probe("NUL in a header", 400, HEAD + "X: a\0b\r\n\r\n"),
                new Probe("folded header", 400, HEAD + "X: a\r\n b\r\n\r\n"),
                new Probe("folded by tab", 400, HEAD + "Transfer-Encoding:\r\n\tchunked\r\n\r\n0\r\n\r\n"),
                new Probe("blank before the colon", 400, HEAD + "Content-Length : 2\r\n\r\n{}"),
                new Probe("blank in a name", 400, HEAD + "Content Length: 2\r\n\r\n{}"),
                new Probe("no colon", 400, HEAD + "garbage\r\n\r\n"),
                new Probe("empty name", 400, HEAD + ": x\r\n\r\n"),
                new Probe("underscore in a name", 400, HEAD + "Content_Length: 2\r\n\r\n{}"),
                new Probe("high byte in a value", 400, HEAD + "X: \u00e9\r\n\r\n"),
                new Probe("high byte in the target", 400, SMUGGLED.replace("/v1/chat", "/v1/ch\u00e4t")),
                new Probe("two empty lines first", 400, "\r\n\r\n" + SMUGGLED));
    }

    private static List<Probe> limits() {
        return List.of(
                new Probe("65 headers", 431, HEAD + "X: y\r\n".repeat(62) + "\r\n"),
                new Probe("300 headers", 431, HEAD + "X: y\r\n".repeat(300) + "\r\n"),
                new Probe("1 MB header", 431, HEAD + "X: " + "y".repeat(1 << 20) + "\r\n\r\n"),
                new Probe("1 MB target", 414, SMUGGLED.replace("completions", "c".repeat(1 << 20))),
                new Probe("33 MB announced", 413, HEAD + "Content-Length: 34603008\r\n\r\n{}"));
    }

    private static List<Probe> hops() {
        return List.of(
                new Probe("upgrade", 400, HEAD + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
                new Probe("upgrade alone", 400, HEAD + "Upgrade: websocket\r\n\r\n"),
                new Probe("TE", 400, HEAD + "TE: trailers\r\n\r\n"),
                new Probe("Trailer", 400, HEAD + "Trailer: X\r\n\r\n"),
                new Probe("Connection names a header", 400, HEAD + "Connection: close, Authorization\r\n\r\n"),
                new Probe("Connection empty", 400, HEAD + "Connection:\r\n\r\n"),
                new Probe("Expect", 417, HEAD + "Expect: 200-ok\r\n\r\n"),
                new Probe("gzip body", 415, HEAD + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"));
    }

    private static String tail(String head) {
        return head.substring(head.indexOf("Transfer-Encoding"));
    }

    @ParameterizedTest
    @MethodSource("probes")
    void isRefused(Probe probe) throws IOException {
        int before = ROUTER.calls().size();
        try (var client = new RawClient(server.port())) {
            client.send(probe.bytes());
            var answer = client.read();
            assertAll(
                    () -> assertEquals(probe.status(), answer.status(), answer.body()),
                    () -> assertEquals("close", answer.header("connection")),
                    () -> assertTrue(answer.body().startsWith("{"), answer.body()),
                    () -> assertTrue(client.closed(), "connection stays open"));
        }
        assertEquals(before, ROUTER.calls().size(), "something was executed");
        canary();
    }

    @Test
    void truncatedBodyIsNeverExecuted() throws IOException {
        int before = ROUTER.calls().size();
        try (var client = new RawClient(server.port())) {
            client.send(HEAD + "Content-Length: 10\r\n\r\n{}");
            client.socket().shutdownOutput();
            assertTrue(client.closed());
        }
        assertEquals(before, ROUTER.calls().size());
        canary();
    }

    /// However fast the first is answered: its answer may be out before the rest of what came with it is looked at.
    @RepeatedTest(50)
    void whatFollowsARequestIsNotExecuted() throws IOException {
        int before = ROUTER.calls().size();
        try (var client = new RawClient(server.port())) {
            client.send(SMUGGLED + SMUGGLED);
            assertEquals(200, client.read().status());
            assertTrue(client.closed());
        }
        assertEquals(before + 1, ROUTER.calls().size());
    }

    /// Java's own client offers an upgrade with every request on a plain connection.
    @Test
    void anOfferOfHttp2IsIgnored() throws IOException {
        var offer = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n";
        try (var client = new RawClient(server.port())) {
            assertEquals(200, client.send(HEAD + offer + "Content-Length: 2\r\n\r\n{}").read().status());
            assertEquals(200, client.send(SMUGGLED).read().status(), "the connection still speaks HTTP/1.1");
        }
    }

    @Test
    void oneEmptyLineBeforeARequestIsTaken() throws IOException {
        try (var client = new RawClient(server.port())) {
            assertEquals(200, client.send("\r\n" + SMUGGLED).read().status());
        }
    }

    @Test
    void mutatedRequestsNeverHurtTheNextClient() throws IOException {
        var random = new Random(20261101);
        var spice = List.of("\r", "\n", "\0", " ", "\t", ":", ";", ",", "0", "\r\n", "\u00ff", "Content-Length: 1\r\n");
        for (int i = 0; i < 300; i++) {
            var bytes =
                    new StringBuilder(
                            i % 2 == 0 ? SMUGGLED : HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
            int at = random.nextInt(bytes.length());
            bytes.replace(at, at + random.nextInt(2), spice.get(random.nextInt(spice.size())));
            try (var client = new RawClient(server.port())) {
                client.send(bytes.toString());
                client.socket().shutdownOutput();
                client.socket().getInputStream().readAllBytes();
            } catch (SocketException e) {
                // refused and reset: as good as an answer
            }
        }
        canary();
    }

    private static void canary() throws IOException {
        try (var client = new RawClient(server.port())) {
            var answer = client.post("/v1/chat/completions", "{\"canary\":1}").read();
            assertEquals(200, answer.status());
            assertEquals("{\"canary\":1}", answer.body());
        }
    }
}
