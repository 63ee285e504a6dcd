package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// What vendors want differently, seen on the wire.
class VendorsOverSocketsTest {
    private static final String ANSWER =
            "{\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}";

    @TempDir Path dir;

    private final FakeUpstream upstream = FakeUpstream.start();
    private Served served;

    @BeforeEach
    void open() throws Exception {
        served = Served.open(dir.resolve("data"));
        upstream.always(FakeReply.json(200, ANSWER));
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    private void provider(String fields) throws Exception {
        served.enforce(
                """
                signalbox: 1
                providers:
                  p: {%s, credential: "env:FAKE_KEY", models: {m: {price: {input: 1, output: 2}}}}
                routes: {r: [p/m]}
                workloads: {w: {route: r, max-tokens: 50}}
                budgets: {d: {on: "workload:w", limit: $1.00}}
                """
                        .formatted(fields.replace("PORT", "" + upstream.port())));
        served.issueKey("w");
    }

    @Test
    void aProviderThatNobodyHasHeardOfNeedsAFewLinesOfPolicyAndNoCode() throws Exception {
        provider("vendor: acme-inference, base-url: \"http://127.0.0.1:PORT/api/openai/v2\"");
        assertEquals(200, served.chat("").statusCode());
        var sent = upstream.next();
        assertEquals("/api/openai/v2/chat/completions", sent.target());
        assertEquals("Bearer sk-fake-canary-1", sent.header("authorization"));
        assertTrue(sent.text().contains("\"max_tokens\":50"), sent.text());
        assertEquals(20_000, served.lastRow().costNanos());
        assertEquals(20_000, served.budget("d").spent());

        var streamed = FakeReply.stream();
        streamed.event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}");
        streamed.event("{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}").event("[DONE]");
        upstream.then(streamed);
        assertTrue(served.chat("\"stream\":true").body().contains("Hi"));
        assertTrue(upstream.next().text().contains("\"include_usage\":true"));
        served.flush();
        assertEquals(40_000, served.budget("d").spent());
    }

    @Test
    void aCompatibleAnthropicEndpointNeedsNoneEither() throws Exception {
        upstream.always(
                FakeReply.json(
                        200,
                        "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":"
                            + "\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":10,"
                            + "\"output_tokens\":5}}"));
        provider("vendor: acme-inference, wire: anthropic, base-url: \"http://127.0.0.1:PORT/anthropic/v1\"");
        assertEquals(200, served.chat("").statusCode());
        var sent = upstream.next();
        assertEquals("/anthropic/v1/messages", sent.target());
        assertEquals("sk-fake-canary-1", sent.header("x-api-key"));
        assertNull(sent.header("authorization"));
    }

    @Test
    void azureTakesItsKeyInAHeaderOfItsOwnAndItsVersionInTheAddress() throws Exception {
        provider(
                "vendor: azure-openai, base-url:"
                        + " \"http://127.0.0.1:PORT/openai/deployments/m?api-version=2024-10-21\"");
        assertEquals(200, served.chat("").statusCode());
        var sent = upstream.next();
        assertEquals("/openai/deployments/m/chat/completions?api-version=2024-10-21", sent.target());
        assertEquals("sk-fake-canary-1", sent.header("api-key"));
        assertNull(sent.header("authorization"));
        assertTrue(sent.text().contains("\"max_completion_tokens\":50"), sent.text());
    }

    @Test
    void whatAVendorRefusesIsLeftOutAndNoted() throws Exception {
        provider("vendor: mistral, base-url: \"http://127.0.0.1:PORT/v1\"");
        String body =
                "{\"seed\":1,\"model\":\"m\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"
                        + "\"temperature\":0.5, \"user\" : \"me\" , \"logit_bias\":{\"1\":2}\n}";
        assertEquals(200, served.call(Served.CHAT, body).statusCode());
        String sent = upstream.next().text();
        assertEquals(
                "{\"max_tokens\":50,\"model\":\"m\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"temperature\":0.5"
                    + " \n"
                    + "}",
                sent);
        var notes = served.lastRow().steps().stream().filter(step -> step.rule().equals("forward.dropped")).toList();
        assertEquals(3, notes.size(), notes.toString());
        assertFalse(notes.toString().contains("\"me\""));
    }

    @Test
    void aVendorWithoutStreamOptionsIsNotAskedForUsage() throws Exception {
        provider("vendor: mistral, base-url: \"http://127.0.0.1:PORT/v1\"");
        var streamed = FakeReply.stream();
        streamed.event(
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}");
        streamed.event("[DONE]");
        upstream.always(streamed);
        served.chat("\"stream\":true");
        assertFalse(upstream.next().text().contains("stream_options"));
        served.chat("\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        assertFalse(upstream.next().text().contains("stream_options"));
        served.flush();
        assertEquals(40_000, served.budget("d").spent());
    }
}
