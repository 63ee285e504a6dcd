package signalbox.core.proxy;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.CallRequest;
import signalbox.core.UnknownCallers.Caller;
import signalbox.core.dialect.Address;
import signalbox.core.dialect.Operation;
import signalbox.core.policy.Wire;

class EndpointTest {
    private static final String KEY = "x-api-key: sbx-right";

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
        "/v1/chat/completions, OPENAI_CHAT, ''",
        "/v1/messages, ANTHROPIC, ''",
        "/v1/messages?beta=true, ANTHROPIC, ''",
        "/v1/responses, OPENAI_RESPONSES, ''",
        "/v1/embeddings, OPENAI_CHAT, ''",
        "/v1beta/models/g:generateContent, GEMINI, ''",
        "/w/audit_report/v1beta/models/g:generateContent, GEMINI, audit_report",
        "/w/audit_report/v1/chat/completions, OPENAI_CHAT, audit_report",
        "/w/audit_report/v1/messages?beta=true, ANTHROPIC, audit_report"
    })
    void pathChoosesDialectAndWorkload(String path, Wire wire, String workload) throws IOException {
        assertEquals(200, post(path).status());
        assertEquals(wire, last().wire());
        assertEquals(workload, last().workload());
        assertEquals(FakeRouter.KEY, last().key());
        assertEquals("{\"a\":1}", new String(last().body(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/g-2.5:generateContent, GENERATE, g-2.5, false, false",
        "/v1beta/models/g-2.5:streamGenerateContent?alt=sse, GENERATE, g-2.5, true, false",
        "/v1beta/models/g-2.5:streamGenerateContent, GENERATE, g-2.5, true, true",
        "/v1beta/models/workload:audit_report:countTokens, COUNT, workload:audit_report, false, false",
        "/v1beta/models/p%2Fg:embedContent, EMBED, p/g, false, false",
        "/v1beta/models/g:batchEmbedContents, EMBED_BATCH, g, false, false",
        "/v1/messages/count_tokens, COUNT, '', false, false",
        "/v1/responses/input_tokens, COUNT, '', false, false"
    })
    void anAddressSaysWhatIsWanted(String path, Operation operation, String model, boolean stream, boolean array)
            throws IOException {
        assertEquals(200, post(path).status());
        assertEquals(new Address(operation, model, stream, array), last().address());
    }

    @Test
    void aGoogleKeyHeaderCountsAndAKeyInTheAddressDoesNot() throws IOException {
        var answer = get("/v1beta/models", "x-goog-api-key: sbx-right");
        assertEquals(200, answer.status());
        assertTrue(answer.body().contains("\"name\":\"models/workload:audit_report\""), answer.body());
        var refused = post("/v1beta/models/g:generateContent?key=sbx-right");
        assertEquals(400, refused.status());
        assertTrue(refused.body().contains("\"status\":\"INVALID_ARGUMENT\""), refused.body());
        assertTrue(refused.body().contains("key_in_address"), refused.body());
    }

    @Test
    void nothingIsKeptToBeFetched() throws IOException {
        var answer = get("/v1/responses/resp_1", KEY);
        assertEquals(404, answer.status());
        assertTrue(answer.body().contains("response_not_kept"), answer.body());
    }

    @Test
    void headerNamesTheWorkload() throws IOException {
        assertEquals(200, post("/v1/messages", "X-Signalbox-Workload: nightly").status());
        assertEquals("nightly", last().workload());
        assertEquals(200, post("/w/nightly/v1/messages", "x-signalbox-workload: nightly").status());
    }

    @Test
    void pathAndHeaderMustAgree() throws IOException {
        var answer = post("/w/nightly/v1/messages", "x-signalbox-workload: audit_report");
        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("two_workloads"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/w/Nightly/v1/messages", "/w//v1/messages", "/w/night%6Cy/v1/messages"})
    void badWorkloadNamesAreRefused(String path) throws IOException {
        assertEquals(400, post(path).status());
    }

    @Test
    void emptyWorkloadHeaderIsRefused() throws IOException {
        assertEquals(400, post("/v1/messages", "x-signalbox-workload:").status());
    }

    @Test
    void onlyListedHeadersReachTheRouter() throws IOException {
        post(
                "/v1/messages",
                "anthropic-version: 2023-06-01",
                "Anthropic-Beta: a",
                "anthropic-beta: b",
                "X-Signalbox-PII: private",
                "X-Forwarded-For: 1.2.3.4",
                "Cookie: a=b",
                "OpenAI-Organization: org");
        assertEquals(
                Map.of("anthropic-version", "2023-06-01", "anthropic-beta", "a,b", "x-signalbox-pii", "private"),
                last().headers());
    }

    @Test
    void repeatedHeaderIsRefused() throws IOException {
        assertEquals(400, post("/v1/messages", "x-signalbox-pii: private", "x-signalbox-pii: public").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/completions",
                "/admin",
                "/v1//messages",
                "/v1/messages/",
                "/V1/messages",
                "/v1/v1/messages",
                "/v1/%6Dessages",
                "/w/audit_report/health",
                "/v1/../v1/messages",
                "/v1/models/%zz"
            })
    void unknownPathsSayWhichExist(String path) throws IOException {
        var answer = get(path, KEY);
        assertEquals(404, answer.status());
        assertTrue(answer.body().contains("POST /v1/chat/completions"), answer.body());
        assertFalse(answer.body().contains(path + " "), answer.body());
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/messages, POST", "GET, /v1/chat/completions, POST", "POST, /v1/models, 'GET, HEAD'"})
    void wrongMethodsSayTheRightOne(String method, String path, String allowed) throws IOException {
        var answer = method.equals("GET") ? get(path, KEY) : post(path);
        assertEquals(405, answer.status());
        assertEquals(allowed, answer.header("allow"));
    }

    @Test
    void headOnTheRootIs404WithoutABody() throws IOException {
        try (var client = new RawClient(server.port())) {
            client.send("HEAD / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n");
            assertEquals(404, client.read(true).status());
            assertEquals(204, client.get("/health").read().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"key=x", "api_key=x", "api-key=x", "k%65y=x", "a=1&access_token=x", "q=sbx-abc"})
    void keysInTheAddressAreRefused(String query) throws IOException {
        var answer = get("/v1/models?" + query, KEY);
        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("key_in_address"));
    }

    @Test
    void modelsAnswerInTheDialectOfWhoAsks() throws IOException {
        var openAi = get("/v1/models", KEY);
        assertEquals(200, openAi.status());
        assertTrue(openAi.body().contains("\"object\":\"list\""), openAi.body());
        assertTrue(openAi.body().contains("workload:audit_report"), openAi.body());
        var anthropic = get("/v1/models?limit=100", KEY, "anthropic-version: 2023-06-01");
        assertTrue(anthropic.body().contains("\"has_more\":false"), anthropic.body());
        assertTrue(get("/w/audit_report/v1/models", KEY).body().contains("\"object\":\"list\""));
    }

    @Test
    void headOnModelsHasNoBody() throws IOException {
        try (var client = new RawClient(server.port())) {
            client.send("HEAD /v1/models HTTP/1.1\r\nHost: localhost:PORT\r\nx-api-key: sbx-right\r\n\r\n");
            assertEquals(200, client.read(true).status());
            assertEquals(204, client.get("/health").read().status());
        }
    }

    @Test
    void oneModelIsFoundByItsName() throws IOException {
        assertTrue(
                get("/v1/models/workload%3Aaudit_report", KEY).body().startsWith("{\"id\":\"workload:audit_report\""));
        assertEquals(200, get("/v1/models/workload:audit_report", KEY).status());
        assertEquals(404, get("/v1/models/gpt-x", KEY).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization: Bearer sbx-right", "authorization: bearer  sbx-right", "X-API-Key: sbx-right"})
    void theKeyMayStandInEitherHeader(String line) throws IOException {
        assertEquals(200, get("/v1/models", line).status());
    }

    @Test
    void theSameKeyMayStandInBothHeaders() throws IOException {
        assertEquals(200, get("/v1/models", "Authorization: Bearer sbx-right", KEY).status());
    }

    @Test
    void differentKeysAreRefused() throws IOException {
        assertEquals(400, get("/v1/models", "Authorization: Bearer sbx-wrong", KEY).status());
        assertEquals(400, get("/v1/models", KEY, "x-api-key: sbx-right").status());
    }

    @Test
    void strangersAllGetTheSameAnswer() throws IOException {
        var none = get("/v1/models");
        assertEquals(401, none.status());
        for (var line :
                new String[] {
                    "Authorization: Bearer sbx-wrong",
                    "Authorization: Basic c2J4LXJpZ2h0",
                    "Authorization: sbx-right",
                    "x-api-key: ' or 1=1 --",
                    "x-api-key: sbx-right ",
                    "x-api-key: " + "s".repeat(5000)
                }) {
            var answer = get("/v1/models", line.stripTrailing() + (line.endsWith(" ") ? "x" : ""));
            assertEquals(401, answer.status(), line);
            assertEquals(none.body(), answer.body());
            assertEquals(none.headers(), answer.headers());
        }
    }

    @Test
    void strangersGetTheirOwnDialectAndTheirBodyIsNotRead() throws IOException {
        int before = ROUTER.calls().size();
        try (var client = new RawClient(server.port())) {
            client.send(
                    "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Type: application/json\r\n"
                            + "x-api-key: sbx-wrong\r\nContent-Length: 1000\r\n\r\n");
            var answer = client.read();
            assertEquals(401, answer.status());
            assertTrue(answer.body().startsWith("{\"type\":\"error\""), answer.body());
            assertTrue(client.closed());
        }
        assertEquals(before, ROUTER.calls().size());
    }

    @Test
    void strangersAreNotedByWhatTheyCallThemselvesAndTheEndOfTheirKey() throws IOException {
        get("/v1/models", "User-Agent: knocker/1.0", "x-api-key: sk-somebody-elses-key-9f3c");
        get("/v1/models", "User-Agent: knocker/1.0", "x-api-key: sk-somebody-elses-key-9f3c");
        get("/v1/models", "User-Agent: knocker/2.0", "Authorization: Basic c2J4LXJpZ2h0");
        get("/v1/models", "User-Agent: knocker/3.0", KEY);
        var noted = ROUTER.callers().list().stream().filter(one -> one.agent().startsWith("knocker/")).toList();
        assertEquals(Set.of("knocker/1.0", "knocker/2.0"), noted.stream().map(Caller::agent).collect(toSet()));
        var first = noted.stream().filter(one -> one.agent().equals("knocker/1.0")).findFirst().orElseThrow();
        assertEquals("9f3c", first.ending());
        assertEquals(2, first.calls());
    }

    @Test
    void wrongKeysLockNobodyOut() throws IOException {
        IntStream.range(0, 30).parallel().forEach(i -> assertEquals(401, getUnchecked("x-api-key: sbx-" + i).status()));
        assertEquals(200, get("/v1/models", KEY).status());
    }

    private static RawClient.Answer getUnchecked(String line) {
        try {
            return get("/v1/models", line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawClient.Answer post(String path, String... lines) throws IOException {
        try (var client = new RawClient(server.port())) {
            return client.post(path, "{\"a\":1}", lines).read();
        }
    }

    private static RawClient.Answer get(String path, String... lines) throws IOException {
        try (var client = new RawClient(server.port())) {
            return client.get(path, lines).read();
        }
    }

    private static CallRequest last() {
        return ROUTER.calls().getLast();
    }
}
