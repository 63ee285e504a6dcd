package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.ledger.CallRow;
import signalbox.core.plan.Step;
import signalbox.core.price.Provenance;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Clients of one dialect answered by providers of another, over sockets.
class TranslatedCallTest {
    private static final String TOOL =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\","
                    + "\"properties\":{\"city\":{\"type\":\"string\"}}}}}]";

    @TempDir Path dir;

    private FakeUpstream anthropic;
    private FakeUpstream openai;
    private Served served;
    private String secret;

    @BeforeEach
    void open() throws Exception {
        anthropic = FakeUpstream.start();
        openai = FakeUpstream.start();
        served =
                Served.open(
                        dir.resolve("data"),
                        """
                        signalbox: 1
                        providers:
                          claude:
                            vendor: anthropic
                            wire: anthropic
                            base-url: http://127.0.0.1:%d
                            credential: env:FAKE_KEY
                            models:
                              claude-haiku-4-5:
                                abilities: [tools, json-schema, images, reasoning]
                                context: 100000
                                max-output: 8000
                                price: {input: 1, output: 2}
                          gpt:
                            vendor: openai
                            base-url: http://127.0.0.1:%d/v1
                            credential: env:FAKE_KEY
                            models:
                              gpt-4o:
                                abilities: [tools, json-schema, images]
                                context: 100000
                                max-output: 8000
                                price: {input: 1, output: 2}
                          broker:
                            vendor: openrouter
                            base-url: http://127.0.0.1:%d/v1
                            models: {any: {context: 100000, max-output: 8000, price: {input: 1, output: 2}}}
                        routes: {b: [broker/any], c: [claude/claude-haiku-4-5], o: [gpt/gpt-4o]}
                        workloads: {w: {route: c, any-model: true, max-tokens: 4000}, v: {route: o, max-tokens: 4000}, z: {route: b, any-model: true}}
                        budgets: {w-day: {on: "workload:w", limit: $1.00}}
                        """
                                .formatted(anthropic.port(), openai.port(), openai.port()));
    }

    @AfterEach
    void close() {
        served.close();
        anthropic.close();
        openai.close();
    }

    private CallRow lastRow() {
        served.flush();
        return served.router().ledger().recent(1).getFirst();
    }

    private static List<Json> events(String stream) throws Exception {
        var events = new ArrayList<Json>();
        for (String line : stream.split("\n")) {
            if (line.startsWith("data: ") && !line.equals("data: [DONE]")) {
                events.add(Json.read(line.substring(6)));
            }
        }
        return events;
    }

    @Test
    void anOpenAiClientIsAnsweredByAnthropicAndPaysWhatAnthropicReports() throws Exception {
        anthropic.always(
                FakeReply.json(
                        200,
                        """
                        {"id":"msg_1","type":"message","role":"assistant","model":"claude-haiku-4-5",\
                        "content":[{"type":"text","text":"Hello."}],"stop_reason":"end_turn","stop_sequence":null,\
                        "usage":{"input_tokens":10,"cache_read_input_tokens":4,"output_tokens":5}}\
                        """));
        HttpResponse<String> answer = served.chat("\"temperature\":1.5,\"seed\":7,\"max_tokens\":50");
        assertEquals(200, answer.statusCode(), answer.body());
        Json body = Json.read(answer.body());
        Json message = body.get("choices").items().getFirst().get("message");
        assertEquals("Hello.", message.get("content").text());
        assertEquals("chat.completion", body.get("object").text());
        assertEquals(14, body.get("usage").get("prompt_tokens").whole(0));
        assertEquals(4, body.get("usage").get("prompt_tokens_details").get("cached_tokens").whole(0));

        var sent = anthropic.next();
        assertEquals("/v1/messages", sent.target());
        assertEquals("sk-fake-canary-1", sent.header("x-api-key"));
        assertEquals("2023-06-01", sent.header("anthropic-version"));
        assertEquals(
                "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"text\",\"text\":\"Say hello.\"}]}],\"temperature\":1}",
                sent.text());

        CallRow row = lastRow();
        // 10 x $1/M + 4 x $1/M (no cache price given) + 5 x $2/M
        assertEquals(24_000, row.costNanos());
        assertEquals(24_000, served.budget("w-day").spent());
        assertEquals(0, served.budget("w-day").held());
        assertEquals(Provenance.REPORTED, row.attempts().getFirst().provenance());
        List<String> rules = row.steps().stream().map(Step::rule).toList();
        assertTrue(
                rules.containsAll(List.of("translate.dialect", "translate.dropped", "translate.changed")),
                () -> "" + rules);
        assertEquals(
                Set.copyOf(row.steps()).size(), row.steps().size(), () -> "each thing is said once: " + row.steps());
    }

    @Test
    void anOpenAiClientStreamsToolCallsFromAnthropic() throws Exception {
        anthropic.always(anthropicToolStream());
        HttpResponse<String> answer =
                served.chat("\"stream\":true,\"stream_options\":{\"include_usage\":true}," + TOOL);
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("data: [DONE]\n\n"), answer.body());
        var arguments = new StringBuilder();
        String finish = "";
        Json usage = Json.NULL;
        for (Json chunk : events(answer.body())) {
            assertEquals("chat.completion.chunk", chunk.get("object").text());
            usage = chunk.get("usage").present() ? chunk.get("usage") : usage;
            for (Json choice : chunk.get("choices").items()) {
                finish += choice.get("finish_reason").text();
                for (Json call : choice.get("delta").get("tool_calls").items()) {
                    arguments.append(call.get("function").get("arguments").text());
                }
            }
        }
        assertEquals("{\"city\":\"Köln\"}", arguments.toString());
        assertEquals("tool_calls", finish);
        assertEquals(20, usage.get("completion_tokens").whole(0));
        assertEquals(12, usage.get("prompt_tokens").whole(0));
        assertEquals(12_000 + 40_000, lastRow().costNanos());
    }

    private static FakeReply anthropicToolStream() {
        return FakeReply.stream()
                .piece(
                        """
                        event: message_start
                        data: {"type":"message_start","message":{"id":"msg_2","type":"message","role":"assistant",\
                        "model":"claude-haiku-4-5","content":[],"stop_reason":null,"usage":{"input_tokens":12,"output_tokens":1}}}

                        event: content_block_start
                        data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_1",\
                        "name":"weather","input":{}}}

                        """)
                .piece(
                        """
                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\":"}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"\\"Köln\\"}"}}

                        event: content_block_stop
                        data: {"type":"content_block_stop","index":0}

                        event: message_delta
                        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":20}}

                        event: message_stop
                        data: {"type":"message_stop"}

                        """);
    }

    @Test
    void anAnthropicClientStreamsFromOpenAi() throws Exception {
        served.issueKey("v");
        openai.always(
                FakeReply.stream()
                        .event(
                                "{\"id\":\"chatcmpl-9\",\"model\":\"gpt-4o-2026\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}")
                        .event("{\"id\":\"chatcmpl-9\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}")
                        .event(
                                "{\"id\":\"chatcmpl-9\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}]}}]}")
                        .event(
                                "{\"id\":\"chatcmpl-9\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}")
                        .event(
                                "{\"id\":\"chatcmpl-9\",\"choices\":[],\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":10}}}")
                        .event("[DONE]"));
        HttpResponse<String> answer =
                served.call(
                        Served.MESSAGES,
                        """
                        {"model":"gpt-4o","max_tokens":100,"stream":true,"system":"Be brief.",\
                        "tools":[{"name":"weather","input_schema":{"type":"object","properties":{}}}],\
                        "messages":[{"role":"user","content":"Weather?"}]}\
                        """,
                        "anthropic-version",
                        "2023-06-01");
        assertEquals(200, answer.statusCode(), answer.body());
        List<Json> events = events(answer.body());
        assertEquals(
                List.of(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop"),
                events.stream().map(event -> event.get("type").text()).toList());
        Json last = events.get(7);
        assertEquals("tool_use", last.get("delta").get("stop_reason").text());
        assertEquals(20, last.get("usage").get("input_tokens").whole(0));
        assertEquals(10, last.get("usage").get("cache_read_input_tokens").whole(0));
        assertEquals(7, last.get("usage").get("output_tokens").whole(0));
        assertFalse(answer.body().contains("[DONE]"), answer.body());

        var sent = openai.next();
        assertEquals("/v1/chat/completions", sent.target());
        assertEquals("Bearer sk-fake-canary-1", sent.header("authorization"));
        Json body = Json.read(sent.body());
        assertTrue(body.get("stream_options").get("include_usage").flag());
        assertEquals(100, body.get("max_completion_tokens").whole(0));
        assertEquals("system", body.get("messages").items().getFirst().get("role").text());
    }

    @Test
    void aTranslatedRequestCarriesTheConditionsOfItsProviderToo() throws Exception {
        served.issueKey("z");
        served.call(
                Served.MESSAGES,
                "{\"model\":\"x\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "x-no-store",
                "true");
        Json wishes = Json.read(openai.next().body()).get("provider");
        assertEquals("deny", wishes.get("data_collection").text());
        assertTrue(wishes.get("zdr").flag());
    }

    @Test
    void errorsKeepTheClientsOwnEnvelope() throws Exception {
        served.issueKey("v");
        openai.always(
                FakeReply.json(400, "{\"error\":{\"message\":\"bad schema\",\"type\":\"invalid_request_error\"}}"));
        HttpResponse<String> answer =
                served.call(
                        Served.MESSAGES,
                        "{\"model\":\"gpt-4o\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        assertEquals(400, answer.statusCode());
        assertEquals("error", Json.read(answer.body()).get("type").text());
        assertTrue(answer.body().contains("bad schema"), answer.body());
    }

    @Test
    void aStreamThatBreaksOffEndsWithAnErrorInTheClientsDialect() throws Exception {
        secret = served.issueKey("v");
        openai.always(
                FakeReply.stream()
                        .event("{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}")
                        .event("{\"error\":{\"message\":\"died\",\"code\":502}}")
                        .close());
        String lines =
                rawMessages(
                        "{\"model\":\"gpt-4o\",\"max_tokens\":9,\"stream\":true,"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        assertTrue(lines.contains("\"text\":\"Hello\""), lines);
        assertTrue(lines.contains("event: error\n"), lines);
        assertFalse(lines.contains("message_stop"), lines);
    }

    /// Every byte of an answer up to where the connection ends.
    private String rawMessages(String body) throws Exception {
        try (var socket = new Socket("127.0.0.1", served.port())) {
            String head =
                    "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:"
                            + served.port()
                            + "\r\nx-api-key: "
                            + secret
                            + "\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body;
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatNoTargetCanCarryIsRefusedBeforeAnyByteLeaves() throws Exception {
        HttpResponse<String> answer = served.chat("\"n\":2");
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("untranslatable"), answer.body());
        assertEquals(0, anthropic.received().size());
        assertEquals(0, served.budget("w-day").held());
    }
}
