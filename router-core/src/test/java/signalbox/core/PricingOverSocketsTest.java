package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// What a vendor says about its own billing reaches the ledger.
class PricingOverSocketsTest {
    private static final String ANSWER =
            """
            {"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"Hi."},"finish_reason":"stop"}]%s,"usage":{"prompt_tokens":10,"completion_tokens":2%s}}\
            """;
    private static final String PIECE = "{\"service_tier\":\"%s\",\"choices\":[{\"index\":0,\"delta\":{%s}%s}]}";
    private static final String USAGE =
            "{\"service_tier\":\"priority\",\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2}}";

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
                          openai:
                            vendor: openai
                            base-url: http://127.0.0.1:%1$d/v1
                            models: {gpt-5.5: {context: 100000, max-output: 1000}}
                          openrouter:
                            vendor: openrouter
                            base-url: http://127.0.0.1:%1$d/v1
                            models: {openai/gpt-oss-120b: {context: 100000, max-output: 1000}}
                        routes:
                          tiers: [openai/gpt-5.5]
                          resold: [openrouter/openai/gpt-oss-120b, openai/gpt-5.5]
                        workloads:
                          w: {route: tiers, max-tokens: 100}
                          v: {route: resold, max-tokens: 100}
                        """
                                .formatted(upstream.port()));
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    @Test
    void theTierNamedBesideTheUsagePricesTheCall() throws Exception {
        upstream.always(FakeReply.json(200, ANSWER.formatted(",\"service_tier\":\"priority\"", "")));
        assertEquals(200, chat("w", "").statusCode());
        assertEquals(10 * 10_000 + 2 * 60_000, lastRow().costNanos());
    }

    @Test
    void soDoesTheTierOfAStream() throws Exception {
        upstream.always(
                FakeReply.stream()
                        .event(PIECE.formatted("priority", "\"content\":\"Hi.\"", ""))
                        .event(PIECE.formatted("priority", "", ",\"finish_reason\":\"stop\""))
                        .event(USAGE)
                        .event("[DONE]"));
        assertEquals(200, chat("w", "\"stream\":true").statusCode());
        assertEquals(10 * 10_000 + 2 * 60_000, lastRow().costNanos());
    }

    @Test
    void aReportedCostIsChargedAndNeverTakenForAnotherProvidersPrice() throws Exception {
        upstream.always(FakeReply.json(200, ANSWER.formatted("", ",\"cost\":0.0000012345")));
        served.issueKey("v");
        var answer = chat("v", "");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("openrouter", lastRow().provider());
        assertEquals(1_235, lastRow().costNanos());
        assertEquals(10 * 5_000 + 2 * 30_000 - 1_235, lastRow().savedNanos(), "list price at the dearer target");
    }

    private HttpResponse<String> chat(String workload, String extra) throws Exception {
        var body = Served.chatBody(extra).replace("\"m\"", "\"workload:" + workload + "\"");
        return served.call(Served.CHAT, body);
    }

    private CallRow lastRow() {
        served.flush();
        return served.router().ledger().recent(1).getFirst();
    }
}
