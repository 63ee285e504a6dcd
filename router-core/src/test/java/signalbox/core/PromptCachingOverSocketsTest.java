package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow;
import signalbox.core.plan.Step;
import signalbox.core.policy.Counter;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

class PromptCachingOverSocketsTest {
    private static final String MARK = "\"cache_control\":{\"type\":\"ephemeral\"}";
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              claude:
                vendor: anthropic
                wire: anthropic
                base-url: http://127.0.0.1:%1$d
                models:
                  claude-sonnet-4-5: {context: 200000, max-output: 1000, abilities: [tools],
                    price: {input: 3, cache-read: 0.3, cache-write-5m: 3.75, output: 15}}
              gpt:
                vendor: openai
                base-url: http://127.0.0.1:%1$d/v1
                models: {gpt-5.4-mini: {context: 200000, max-output: 1000, price: {input: 1, output: 2}}}
              gpt2:
                vendor: openai
                base-url: http://127.0.0.1:%1$d/v1
                models: {gpt-5.4-mini: {context: 200000, max-output: 1000, price: {input: 1, output: 2}}}
            routes:
              r: [claude/claude-sonnet-4-5]
              o: [gpt/gpt-5.4-mini]
              two: [{order: weighted, targets: [gpt/gpt-5.4-mini, gpt2/gpt-5.4-mini]}]
            workloads:
              w: {route: r, max-tokens: 100, any-model: true}
              never: {route: r, max-tokens: 100, any-model: true, prompt-cache: off}
              open: {route: o, max-tokens: 100, any-model: true}
              both: {route: two, max-tokens: 100, any-model: true}
            budgets: {w-day: {on: "workload:w", limit: $9.00}}
            """;
    private static final String SYSTEM = "You sort letters. ".repeat(500);

    @TempDir Path dir;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-02T10:00:00Z"));
    private FakeUpstream upstream;
    private Served served;
    private int read;
    private int written;

    @BeforeEach
    void open() throws Exception {
        upstream = FakeUpstream.start();
        upstream.always(
                request -> FakeReply.json(200, request.target().endsWith("/messages") ? message() : CHAT_ANSWER));
        served = Served.open(dir.resolve("data"), now::get);
        served.enforce(POLICY.formatted(upstream.port()));
        served.issueKey("w", "never", "open", "both");
    }

    private static final String CHAT_ANSWER =
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}";

    private String message() {
        return "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}],"
                + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":10,\"cache_read_input_tokens\":"
                + read
                + ",\"cache_creation_input_tokens\":"
                + written
                + ",\"output_tokens\":5}}";
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    private static String turn(String role, String text) {
        return "{\"role\":\"" + role + "\",\"content\":\"" + text + "\"}";
    }

    private static String body(String... turns) {
        return "{\"model\":\"m\",\"max_tokens\":50,\"system\":\""
                + SYSTEM
                + "\",\"messages\":["
                + String.join(",", turns)
                + "]}";
    }

    /// What the provider gets of such a call.
    private String sent(String body, String... headers) throws Exception {
        assertEquals(200, served.call(Served.MESSAGES, body, headers).statusCode());
        served.flush();
        return upstream.received().getLast().text();
    }

    private static int marks(String body) {
        Matcher found = Pattern.compile(Pattern.quote(MARK)).matcher(body);
        int count = 0;
        while (found.find()) {
            count++;
        }
        return count;
    }

    private static String forwarded(String body) {
        return body.replace("\"m\"", "\"claude-sonnet-4-5\"");
    }

    @Test
    void instructionsThatComeAgainInTimeAreMarkedAndAllElseStays() throws Exception {
        assertEquals(forwarded(body(turn("user", "a"))), sent(body(turn("user", "a"))));
        String second = sent(body(turn("user", "b")));
        assertEquals(
                forwarded(body(turn("user", "b")))
                        .replace(
                                "\"" + SYSTEM + "\"", "[{\"type\":\"text\",\"text\":\"" + SYSTEM + "\"," + MARK + "}]"),
                second);
        Step note =
                served.lastRow().steps().stream()
                        .filter(step -> step.rule().equals("prompt.cache"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("claude/claude-sonnet-4-5", note.subject());
        assertTrue(note.detail().contains("1 of 1 times"), note.detail());
    }

    @Test
    void aConversationIsMarkedWhereItWasReadAndWhereItEnds() throws Exception {
        sent(body(turn("user", "a")));
        written = 2000;
        assertEquals(2, marks(sent(body(turn("user", "a"), turn("assistant", "b"), turn("user", "c")))));
        read = 2000;
        String third =
                sent(
                        body(
                                turn("user", "a"),
                                turn("assistant", "b"),
                                turn("user", "c"),
                                turn("assistant", "d"),
                                turn("user", "e")));
        assertEquals(3, marks(third), third.substring(third.length() - 600));
        assertTrue(third.contains("\"text\":\"c\"," + MARK), third.substring(third.length() - 600));
        CallRow row = served.lastRow();
        // 10 plain, 2000 read, 2000 written, 5 out
        assertEquals(10 * 3_000 + 2000 * 300 + 2000 * 3_750 + 5 * 15_000, row.costNanos());
        assertEquals(2000, row.attempts().getFirst().usage().count(Counter.CACHE_WRITE_5M));
    }

    @Test
    void whatCameTooLateIsShortOrUnwantedIsLeftAlone() throws Exception {
        sent(body(turn("user", "a")));
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(6)));
        assertEquals(0, marks(sent(body(turn("user", "b")))));

        String small = "{\"model\":\"m\",\"system\":\"Sort.\",\"messages\":[" + turn("user", "a") + "]}";
        sent(small);
        assertEquals(0, marks(sent(small)));

        sent(body(turn("user", "c")), "x-signalbox-workload", "never");
        assertEquals(0, marks(sent(body(turn("user", "d")), "x-signalbox-workload", "never")));
        assertEquals(0, marks(sent(body(turn("user", "e")), "x-no-store", "1")));
    }

    @Test
    void aClientThatSetsItsOwnMarksKeepsThem() throws Exception {
        String own = body("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"," + MARK + "}]}");
        sent(own);
        assertEquals(forwarded(own), sent(own));
    }

    @Test
    void aTranslatedCallIsMarkedToo() throws Exception {
        String chat = "{\"model\":\"m\",\"messages\":[" + turn("system", SYSTEM) + "," + turn("user", "a") + "]}";
        for (int i = 0; i < 2; i++) {
            assertEquals(200, served.call(Served.CHAT, chat).statusCode());
        }
        assertTrue(upstream.received().getFirst().target().endsWith("/messages"));
        assertEquals(0, marks(upstream.received().get(0).text()));
        assertEquals(2, marks(upstream.received().get(1).text()));
    }

    /// Every byte could be a token, and every token written into the cache.
    @Test
    void theHoldCoversAPromptThatIsWrittenAsAWhole() throws Exception {
        sent(body(turn("user", "a")));
        upstream.then(FakeReply.silence());
        var waiting =
                served.client()
                        .sendAsync(
                                served.request(Served.MESSAGES, body(turn("user", "b"))).build(),
                                HttpResponse.BodyHandlers.ofString());
        Awaitility.await().until(() -> served.budget("w-day").held() > 0);
        assertTrue(served.budget("w-day").held() >= SYSTEM.length() * 3_750L, served.budget("w-day").toString());
        waiting.cancel(true);
    }

    @Test
    void openAiGetsAKeyOnlyForMoreCallsThanOneMachineTakes() throws Exception {
        var keys = new HashSet<String>();
        for (int i = 0; i < 40; i++) {
            String chat =
                    "{\"model\":\"m\",\"messages\":[" + turn("system", SYSTEM) + "," + turn("user", "q" + i) + "]}";
            served.call(Served.CHAT, chat, "x-signalbox-workload", "open");
            Matcher key =
                    Pattern.compile("\"prompt_cache_key\":\"(sbx-[0-9a-f-]+)\"")
                            .matcher(upstream.received().getLast().text());
            boolean keyed = key.find();
            assertEquals(i >= 15, keyed, "call " + i);
            if (keyed) {
                keys.add(key.group(1));
            }
        }
        assertTrue(keys.size() > 1 && keys.size() <= 6, keys.toString());
    }

    @Test
    void aConversationStaysWithItsProviderAndOthersAreSpread() throws Exception {
        var first = new HashSet<String>();
        for (int i = 0; i < 12; i++) {
            var start = new StringBuilder(turn("system", SYSTEM) + "," + turn("user", "topic " + i));
            String provider = provider(start.toString());
            first.add(provider);
            for (int more = 0; more < 3; more++) {
                start.append("," + turn("assistant", "Hello") + "," + turn("user", "go on " + more));
                assertEquals(provider, provider(start.toString()), () -> served.lastRow().steps().toString());
            }
        }
        assertEquals(2, first.size());
        assertTrue(served.lastRow().steps().stream().anyMatch(step -> step.rule().equals("order.sticky")));
    }

    private String provider(String turns) throws Exception {
        var answer =
                served.call(
                        Served.CHAT, "{\"model\":\"m\",\"messages\":[" + turns + "]}", "x-signalbox-workload", "both");
        assertEquals(200, answer.statusCode());
        return answer.headers().firstValue("x-signalbox-provider").orElseThrow();
    }

    @Test
    void nothingOfAWorkloadCanBeReadFromAKey() throws Exception {
        for (int i = 0; i < 17; i++) {
            served.call(
                    Served.CHAT,
                    "{\"model\":\"m\",\"messages\":[" + turn("user", SYSTEM) + "]}",
                    "x-signalbox-workload",
                    "open");
        }
        String last = upstream.received().getLast().text();
        assertNotEquals(-1, last.indexOf("prompt_cache_key"));
        assertFalse(last.substring(0, 80).contains("open"), last.substring(0, 80));
    }
}
