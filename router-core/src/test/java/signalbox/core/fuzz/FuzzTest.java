package signalbox.core.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.core.dialect.Address;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.DialectError;
import signalbox.core.dialect.Forwarding;
import signalbox.core.dialect.JsonArrayTap;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.Operation;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.UpstreamErrorBody;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.translate.Client;
import signalbox.core.dialect.translate.Notes;
import signalbox.core.dialect.translate.Outgoing;
import signalbox.core.dialect.translate.Recall;
import signalbox.core.dialect.translate.Target;
import signalbox.core.dialect.translate.ThoughtMemory;
import signalbox.core.dialect.translate.Translation;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;
import signalbox.core.price.PriceImport;

/// Broken inputs for everything that reads what clients, providers and operators send: each is read, or refused in the
/// documented way, within a second of processor time and 64 MiB. `-Pfuzz` makes it a million in all. Of our own and not
/// Jazzer, as it runs wherever the tests run, needs no agent, and repeats from its seed.
@Timeout(value = 2, unit = TimeUnit.HOURS)
class FuzzTest {
    private static final int EXECUTIONS = Integer.getInteger("fuzz.executions", 500);
    private static final long MOST_NANOS = 1_000_000_000;
    private static final long MOST_BYTES = 64 << 20;
    private static final Client CLIENT = new Client("c", "m", true, 0);

    private static final DialectError BROKE =
            new DialectError(502, DialectError.Type.SERVER, "provider_answer_broken", "It broke.", "", Map.of());

    private interface Reader {
        void read(byte[] input, Mutations random) throws Exception;
    }

    /// Runs a reader over broken inputs; what it throws is a find, with the input that did it.
    private static void fuzz(String name, List<byte[]> seeds, Reader reader) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var random = new Mutations(seeds, 20_261_121);
        long worstNanos = 0;
        long worstBytes = 0;
        for (int i = 0; i < EXECUTIONS; i++) {
            byte[] input = random.next();
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long nanos = threads.getCurrentThreadCpuTime();
            try {
                reader.read(input, random);
            } catch (Exception | StackOverflowError | AssertionError find) {
                throw new AssertionError(name + ", input " + i + ": " + shown(input), find);
            }
            // the first ones pay for loading and compiling
            if (i > 100) {
                worstNanos = Math.max(worstNanos, threads.getCurrentThreadCpuTime() - nanos);
                worstBytes = Math.max(worstBytes, threads.getCurrentThreadAllocatedBytes() - bytes);
            }
            assertTrue(
                    worstNanos < MOST_NANOS && worstBytes < MOST_BYTES,
                    () -> name + " takes too much: " + shown(input));
        }
        System.getLogger("fuzz")
                .log(
                        System.Logger.Level.INFO,
                        name
                                + ": "
                                + EXECUTIONS
                                + " inputs, at most "
                                + worstNanos / 1_000
                                + " us and "
                                + worstBytes / 1_024
                                + " KiB");
    }

    private static String shown(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1)
                + "\n"
                + HexFormat.of().formatHex(input, 0, Math.min(input.length, 4_096));
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in = FuzzTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static List<byte[]> seeds(String kind, String end) throws IOException {
        var seeds = new ArrayList<byte[]>();
        for (Wire wire : Wire.values()) {
            seeds.add(file("/translate/" + kind + "." + wire.id() + end));
        }
        return seeds;
    }

    /// Mostly inputs of the wire's own, some of the others'.
    private static List<byte[]> seeds(String kind, Wire wire, String end) throws IOException {
        byte[] own = file("/translate/" + kind + "." + wire.id() + end);
        return Stream.concat(Stream.generate(() -> own).limit(12), seeds(kind, end).stream()).toList();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void requests(Wire wire) throws Exception {
        fuzz(
                "requests of " + wire.id(),
                seeds("request", wire, ".json"),
                (input, random) -> {
                    try {
                        understood(Dialect.of(wire), input, Wire.values()[random.below(Wire.values().length)]);
                    } catch (MalformedRequest refused) {
                        assertTrue(refused.code().matches("[a-z_]+"), refused.code());
                        assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
                    }
                });
    }

    private static void understood(Dialect dialect, byte[] input, Wire other) throws Exception {
        ParsedRequest parsed = dialect.parse(input);
        if (dialect.wire() == Wire.GEMINI) {
            parsed = new Address(Operation.GENERATE, "m", true, false).on(parsed);
        }
        assertTrue(dialect.inputBound(parsed) > 0);
        byte[] sent = dialect.forward(parsed, new Forwarding("up", 77, "max_completion_tokens", true));
        assertEquals(77, dialect.parse(sent).outputLimit());
        if (other != dialect.wire()) {
            Json.read(outgoing(dialect.wire(), parsed, other).body());
        }
    }

    private static Outgoing outgoing(Wire client, ParsedRequest parsed, Wire provider) throws MalformedRequest {
        var target =
                new Target(
                        provider,
                        "openai",
                        "gemini-3-flash",
                        400,
                        "max_completion_tokens",
                        EnumSet.allOf(Ability.class));
        return Translation.read(client, parsed, Notes.NONE).write(target, Recall.NOTHING, Notes.NONE);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void streams(Wire wire) throws Exception {
        fuzz(
                "streams of " + wire.id(),
                seeds("stream", wire, ".sse"),
                (input, random) -> read(tap(wire, random, true), input, random));
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void answers(Wire wire) throws Exception {
        fuzz(
                "answers of " + wire.id(),
                seeds("answer", wire, ".json"),
                (input, random) -> read(tap(wire, random, false), input, random));
    }

    @Test
    void arrays() throws Exception {
        fuzz(
                "arrays of Gemini",
                seeds("stream", Wire.GEMINI, ".sse"),
                (input, random) -> read(new JsonArrayTap(tap(Wire.GEMINI, random, true)), input, random));
    }

    /// A tap for a client of the same format, or of another.
    private static AnswerTap tap(Wire provider, Mutations random, boolean stream) throws Exception {
        Wire client = Wire.values()[random.below(Wire.values().length)];
        if (client == provider) {
            return Dialect.of(provider).tap(stream, random.below(2) == 0);
        }
        ParsedRequest asked = Dialect.of(client).parse(file("/translate/request." + client.id() + ".json"));
        if (client == Wire.GEMINI) {
            asked = new Address(Operation.GENERATE, "m", true, false).on(asked);
        }
        return outgoing(client, asked, provider).tap(stream, CLIENT, new ThoughtMemory(), "", Notes.NONE);
    }

    /// In pieces of any size; all that a call asks of a tap has an answer.
    private static void read(AnswerTap tap, byte[] input, Mutations random) throws IOException {
        var out = new ByteArrayOutputStream();
        for (int from = 0; from < input.length; ) {
            int to = Math.min(input.length, from + 1 + random.below(random.below(3) == 0 ? 3 : 2_000));
            tap.accept(input, from, to - from, out::write);
            from = to;
        }
        tap.end(out::write);
        if (!tap.complete()) {
            tap.breakOff(BROKE, out::write);
        }
        for (String usage : tap.usage()) {
            Json.read(usage);
        }
        assertTrue(tap.deliveredBytes() >= 0 && tap.leastTokens() >= 0);
        assertTrue(tap.failure() != null && tap.model() != null && tap.finish() != null && tap.tier() != null);
    }

    @Test
    void errorsOfProviders() throws Exception {
        List<byte[]> bodies =
                List.of(
                        "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":null,\"code\":\"c\"}}".getBytes(),
                        "{\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"m\",\"details\":{}}}".getBytes(),
                        "[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"S\",\"details\":[{}]}}]".getBytes(),
                        "<html><body>502 Bad gateway</body></html>".getBytes());
        fuzz("errors", bodies, (input, random) -> assertTrue(UpstreamErrorBody.read(input).message() != null));
    }

    @Test
    void policyFiles() throws Exception {
        byte[] policy =
                """
                signalbox: 1
                providers:
                  one: {base-url: "https://api.one.example/v1", credential: env:ONE, models: {m: {context: 1000, price: {input: 1, output: 2.5}}}}
                routes: {r: [one/m], s: {lanes: [{order: cheapest, targets: [one/m]}]}}
                workloads: {w: {route: r, pii: private, max-tokens: 50, cache: 10m, tripwire: {otherwise: raise}}}
                budgets: {w-day: {on: "workload:w", limit: $1.00, window: day, alert: 80%}}
                rules: {home: {at-least: private, jurisdictions: [EU], no-training: true, retention-days: 0}}
                """
                        .getBytes(StandardCharsets.UTF_8);
        fuzz(
                "policy files",
                List.of(policy),
                (input, random) -> {
                    try {
                        PolicyFile.write(PolicyFile.read(new String(input, StandardCharsets.UTF_8)));
                    } catch (PolicyFileException refused) {
                        assertTrue(!refused.getMessage().isBlank());
                    }
                });
    }

    @Test
    void priceTables() throws Exception {
        byte[] shipped = file("/signalbox/core/price/prices.csv");
        byte[] some = Arrays.copyOf(shipped, Math.min(shipped.length, 2_500));
        byte[] liteLlm =
                """
                {"gpt-x":{"litellm_provider":"openai","input_cost_per_token":1.25e-06,"output_cost_per_token":1e-05,
                 "cache_read_input_token_cost":1.25e-07,"mode":"chat","max_tokens":8000},
                 "claude-y":{"litellm_provider":"anthropic","input_cost_per_token":"0.000003"}}
                """
                        .getBytes(StandardCharsets.UTF_8);
        fuzz(
                "price tables",
                List.of(some, liteLlm),
                (input, random) -> {
                    String text = new String(input, StandardCharsets.UTF_8);
                    var result = PriceImport.table(text, "x", Instant.parse("2026-11-01T00:00:00Z"));
                    assertTrue(result.records().size() + result.problems().size() >= 0);
                });
    }
}
