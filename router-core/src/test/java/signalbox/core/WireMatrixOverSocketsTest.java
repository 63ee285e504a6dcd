package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.core.ledger.CallRow.Outcome;
import signalbox.core.policy.Wire;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Clients of every wire format, answered by providers of every wire format, over sockets: what has to hold for all
/// sixteen pairs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class WireMatrixOverSocketsTest {
    /// Of the recorded streams: 100 tokens in at $1 and 50 out at $2 a million.
    private static final long COST_NANOS = 200_000;

    private static final String TEXT = "Let me \\\"see\\\"";

    private final AtomicLong minutes = new AtomicLong();
    private final FakeUpstream one = FakeUpstream.start();
    private final FakeUpstream two = FakeUpstream.start();
    private final Map<Wire, String> keys = new EnumMap<>(Wire.class);
    private Served served;

    record Pair(Wire client, Wire provider) {
        @Override
        public String toString() {
            return client.id() + " client, " + provider.id() + " provider";
        }
    }

    static Stream<Pair> pairs() {
        return Stream.of(Wire.values())
                .flatMap(client -> Stream.of(Wire.values()).map(provider -> new Pair(client, provider)));
    }

    @BeforeAll
    void open(@TempDir Path dir) throws Exception {
        Instant start = Instant.parse("2026-11-21T09:00:00Z");
        served = Served.open(dir.resolve("data"), () -> start.plusSeconds(minutes.get() * 60));
        var providers = new StringBuilder();
        var routes = new StringBuilder();
        var workloads = new StringBuilder();
        for (Wire wire : Wire.values()) {
            providers.append(provider("one-" + wire.id(), wire, one)).append(provider("two-" + wire.id(), wire, two));
            routes.append("  %1$s: [one-%1$s/m, two-%1$s/m2]\n".formatted(wire.id()));
            workloads.append("  %1$s: {route: %1$s, max-tokens: 4000, any-model: true}\n".formatted(wire.id()));
        }
        served.enforce(
                "signalbox: 1\nproviders:\n"
                        + providers
                        + "routes:\n"
                        + routes
                        + "workloads:\n"
                        + workloads
                        + "budgets: {all: {on: everything, limit: $1000.00}}\n");
        for (Wire wire : Wire.values()) {
            keys.put(wire, served.issueKey(wire.id()));
        }
    }

    private static String provider(String name, Wire wire, FakeUpstream upstream) {
        boolean openAi = wire == Wire.OPENAI_CHAT || wire == Wire.OPENAI_RESPONSES;
        return """
          %s:
             vendor: %s
             wire: %s
             base-url: http://127.0.0.1:%d%s
             credential: env:FAKE_KEY
             models: {%s: {abilities: [tools], context: 100000, max-output: 8000, price: {input: 1, output: 2, cache-write-5m: 1}}}
        """
                .formatted(
                        name,
                        wire == Wire.ANTHROPIC ? "anthropic" : wire == Wire.GEMINI ? "google" : "openai",
                        wire.id(),
                        upstream.port(),
                        openAi ? "/v1" : "",
                        name.startsWith("one") ? "m" : "m2")
                .indent(-1);
    }

    @AfterAll
    void close() {
        served.close();
        one.close();
        two.close();
    }

    private static String path(Wire client) {
        return switch (client) {
            case OPENAI_CHAT -> Served.CHAT;
            case OPENAI_RESPONSES -> "/v1/responses";
            case ANTHROPIC -> Served.MESSAGES;
            case GEMINI -> "/v1beta/models/m:streamGenerateContent?alt=sse";
        };
    }

    private static String ask(Wire client) {
        String schema = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";
        return switch (client) {
            case OPENAI_CHAT ->
                    "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"tools\":[{\"type\":"
                            + "\"function\",\"function\":{\"name\":\"weather\",\"parameters\":"
                            + schema
                            + "}}],\"messages\":[{\"role\":\"user\",\"content\":\"Weather?\"}]}";
            case OPENAI_RESPONSES ->
                    "{\"model\":\"m\",\"stream\":true,\"store\":false,\"tools\":[{\"type\":\"function\",\"name\":\"weather\","
                        + "\"parameters\":"
                            + schema
                            + "}],\"input\":\"Weather?\"}";
            case ANTHROPIC ->
                    "{\"model\":\"m\",\"stream\":true,\"max_tokens\":4000,\"tools\":[{\"name\":\"weather\",\"input_schema\":"
                            + schema
                            + "}],\"messages\":[{\"role\":\"user\",\"content\":\"Weather?\"}]}";
            case GEMINI ->
                    "{\"tools\":[{\"functionDeclarations\":[{\"name\":\"weather\",\"parametersJsonSchema\":"
                            + schema
                            + "}]}],\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Weather?\"}]}]}";
        };
    }

    private static String recorded(Wire wire) throws IOException {
        try (var in = WireMatrixOverSocketsTest.class.getResourceAsStream("/translate/stream." + wire.id() + ".sse")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return wire == Wire.GEMINI ? text.replace("\r\n", "\n").replace("\n", "\r\n") : text;
        }
    }

    /// The recorded stream up to where its first text has been said.
    private static String begun(Wire wire) throws IOException {
        String all = recorded(wire);
        String gap = wire == Wire.GEMINI ? "\r\n\r\n" : "\n\n";
        int said = all.indexOf("Let me");
        return all.substring(0, all.indexOf(gap, said) + gap.length());
    }

    private static FakeReply stream(String events) {
        return FakeReply.stream().piece(events);
    }

    private String call(Pair pair) throws IOException {
        minutes.addAndGet(120);
        served.use(keys.get(pair.provider()));
        return served.rawStream(path(pair.client()), ask(pair.client()));
    }

    private static boolean ended(Wire client, String text) {
        return switch (client) {
            case OPENAI_CHAT -> text.contains("data: [DONE]");
            case OPENAI_RESPONSES -> text.contains("\"type\":\"response.completed\"");
            case ANTHROPIC -> text.contains("\"type\":\"message_stop\"");
            case GEMINI -> text.contains("\"finishReason\":\"STOP\"");
        };
    }

    private static boolean failed(Wire client, String text) {
        return switch (client) {
            case OPENAI_CHAT -> text.contains("data: {\"error\":{");
            case OPENAI_RESPONSES, ANTHROPIC -> text.contains("event: error\ndata: {\"type\":\"error\"");
            case GEMINI -> text.contains("data: {\"error\":{\"code\":");
        };
    }

    private static int calls(Wire client, String text) {
        String call =
                switch (client) {
                    case OPENAI_CHAT -> "\"type\":\"function\"";
                    case OPENAI_RESPONSES -> "response.output_item.done\"[^\\n]*\"function_call\"";
                    case ANTHROPIC -> "\"type\":\"tool_use\"";
                    case GEMINI -> "\"functionCall\"";
                };
        return (int) Pattern.compile(call).matcher(text).results().count();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void parallelToolsStreamAndArePaidToTheNanoDollar(Pair pair) throws Exception {
        one.then(stream(recorded(pair.provider())));
        String text = call(pair);
        assertTrue(text.contains(TEXT) && text.contains("Rom"), text);
        assertEquals(pair.provider() == Wire.OPENAI_RESPONSES ? 1 : 2, calls(pair.client(), text), text);
        assertTrue(ended(pair.client(), text) && !failed(pair.client(), text), text);
        assertEquals(COST_NANOS, served.lastRow().costNanos());
        assertEquals(50, served.lastRow().attempts().getFirst().usage().outputTokens());
        assertEquals(0, served.budget("all").held());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatFailsBeforeItsFirstByteIsNeverSeen(Pair pair) throws Exception {
        int asked = two.received().size();
        String head = recorded(pair.provider());
        String gap = pair.provider() == Wire.GEMINI ? "\r\n\r\n" : "\n\n";
        one.then(
                pair.provider() == Wire.GEMINI
                        ? FakeReply.json(
                                503, "{\"error\":{\"code\":503,\"message\":\"no\",\"status\":\"UNAVAILABLE\"}}")
                        : stream(head.substring(0, head.indexOf(gap) + gap.length())).close());
        two.then(stream(head));
        String text = call(pair);
        assertTrue(text.contains(TEXT) && ended(pair.client(), text), text);
        assertFalse(failed(pair.client(), text), text);
        assertEquals(asked + 1, two.received().size());
        assertEquals(2, served.lastRow().attempts().size());
        assertEquals(Outcome.ANSWERED, served.lastRow().outcome());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatFailsAfterIsAnErrorInTheClientsDialect(Pair pair) throws Exception {
        int asked = two.received().size();
        one.then(stream(begun(pair.provider())).close());
        String text = call(pair);
        assertTrue(text.contains("Let me") && failed(pair.client(), text), text);
        assertFalse(ended(pair.client(), text), text);
        assertEquals(asked, two.received().size());
        assertEquals(Outcome.FAILED, served.lastRow().outcome());
        assertTrue(served.lastRow().costNanos() > 0, "what was delivered is paid for");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aRefusalIsOneInTheClientsDialect(Pair pair) throws Exception {
        one.then(stream(refusal(pair.provider())));
        String text = call(pair);
        String said =
                switch (pair.client()) {
                    case OPENAI_CHAT -> "\"finish_reason\":\"content_filter\"";
                    case OPENAI_RESPONSES -> "\"reason\":\"content_filter\"";
                    case ANTHROPIC -> "\"stop_reason\":\"refusal\"";
                    case GEMINI -> "\"finishReason\":\"SAFETY\"";
                };
        assertTrue(text.contains(said), text);
        assertEquals(1, served.lastRow().attempts().size());
    }

    private static String refusal(Wire provider) {
        return switch (provider) {
            case OPENAI_CHAT ->
                    "data:"
                        + " {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"I\"},\"finish_reason\":\"content_filter\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}\n\n"
                        + "data: [DONE]\n\n";
            case OPENAI_RESPONSES ->
                    "data: {\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"I\"}\n\n"
                        + "data:"
                        + " {\"type\":\"response.incomplete\",\"response\":{\"id\":\"r\",\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"content_filter\"},\"model\":\"m\",\"output\":[],\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n";
            case ANTHROPIC ->
                    """
                    event: message_start
                    data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":9,"output_tokens":1}}}

                    event: content_block_start
                    data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"I"}}

                    event: content_block_stop
                    data: {"type":"content_block_stop","index":0}

                    event: message_delta
                    data: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null},"usage":{"output_tokens":1}}

                    event: message_stop
                    data: {"type":"message_stop"}

                    """;
            case GEMINI ->
                    "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"I\"}]},\"finishReason\":\"SAFETY\"}],"
                            + "\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":1}}\r\n\r\n";
        };
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aClientThatLeavesEndsTheCallAndPaysForWhatCame(Pair pair) throws Exception {
        minutes.addAndGet(120);
        served.use(keys.get(pair.provider()));
        int gone = one.clientsGone();
        one.then(stream(begun(pair.provider())).stall());
        try (Socket socket = served.raw(path(pair.client()), ask(pair.client()))) {
            var text = new StringBuilder();
            byte[] buffer = new byte[65_536];
            while (text.indexOf("Let me") < 0) {
                int read = socket.getInputStream().read(buffer);
                assertTrue(read > 0, text::toString);
                text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        }
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> one.clientsGone() > gone);
        assertTrue(served.lastRow().costNanos() > 0);
        assertEquals(0, served.budget("all").held());
    }
}
