package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.core.policy.Wire;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Answers and requests that never end or that are larger than they look, in every wire format: cut off within their
/// limit, never inflated, and said so in the client's own format.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class EndlessOverSocketsTest {
    private static final long MIB = 1 << 20;

    /// What the buffers of two sockets and of both ends may hold beyond a limit.
    private static final long SLACK = 16 * MIB;

    private static final String BROKEN = "provider_answer_broken";

    private final AtomicLong minutes = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final Map<String, byte[]> bombs = new HashMap<>();
    private final FakeUpstream fake = FakeUpstream.start();
    private final Map<Wire, String> keys = new EnumMap<>(Wire.class);
    private Served served;

    @BeforeAll
    void open(@TempDir Path dir) throws Exception {
        Instant start = Instant.parse("2026-11-21T09:00:00Z");
        served = Served.open(dir.resolve("data"), () -> start.plusSeconds(minutes.get() * 60));
        var policy = new StringBuilder("signalbox: 1\nproviders:\n");
        for (Wire wire : Wire.values()) {
            policy.append(provider(wire));
        }
        policy.append("routes:\n");
        for (Wire wire : Wire.values()) {
            policy.append("  %1$s: [%1$s/m]\n".formatted(wire.id()));
        }
        policy.append("workloads:\n");
        for (Wire wire : Wire.values()) {
            policy.append("  %1$s: {route: %1$s, max-tokens: 4000, any-model: true}\n".formatted(wire.id()));
        }
        served.enforce(policy.append("budgets: {all: {on: everything, limit: $100000.00}}\n").toString());
        for (Wire wire : Wire.values()) {
            keys.put(wire, served.issueKey(wire.id()));
        }
    }

    private String provider(Wire wire) {
        boolean openAi = wire == Wire.OPENAI_CHAT || wire == Wire.OPENAI_RESPONSES;
        String vendor = wire == Wire.ANTHROPIC ? "anthropic" : wire == Wire.GEMINI ? "google" : "openai";
        return "  %s: {vendor: %s, wire: %s, base-url: 'http://127.0.0.1:%d%s', credential: 'env:FAKE_KEY', models:"
                        .formatted(wire.id(), vendor, wire.id(), fake.port(), openAi ? "/v1" : "")
                + " {m: {context: 100000, max-output: 8000, price: {input: 1, output: 2, cache-write-5m: 1}}}}\n";
    }

    @AfterAll
    void close() {
        served.close();
        fake.close();
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Wire.values())
                .flatMap(client -> Stream.of(Wire.values()).map(provider -> Arguments.of(client, provider)));
    }

    static Stream<Arguments> translated() {
        return pairs().filter(pair -> pair.get()[0] != pair.get()[1]);
    }

    static Stream<Arguments> coded() {
        return Stream.of("gzip", "deflate", "br")
                .flatMap(coding ->
                        Stream.of(Wire.values())
                                .flatMap(wire ->
                                        Stream.of(true, false).map(stream -> Arguments.of(coding, wire, stream))));
    }

    private static String path(Wire client, boolean stream) {
        return switch (client) {
            case OPENAI_CHAT -> Served.CHAT;
            case OPENAI_RESPONSES -> "/v1/responses";
            case ANTHROPIC -> Served.MESSAGES;
            case GEMINI -> "/v1beta/models/m:" + (stream ? "streamGenerateContent?alt=sse" : "generateContent");
        };
    }

    private static String ask(Wire client, boolean stream) {
        String said = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        return switch (client) {
            case OPENAI_CHAT -> "{\"model\":\"m\",\"stream\":" + stream + "," + said;
            case OPENAI_RESPONSES -> "{\"model\":\"m\",\"store\":false,\"stream\":" + stream + ",\"input\":\"Hi\"}";
            case ANTHROPIC -> "{\"model\":\"m\",\"max_tokens\":4000,\"stream\":" + stream + "," + said;
            case GEMINI -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
        };
    }

    /// The first and the last of what the client gets, so that the test needs no memory for what it is about.
    private String call(Wire client, Wire provider, boolean stream) throws IOException {
        return call(path(client, stream), ask(client, stream), provider);
    }

    private String call(String path, String body, Wire provider) throws IOException {
        minutes.addAndGet(120);
        sent.set(0);
        served.use(keys.get(provider));
        try (var socket = served.raw(path, body)) {
            return ends(socket.getInputStream());
        }
    }

    private static String ends(InputStream in) throws IOException {
        var first = new ByteArrayOutputStream();
        byte[] last = new byte[0];
        byte[] buffer = new byte[1 << 16];
        int read;
        while (!whole(first, last) && (read = in.read(buffer)) >= 0) {
            first.write(buffer, 0, first.size() < 1 << 16 ? read : 0);
            byte[] both = Arrays.copyOf(last, last.length + read);
            System.arraycopy(buffer, 0, both, last.length, read);
            last = Arrays.copyOfRange(both, Math.max(0, both.length - 4096), both.length);
        }
        return first.toString(StandardCharsets.UTF_8) + "\n…\n" + new String(last, StandardCharsets.UTF_8);
    }

    /// Whether a plain answer is there, whose connection stays open.
    private static boolean whole(ByteArrayOutputStream first, byte[] last) {
        String text = first.toString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        int body = text.indexOf("\r\n\r\n") + 4;
        int length = text.indexOf("content-length: ");
        boolean plain = length >= 0 && length < body;
        return plain
                && first.size() >= body + Long.parseLong(text.substring(length + 16, text.indexOf("\r\n", length)));
    }

    /// The fake notices that its client has gone when it writes on.
    private void cutWithin(long limit) {
        await().until(() -> fake.clientsGone() == fake.received().size());
        assertTrue(sent.get() <= limit + SLACK, sent.get() / MIB + " MiB were sent");
        assertEquals(0, served.budget("all").held());
    }

    private static void saidAsError(Wire client, String text, int status, String code) {
        assertTrue(text.startsWith("HTTP/1.1 " + status), text);
        assertTrue(text.contains(client == Wire.ANTHROPIC ? "{\"type\":\"error\"" : "{\"error\":{"), text);
        assertTrue(text.contains(code), text);
    }

    private static boolean brokenOff(Wire client, String text) {
        return switch (client) {
            case OPENAI_CHAT -> text.contains("data: {\"error\":{");
            case OPENAI_RESPONSES, ANTHROPIC -> text.contains("event: error\ndata: {\"type\":\"error\"");
            case GEMINI -> text.contains("data: {\"error\":{\"code\":");
        };
    }

    private static byte[] filled(int size, char with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aPlainAnswerWithoutEndIsCut(Wire client, Wire provider) throws Exception {
        fake.then(FakeReply.pieces(200, "application/json").piece("{\"x\":\"").endless(filled((int) MIB, 'a'), sent));
        saidAsError(client, call(client, provider, false), 502, BROKEN);
        cutWithin(64 * MIB);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void aPlainAnswerToAStreamIsHeldToTheLimitOfAPlainOne(Wire wire) throws Exception {
        fake.then(FakeReply.pieces(200, "application/json").piece("{\"x\":\"").endless(filled((int) MIB, 'a'), sent));
        saidAsError(wire, call(wire, wire, true), 502, BROKEN);
        cutWithin(64 * MIB);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void anErrorWithoutEndIsReadAsFarAsErrorsGo(Wire wire) throws Exception {
        fake.then(FakeReply.pieces(500, "application/json").endless(filled(1 << 16, 'a'), sent));
        String text = call(wire, wire, false);
        assertTrue(text.startsWith("HTTP/1.1 500"), text);
        assertTrue(text.contains(wire == Wire.ANTHROPIC ? "{\"type\":\"error\"" : "{\"error\":{"), text);
        cutWithin(MIB);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aStreamOfTextWithoutEndIsStoppedWhereItsLimitIsPassed(Wire client, Wire provider) throws Exception {
        FakeReply reply = FakeReply.stream();
        if (!begin(provider).isEmpty()) {
            reply.piece(begin(provider));
        }
        fake.then(reply.endless(text(provider).repeat(50).getBytes(StandardCharsets.UTF_8), sent));
        String text = call(client, provider, true);
        assertTrue(brokenOff(client, text), text);
        assertTrue(text.contains("output_limit_ignored"), text);
        cutWithin(MIB);
    }

    private static String begin(Wire provider) {
        return switch (provider) {
            case OPENAI_CHAT, GEMINI -> "";
            case OPENAI_RESPONSES ->
                    "event: response.created\n"
                        + "data:"
                        + " {\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"status\":\"in_progress\",\"output\":[]}}\n\n"
                        + "event: response.output_item.added\n"
                        + "data:"
                        + " {\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"i\",\"role\":\"assistant\",\"content\":[]}}\n\n";
            case ANTHROPIC ->
                    "event: message_start\n"
                        + "data:"
                        + " {\"type\":\"message_start\",\"message\":{\"id\":\"x\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n"
                        + "event: content_block_start\n"
                        + "data:"
                        + " {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n";
        };
    }

    private static String text(Wire provider) {
        String words = "one two three four five six seven eight nine ten ".repeat(4);
        return switch (provider) {
            case OPENAI_CHAT ->
                    "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + words + "\"}}]}\n\n";
            case OPENAI_RESPONSES ->
                    "event: response.output_text.delta\n"
                            + "data: {\"type\":\"response.output_text.delta\",\"item_id\":\"i\","
                            + "\"output_index\":0,\"content_index\":0,\"delta\":\""
                            + words
                            + "\"}\n\n";
            case ANTHROPIC ->
                    "event: content_block_delta\n"
                            + "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":"
                            + "\"text_delta\",\"text\":\""
                            + words
                            + "\"}}\n\n";
            case GEMINI ->
                    "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\""
                            + words
                            + "\"}]},\"index\":0}]}\r\n\r\n";
        };
    }

    @ParameterizedTest
    @MethodSource("translated")
    void anEventWithoutEndIsNotKeptForTranslation(Wire client, Wire provider) throws Exception {
        fake.then(FakeReply.stream().piece("data: {\"x\":\"").endless(filled((int) MIB, 'a'), sent));
        String text = call(client, provider, true);
        assertTrue(brokenOff(client, text) || text.startsWith("HTTP/1.1 502"), text);
        cutWithin(32 * MIB);
    }

    @Test
    void anEventWithoutEndIsNoElementOfAnArray() throws Exception {
        fake.then(FakeReply.stream().piece("data: {\"x\":\"").endless(filled((int) MIB, 'a'), sent));
        String text = call("/v1beta/models/m:streamGenerateContent", ask(Wire.GEMINI, true), Wire.GEMINI);
        assertTrue(text.contains("{\"error\":{\"code\":502"), text);
        cutWithin(32 * MIB);
    }

    @Test
    void commentsWithoutEndAreCut() throws Exception {
        fake.then(
                FakeReply.stream()
                        .endless((":" + "x".repeat(1 << 20) + "\n").getBytes(StandardCharsets.US_ASCII), sent));
        String text = call(Wire.OPENAI_CHAT, Wire.OPENAI_CHAT, true);
        assertTrue(brokenOff(Wire.OPENAI_CHAT, text), text);
        cutWithin(512 * MIB);
    }

    /// 64 MiB of zeros.
    private static byte[] bomb(String coding) {
        var bytes = new ByteArrayOutputStream();
        // nothing in the JDK writes Brotli: what is refused by its name is not looked at
        try (var out = coding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
            for (int i = 0; i < 64; i++) {
                out.write(new byte[(int) MIB]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("coded")
    void aCompressedAnswerIsRefusedNotInflated(String coding, Wire wire, boolean stream) throws Exception {
        fake.then(
                FakeReply.pieces(200, stream ? "text/event-stream" : "application/json")
                        .header("Content-Encoding", coding)
                        .endless(bombs.computeIfAbsent(coding, EndlessOverSocketsTest::bomb), sent));
        saidAsError(wire, call(wire, wire, stream), 502, BROKEN);
        cutWithin(0);
    }

    @ParameterizedTest
    @MethodSource("coded")
    void aCompressedRequestIsRefusedNotInflated(String coding, Wire wire, boolean stream) throws Exception {
        String head = head(path(wire, stream), wire, "Content-Encoding: " + coding + "\r\nContent-Length: 99\r\n");
        try (var socket = new Socket("127.0.0.1", served.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            saidAsError(wire, ends(socket.getInputStream()), 415, "");
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void aRequestWithoutEndIsRefusedWhereItGrowsTooLarge(Wire wire) throws Exception {
        int asked = fake.received().size();
        byte[] chunk = ("100000\r\n" + "a".repeat((int) MIB) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        long written = 0;
        try (var socket = new Socket("127.0.0.1", served.port())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write(
                    head(path(wire, false), wire, "Transfer-Encoding: chunked\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            while (socket.getInputStream().available() == 0 && written < 2 * 32 * MIB) {
                out.write(chunk);
                written += MIB;
            }
            saidAsError(wire, ends(socket.getInputStream()), 413, "32 MiB");
        } catch (SocketException cut) {
            // the answer was lost with the connection, which is how it goes with a client that does not listen
        }
        assertTrue(written <= 32 * MIB + SLACK, written / MIB + " MiB were taken");
        assertEquals(asked, fake.received().size());
    }

    private String head(String path, Wire wire, String more) {
        return "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n%s\r\n"
                .formatted(path, served.port(), keys.get(wire), more);
    }
}
