package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.CallRow.Outcome;
import signalbox.core.price.Provenance;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Clients of OpenAI Responses and of Gemini, over sockets: answered by providers of their own format and of another.
class LaterDialectsOverSocketsTest {
    private static final String RESPONSES = "/v1/responses";
    private static final String GENERATE = "/v1beta/models/g-1:generateContent";
    private static final String STREAM = "/v1beta/models/g-1:streamGenerateContent";
    private static final String ASK = "{\"model\":\"gpt-x\",\"input\":\"Say hello.\"}";
    private static final String GASK = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Say hello.\"}]}]}";

    private static final String CREATED =
            "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"status\":"
                    + "\"in_progress\",\"model\":\"gpt-x\",\"output\":[]}}";
    private static final String DELTA =
            "{\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"item_id\":\"m\",\"output_index\":0,"
                    + "\"content_index\":0,\"delta\":\"Hello\"}";
    private static final String COMPLETED =
            "{\"type\":\"response.completed\",\"sequence_number\":2,\"response\":{\"id\":\"resp_1\",\"status\":"
                    + "\"completed\",\"model\":\"gpt-x\",\"output\":[],\"usage\":{\"input_tokens\":20,"
                    + "\"input_tokens_details\":{\"cached_tokens\":8},\"output_tokens\":5}}}";
    private static final String PIECE =
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hel\"}],\"role\":\"model\"},\"index\":0}],"
                    + "\"usageMetadata\":{\"promptTokenCount\":20},\"modelVersion\":\"g-1\"}";
    private static final String LAST =
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"lo\"}],\"role\":\"model\"},"
                    + "\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":20,"
                    + "\"candidatesTokenCount\":3,\"thoughtsTokenCount\":2,\"totalTokenCount\":25},"
                    + "\"modelVersion\":\"g-1\"}";

    @TempDir Path dir;

    private FakeUpstream upstream;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        upstream = FakeUpstream.start();
        served =
                Served.open(
                        dir.resolve("data"),
                        """
                        signalbox: 1
                        providers:
                          gpt:
                            vendor: openai
                            wire: openai-responses
                            base-url: http://127.0.0.1:%1$d/v1
                            credential: env:FAKE_KEY
                            models:
                              gpt-x: {abilities: [tools, json-schema], context: 100000, max-output: 8000, price: {input: 1, output: 2}}
                              emb: {abilities: [embeddings], context: 8000, max-output: 1, price: {input: 3, output: 0}}
                          google:
                            vendor: google
                            wire: gemini
                            base-url: http://127.0.0.1:%1$d
                            credential: env:FAKE_KEY
                            models:
                              g-1: {abilities: [tools, json-schema], context: 100000, max-output: 8000, price: {input: 1, output: 2}}
                              gemb: {abilities: [embeddings], context: 2000, max-output: 1, price: {input: 3, output: 0}}
                          chat:
                            vendor: openai
                            base-url: http://127.0.0.1:%1$d/v1
                            models:
                              c-1: {abilities: [tools, json-schema], context: 100000, max-output: 8000, price: {input: 1, output: 2}}
                        routes: {r: [gpt/gpt-x], g: [google/g-1], c: [chat/c-1], e: [gpt/emb], ge: [google/gemb]}
                        workloads:
                          w: {route: r, max-tokens: 4000}
                          g: {route: g, max-tokens: 4000}
                          c: {route: c, max-tokens: 4000, any-model: true}
                          e: {route: e}
                          ge: {route: ge}
                          secret: {route: r, pii: private}
                          tiny: {route: r, max-tokens: 4000}
                        budgets:
                          w-day: {on: "workload:w", limit: $1.00}
                          g-day: {on: "workload:g", limit: $1.00}
                          c-day: {on: "workload:c", limit: $1.00}
                          e-day: {on: "workload:e", limit: $1.00}
                          tiny-day: {on: "workload:tiny", limit: $0.001}
                        """
                                .formatted(upstream.port()));
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    private CallRow lastRow() {
        return served.lastRow();
    }

    @Test
    void aResponsesAnswerPassesAndIsPaidToTheNanoDollar() throws Exception {
        String body =
                "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"error\":null,\"model\":\"gpt-x\","
                    + "\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\"}]}],"
                    + "\"usage\":{\"input_tokens\":20,\"output_tokens\":5},\"new_field\":1}";
        upstream.always(FakeReply.json(200, body));
        HttpResponse<String> answer = served.call(RESPONSES, "{\"model\":\"gpt-x\",\"store\":false,\"input\":\"Hi\"}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(body, answer.body());
        assertEquals("0.000030000", answer.headers().firstValue("x-signalbox-cost-usd").orElse(""));
        var sent = upstream.next();
        assertEquals("/v1/responses", sent.target());
        assertEquals("Bearer sk-fake-canary-1", sent.header("authorization"));
        assertEquals("{\"max_output_tokens\":4000,\"model\":\"gpt-x\",\"store\":false,\"input\":\"Hi\"}", sent.text());
        assertEquals(30_000, lastRow().costNanos());
        assertEquals(0, served.budget("w-day").held());
    }

    @Test
    void aResponsesStreamPassesWithItsFiguresAtTheEnd() throws Exception {
        upstream.always(FakeReply.stream().event(CREATED).event(DELTA).event(COMPLETED));
        HttpResponse<String> answer =
                served.call(RESPONSES, "{\"model\":\"gpt-x\",\"stream\":true,\"input\":\"Say hello.\"}");
        assertEquals(200, answer.statusCode(), answer.body());
        String events = "data: " + CREATED + "\n\ndata: " + DELTA + "\n\ndata: " + COMPLETED + "\n\n";
        assertTrue(answer.body().startsWith(events + ": x-signalbox-call-id="), answer.body());
        assertEquals(30_000, lastRow().costNanos());
        assertEquals(Provenance.REPORTED, lastRow().attempts().getFirst().provenance());
    }

    @Test
    void aResponsesStreamThatBreaksOffIsAnErrorAndChargedForWhatCame() throws Exception {
        upstream.always(FakeReply.stream().event(CREATED).event(DELTA).close());
        String text = served.rawStream(RESPONSES, "{\"model\":\"gpt-x\",\"stream\":true,\"input\":\"Say hello.\"}");
        assertTrue(text.contains("event: error\ndata: {\"type\":\"error\""), text);
        assertFalse(text.contains("response.completed"), text);
        CallRow row = lastRow();
        assertEquals(Provenance.ESTIMATED, row.attempts().getFirst().provenance());
        assertEquals(5, row.attempts().getFirst().usage().outputTokens());
    }

    @Test
    void aResponsesClientIsAnsweredByAChatProvider() throws Exception {
        served.issueKey("c");
        upstream.always(
                FakeReply.stream()
                        .event("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}")
                        .event("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
                        .event("{\"id\":\"x\",\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":5}}")
                        .event("[DONE]"));
        HttpResponse<String> answer =
                served.call(RESPONSES, "{\"model\":\"c-1\",\"stream\":true,\"input\":\"Say hello.\"}");
        assertTrue(answer.body().contains("event: response.completed\n"), answer.body());
        assertTrue(answer.body().contains("\"delta\":\"Hello\""), answer.body());
        assertEquals("/v1/chat/completions", upstream.next().target());
        assertEquals(30_000, lastRow().costNanos());
    }

    @Test
    void statefulRequestsAreRefusedInTheClientsEnvelope() throws Exception {
        HttpResponse<String> answer =
                served.call(RESPONSES, "{\"model\":\"gpt-x\",\"previous_response_id\":\"r\",\"input\":\"x\"}");
        assertEquals(400, answer.statusCode());
        Json error = Json.read(answer.body()).get("error");
        assertEquals("stateful_unsupported", error.get("code").text());
        assertEquals("previous_response_id", error.get("param").text());
        assertEquals(0, upstream.received().size());
    }

    @Test
    void aCapAndTheInterlockSpeakBothDialects() throws Exception {
        served.issueKey("tiny");
        HttpResponse<String> capped = served.call(RESPONSES, ASK);
        assertEquals(429, capped.statusCode(), capped.body());
        assertEquals("exceeds_budget", Json.read(capped.body()).get("error").get("code").text());
        HttpResponse<String> google = served.call("/v1beta/models/workload:tiny:generateContent", GASK);
        assertEquals(429, google.statusCode(), google.body());
        Json error = Json.read(google.body()).get("error");
        assertEquals("RESOURCE_EXHAUSTED", error.get("status").text());
        assertEquals("exceeds_budget", error.get("details").items().getFirst().get("reason").text());
        served.issueKey("secret");
        HttpResponse<String> locked = served.call(RESPONSES, "{\"model\":\"gpt-x\",\"input\":\"x\"}");
        assertEquals(403, locked.statusCode(), locked.body());
        assertEquals("interlock_refused", Json.read(locked.body()).get("error").get("code").text());
        assertEquals(0, upstream.received().size());
    }

    @Test
    void aGeminiAnswerPassesWithModelAndKeyWhereGoogleWantsThem() throws Exception {
        served.issueKey("g");
        upstream.always(FakeReply.json(200, LAST));
        HttpResponse<String> answer = served.call(GENERATE, GASK);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(LAST, answer.body());
        var sent = upstream.next();
        assertEquals("/v1beta/models/g-1:generateContent", sent.target());
        assertEquals("sk-fake-canary-1", sent.header("x-goog-api-key"));
        assertEquals("{\"generationConfig\":{\"maxOutputTokens\":4000}," + GASK.substring(1), sent.text());
        // 20 in, 3 out, 2 thoughts that are not among them
        assertEquals(20_000 + 10_000, lastRow().costNanos());
    }

    @Test
    void aGeminiStreamEndsWithItsLastEvent() throws Exception {
        served.issueKey("g");
        upstream.always(geminiStream());
        HttpResponse<String> answer = served.call(STREAM + "?alt=sse", GASK);
        assertEquals("data: " + PIECE + "\r\n\r\ndata: " + LAST + "\r\n\r\n", answer.body());
        assertEquals("/v1beta/models/g-1:streamGenerateContent?alt=sse", upstream.next().target());
        assertEquals(30_000, lastRow().costNanos());
    }

    private static FakeReply geminiStream() {
        return FakeReply.stream().piece("data: " + PIECE + "\r\n\r\n").piece("data: " + LAST + "\r\n\r\n");
    }

    @Test
    void aGeminiClientThatAsksForNoEventsGetsAnArray() throws Exception {
        served.issueKey("g");
        upstream.always(geminiStream());
        HttpResponse<String> answer = served.call(STREAM, GASK);
        assertEquals("application/json", answer.headers().firstValue("content-type").orElse(""));
        assertEquals("[" + PIECE + ",\r\n" + LAST + "]", answer.body());
        assertEquals("/v1beta/models/g-1:streamGenerateContent?alt=sse", upstream.next().target());
    }

    @Test
    void aGeminiClientIsAnsweredByAChatProviderAndTheOtherWayRound() throws Exception {
        served.issueKey("c");
        upstream.then(
                FakeReply.json(
                        200,
                        "{\"id\":\"x\",\"model\":\"c-1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                                + "\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],"
                                + "\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":5}}"));
        HttpResponse<String> answer = served.call("/v1beta/models/c-1:generateContent", GASK);
        Json candidate = Json.read(answer.body()).get("candidates").items().getFirst();
        assertEquals("Hello", candidate.get("content").get("parts").items().getFirst().get("text").text());
        assertEquals(30_000, lastRow().costNanos());

        served.issueKey("g");
        upstream.then(geminiStream());
        HttpResponse<String> chat =
                served.call(Served.CHAT, Served.chatBody("\"stream\":true").replace("\"m\"", "\"g-1\""));
        assertTrue(chat.body().contains("\"content\":\"Hel\""), chat.body());
        assertTrue(chat.body().contains("data: [DONE]\n\n"), chat.body());
        upstream.next();
        assertEquals("/v1beta/models/g-1:streamGenerateContent?alt=sse", upstream.next().target());
        assertEquals(30_000, lastRow().costNanos());
    }

    @Test
    void googlesErrorsAreReadAndToldInTheClientsEnvelope() throws Exception {
        served.issueKey("g");
        upstream.always(
                FakeReply.json(
                        400, "{\"error\":{\"code\":400,\"message\":\"Bad schema.\",\"status\":\"INVALID_ARGUMENT\"}}"));
        HttpResponse<String> answer = served.call(GENERATE, GASK);
        assertEquals(400, answer.statusCode());
        Json error = Json.read(answer.body()).get("error");
        assertEquals("INVALID_ARGUMENT", error.get("status").text());
        assertEquals("google: Bad schema.", error.get("message").text());
    }

    @Test
    void embeddingsArePaidAndBudgeted() throws Exception {
        served.issueKey("e");
        upstream.always(
                FakeReply.json(
                        200,
                        "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.1,0.2]}],"
                            + "\"model\":\"emb\",\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}"));
        HttpResponse<String> answer =
                served.call("/v1/embeddings", "{\"model\":\"emb\",\"input\":[\"a\",\"b\"]}", "x-no-store", "1");
        assertEquals(200, answer.statusCode(), answer.body());
        var sent = upstream.next();
        assertEquals("/v1/embeddings", sent.target());
        assertEquals("{\"model\":\"emb\",\"input\":[\"a\",\"b\"]}", sent.text());
        assertEquals(24_000, lastRow().costNanos());
        assertEquals(24_000, served.budget("e-day").spent());
        assertEquals(0, served.budget("e-day").held());
    }

    @Test
    void geminiEmbeddingsWithoutUsageAreChargedByTheirBytes() throws Exception {
        served.issueKey("ge");
        upstream.always(FakeReply.json(200, "{\"embedding\":{\"values\":[0.1]}}"));
        String body = "{\"content\":{\"parts\":[{\"text\":\"abc\"}]}}";
        HttpResponse<String> answer = served.call("/v1beta/models/gemb:embedContent", body);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("/v1beta/models/gemb:embedContent", upstream.next().target());
        assertEquals(body, upstream.received().getFirst().text());
        CallRow row = lastRow();
        assertEquals(Provenance.ESTIMATED, row.attempts().getFirst().provenance());
        assertTrue(row.attempts().getFirst().usage().inputTokens() >= body.length());
    }

    @Test
    void embeddingsOfAnotherFormatAreRefused() throws Exception {
        served.issueKey("ge");
        HttpResponse<String> answer = served.call("/v1/embeddings", "{\"model\":\"gemb\",\"input\":\"a\"}");
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("untranslatable"), answer.body());
        assertEquals(0, upstream.received().size());
    }

    @Test
    void tokensAreCountedByTheProviderThatSpeaksItAndCostNothing() throws Exception {
        served.issueKey("g");
        upstream.always(FakeReply.json(200, "{\"totalTokens\":31}"));
        HttpResponse<String> answer = served.call("/v1beta/models/g-1:countTokens", GASK);
        assertEquals("{\"totalTokens\":31}", answer.body());
        assertEquals("/v1beta/models/g-1:countTokens", upstream.next().target());
        CallRow row = lastRow();
        assertEquals(Outcome.ANSWERED, row.outcome());
        assertEquals(0, row.costNanos());
        assertEquals(0, served.budget("g-day").spent());
        assertEquals(0, served.budget("g-day").held());
    }

    @Test
    void tokensAreEstimatedHereWhereNobodyCounts() throws Exception {
        served.issueKey("g");
        HttpResponse<String> answer =
                served.call(
                        "/v1/messages/count_tokens",
                        "{\"model\":\"g-1\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("true", answer.headers().firstValue("x-signalbox-estimated").orElse(""));
        long tokens = Json.read(answer.body()).get("input_tokens").whole(0);
        assertTrue(tokens > 10 && tokens < 100, answer.body());
        assertEquals(0, upstream.received().size());
        assertEquals(Outcome.ANSWERED, lastRow().outcome());
    }

    @Test
    void aCountIsInterlockedToo() throws Exception {
        served.issueKey("secret");
        HttpResponse<String> answer = served.call("/v1/responses/input_tokens", ASK);
        assertEquals(403, answer.statusCode(), answer.body());
        assertEquals(0, upstream.received().size());
    }

    @Test
    void modelsAreListedInGeminisForm() throws Exception {
        HttpResponse<String> list = served.call("/v1beta/models", null);
        List<Json> models = Json.read(list.body()).get("models").items();
        assertTrue(
                models.stream().anyMatch(model -> model.get("name").text().equals("models/workload:w")), list.body());
        assertEquals(200, served.call("/v1beta/models/workload:w", null).statusCode());
    }
}
