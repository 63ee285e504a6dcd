package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.ledger.CallId;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

class OwnCallsOverSocketsTest {
    private static final String ANSWER =
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Canary-answer\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}";
    private static final String LOOKUP = "/v1/signalbox/calls/";
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              one:
                base-url: http://127.0.0.1:%1$d/v1
                credential: env:FAKE_KEY
                models: {m: {context: 100000, max-output: 1000, price: {input: 1, output: 2}}}
              two:
                base-url: http://127.0.0.1:%1$d/v1
                credential: env:FAKE_KEY
                models: {m: {context: 100000, max-output: 1000, price: {input: 1, output: 2}}}
            routes: {r: [one/m, two/m]}
            workloads: {w: {route: r, max-tokens: 100}, v: {route: r}}
            """;

    @TempDir Path dir;

    private FakeUpstream upstream;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        upstream = FakeUpstream.start();
        upstream.always(FakeReply.json(200, ANSWER));
        served = Served.open(dir.resolve("data"), POLICY.formatted(upstream.port()));
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    private static String id(HttpResponse<?> answer) {
        return answer.headers().firstValue("x-signalbox-call-id").orElseThrow();
    }

    private Json ask(String id) throws Exception {
        HttpResponse<String> found = served.call(LOOKUP + id, null);
        assertEquals(200, found.statusCode(), found.body());
        return Json.read(found.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anAppSeesWhatBecameOfItsCallAndNothingThatWasSaid() throws Exception {
        upstream.then(FakeReply.json(500, "{\"error\":{\"message\":\"no\"}}"));
        HttpResponse<String> answer = served.chat("\"user\":\"canary-user\"");
        served.flush();
        HttpResponse<String> found = served.call(LOOKUP + id(answer), null);
        Json call = Json.read(found.body().getBytes(StandardCharsets.UTF_8));

        assertEquals("signalbox.call", call.get("object").text());
        assertEquals("answered", call.get("status").text());
        assertEquals("two", call.get("provider").text());
        assertEquals("m", call.get("model").text());
        assertEquals("w", call.get("workload").text());
        assertEquals(10, call.get("usage").get("in_text").whole(0));
        assertEquals(5, call.get("usage").get("out_text").whole(0));
        assertEquals(20_000, call.get("cost_nanos").whole(0));
        assertEquals(2, call.get("attempts").items().size());
        assertEquals(500, call.get("attempts").items().getFirst().get("http_status").whole(0));
        String rules =
                call.get("steps").items().stream()
                        .map(step -> step.get("rule").text())
                        .collect(Collectors.joining(" "));
        assertTrue(rules.contains("route.asked") && rules.contains("route.fallback"), rules);
        for (String secret : new String[] {"Say hello", "Canary-answer", "canary-user", "sk-fake-canary", "sbx-"}) {
            assertFalse(found.body().contains(secret), secret);
        }
    }

    @Test
    void aCallIsFoundByNoOtherKeyAndNoneByAStranger() throws Exception {
        String id = id(served.chat(""));
        served.flush();
        ask(id);
        served.issueKey("v");
        HttpResponse<String> other = served.call(LOOKUP + id, null);
        assertEquals(404, other.statusCode());
        assertTrue(other.body().contains("call_not_found"), other.body());
        assertEquals(other.body().replace(id, ""), served.call(LOOKUP + "c000000000000", null).body());
        served.use("sbx-wrong");
        assertEquals(401, served.call(LOOKUP + id, null).statusCode());
    }

    @Test
    void aRunningCallSaysThatItRuns() throws Exception {
        var goOn = new CountDownLatch(1);
        upstream.then(
                FakeReply.stream()
                        .event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}")
                        .await(goOn)
                        .event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
                        .event("[DONE]"));
        var answer =
                served.client()
                        .send(
                                served.request(Served.CHAT, Served.chatBody("\"stream\":true")).build(),
                                HttpResponse.BodyHandlers.ofInputStream());
        String id = id(answer);
        assertEquals("running", ask(id).get("status").text());
        goOn.countDown();
        answer.body().readAllBytes();
        served.flush();
        assertEquals("answered", ask(id).get("status").text());
    }

    @Test
    void aRefusedCallSaysWhy() throws Exception {
        String id = id(served.call(Served.CHAT, Served.chatBody("").replace("\"m\"", "\"none\"")));
        served.flush();
        Json call = ask(id);
        assertEquals("refused", call.get("status").text());
        assertEquals("model_not_found", call.get("code").text());
        assertEquals("", call.get("provider").text());
    }

    @Test
    void aCostThatWasCorrectedLaterIsTheOneThatIsTold() throws Exception {
        upstream.always(FakeReply.drop());
        String id = id(served.chat(""));
        served.flush();
        Json first = ask(id);
        assertFalse(first.get("corrected").flag());
        assertEquals(0, first.get("correction_nanos").whole(-1));
        long held = first.get("cost_nanos").whole(0);
        long one = first.get("attempts").items().get(0).get("cost_nanos").whole(0);
        long call = CallId.parse(id);
        served.router().settleReviewed(call, OptionalInt.of(1), OptionalLong.empty(), "ann", "as it was");
        served.flush();
        assertFalse(ask(id).get("corrected").flag(), "a review that found it right corrects nothing");

        served.router().settleReviewed(call, OptionalInt.of(0), OptionalLong.of(60_000), "ann", "the invoice says so");
        served.flush();

        Json now = ask(id);
        assertTrue(now.get("corrected").flag());
        assertEquals(60_000 - one, now.get("correction_nanos").whole(0));
        assertEquals(held - one + 60_000, now.get("cost_nanos").whole(0));
        assertEquals(60_000, now.get("attempts").items().get(0).get("cost_nanos").whole(0));
        assertEquals(held - one, now.get("attempts").items().get(1).get("cost_nanos").whole(0));
    }

    @Test
    void whatIsNoIdIsNotFoundInTheDialectOfTheAsker() throws Exception {
        for (String wrong : new String[] {"x", "c00000000000%C3%A9", "..%2Fmodels", "c".repeat(5000)}) {
            assertEquals(404, served.call(LOOKUP + wrong, null).statusCode(), wrong);
        }
        HttpResponse<String> anthropic = served.call(LOOKUP + "x", null, "anthropic-version", "2023-06-01");
        assertTrue(anthropic.body().startsWith("{\"type\":\"error\""), anthropic.body());
        assertEquals(405, served.call(LOOKUP + "x", "{}").statusCode());
    }
}
