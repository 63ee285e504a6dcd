package signalbox.core.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.ClientSink;

/// No web page reaches the router, by its own name for this machine or by a cross-origin request.
class BrowserTest {
    private static final FakeRouter ROUTER = new FakeRouter();
    private static ProxyServer server;

    @BeforeAll
    static void start() throws IOException {
        server = ProxyServer.start(ROUTER.router(), 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:PORT",
        "127.0.0.1, localhost:PORT",
        "127.0.0.1, LocalHost:PORT",
        "127.0.0.1, [::1]:PORT",
        "::1, [::1]:PORT",
        "::1, localhost:PORT",
        "::1, 127.0.0.1:PORT"
    })
    void ownHostsPassOnBothAddresses(String address, String host) throws IOException {
        assertEquals(204, withHost(address, host).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "localhost:1",
                "127.0.0.1:PORT.",
                "localhost.:PORT",
                "user@127.0.0.1:PORT",
                "127.0.0.2:PORT",
                "0.0.0.0:PORT",
                "127.1:PORT",
                "2130706433:PORT",
                "0x7f.0.0.1:PORT",
                "::1:PORT",
                "[::]:PORT",
                "[0:0:0:0:0:0:0:1]:PORT",
                "[::ffff:127.0.0.1]:PORT",
                "[::1%lo]:PORT",
                "app.local:PORT",
                "x.localhost:PORT",
                "host.internal:PORT",
                "127.0.0.1:PORT, evil.example",
                "127.0.0.1.nip.io:PORT",
                "localhost:0PORT",
                "http://127.0.0.1:PORT",
                "evil.example",
                "127.0.0.1:PORT/",
                "localhost:PORT#"
            })
    void otherHostsAreRefused(String host) throws IOException {
        assertEquals(403, withHost("127.0.0.1", host).status());
        assertEquals(403, withHost("::1", host).status());
    }

    @Test
    void generatedHostsAreRefused() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 400; i++) {
            var host = new StringBuilder("127.0.0.1:" + server.port());
            int at = random.nextInt(host.length());
            host.setCharAt(at, (char) ('!' + random.nextInt(94)));
            boolean own = host.toString().equals("127.0.0.1:" + server.port());
            assertEquals(own ? 204 : 403, withHost("127.0.0.1", host.toString()).status(), host.toString());
        }
    }

    private static RawClient.Answer withHost(String address, String host) throws IOException {
        try (var client = new RawClient(address, server.port())) {
            return client.send("GET /health HTTP/1.1\r\nHost: " + host + "\r\n\r\n").read();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1:PORT",
                "Origin:",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: same-origin",
                "Referer: http://evil.example/x",
                "Referer: http://127.0.0.1.evil.example/",
                "Referer: nonsense",
                "Referer: http://user@evil.example:80/127.0.0.1",
                "Access-Control-Request-Private-Network: true"
            })
    void pagesAreRefused(String line) throws IOException {
        int before = ROUTER.calls().size();
        try (var client = new RawClient(server.port())) {
            assertEquals(403, client.post("/v1/chat/completions", "{}", line).read().status());
        }
        assertEquals(before, ROUTER.calls().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site: none", "Sec-Fetch-Mode: cors", "Referer: http://localhost:3000/x"})
    void programsThatSoundLikeBrowsersPass(String line) throws IOException {
        try (var client = new RawClient(server.port())) {
            assertEquals(200, client.post("/v1/chat/completions", "{}", line).read().status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonx",
                "application/json; charset=utf-16",
                "text/plain; application/json",
                "application/json, text/plain"
            })
    void formPostsAreRefused(String type) throws IOException {
        try (var client = new RawClient(server.port())) {
            client.send(
                    "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Type: "
                            + type
                            + "\r\nx-api-key: sbx-right\r\nContent-Length: 2\r\n\r\n{}");
            assertEquals(415, client.read().status());
        }
    }

    @Test
    void noAnswerOpensItselfToPages() throws IOException {
        ROUTER.answer((request, sink) ->
                sink.reply(
                        200,
                        List.of(
                                new ClientSink.Header("access-control-allow-origin", "*"),
                                new ClientSink.Header("server", "upstream/1"),
                                new ClientSink.Header("x-kept", "yes")),
                        request.body()));
        var answers = new ArrayList<RawClient.Answer>();
        for (var path :
                List.of("/", "/health", "/v1/models", "/v1/chat/completions", "/v1/messages", "/admin", "/w/a/v1/x")) {
            for (var method : List.of("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE")) {
                try (var client = new RawClient(server.port())) {
                    client.send(
                            method
                                    + " "
                                    + path
                                    + " HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nx-api-key: sbx-right\r\n"
                                    + "Content-Type: application/json\r\n\r\n");
                    answers.add(client.read(method.equals("HEAD")));
                }
            }
        }
        ROUTER.answer(FakeRouter::echo);
        assertTrue(answers.stream().anyMatch(answer -> answer.header("x-kept").equals("yes")));
        for (var answer : answers) {
            assertFalse(answer.headers().keySet().stream().anyMatch(name -> name.startsWith("access-control-")));
            assertEquals("", answer.header("server"));
        }
    }
}
