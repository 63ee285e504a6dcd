package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

class CacheOverSocketsTest {
    private static final String ANSWER =
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}";
    private static final String PIECE = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}";
    private static final String STOP = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}";
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              one:
                base-url: http://127.0.0.1:%d/v1
                models: {m: {context: 100000, max-output: 1000, price: {input: 1, output: 2}}}
            routes: {r: [one/m]}
            workloads: {w: {route: r, max-tokens: 100, cache: 10m}}
            budgets: {w-day: {on: "workload:w", limit: $1.00}}
            """;

    @TempDir Path dir;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-02T10:00:00Z"));
    private FakeUpstream one;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        one = FakeUpstream.start();
        one.always(FakeReply.json(200, ANSWER));
        served = Served.open(dir.resolve("data"), now::get);
        served.enforce(POLICY.formatted(one.port()));
        served.issueKey("w");
    }

    @AfterEach
    void close() {
        served.close();
        one.close();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue("x-signalbox-" + name).orElse("");
    }

    private int asked() {
        return one.received().size();
    }

    @Test
    void theSameRequestIsAnsweredFromMemoryForNothingAndTheSavingIsWrittenDown() throws Exception {
        served.chat("\"temperature\":0.5,\"seed\":7");
        HttpResponse<String> again = served.chat("\"seed\":7 ,\"temperature\":0.5");

        assertEquals(1, asked());
        assertEquals(ANSWER, again.body());
        assertEquals("hit", header(again, "cache"));
        assertEquals("one", header(again, "provider"));
        assertEquals("0.000000000", header(again, "cost-usd"));
        assertEquals("0.000020000", header(again, "saved-usd"));
        assertEquals(20_000, served.budget("w-day").spent());
        assertEquals(0, served.budget("w-day").held());
        CallRow row = served.lastRow();
        assertEquals(CallRow.Outcome.ANSWERED, row.outcome());
        assertEquals(0, row.costNanos());
        assertEquals(20_000, row.savedNanos());
        assertTrue(row.steps().stream().anyMatch(step -> step.rule().equals("cache.hit")));
    }

    @Test
    void aStreamIsReplayedWithItsOwnFigures() throws Exception {
        one.always(FakeReply.stream().event(PIECE).event(STOP).event(USAGE).event("[DONE]"));
        String first = served.chat("\"stream\":true").body();
        HttpResponse<String> again = served.chat("\"stream\":true");

        assertEquals(1, asked());
        assertEquals("text/event-stream", again.headers().firstValue("content-type").orElseThrow());
        assertEquals(first.substring(0, first.indexOf(": x-signalbox")), again.body());
        assertTrue(again.body().endsWith("data: [DONE]\n\n"), again.body());
        assertEquals("0.000020000", header(again, "saved-usd"));
    }

    @Test
    void anotherRequestClassKeyOrPolicyIsAskedAnew() throws Exception {
        served.chat("");
        served.chat("\"temperature\":0.1");
        served.chat("\"stream\":true");
        assertEquals(3, asked());
        served.call(Served.CHAT, Served.chatBody(""), "x-signalbox-user", "ana");
        assertEquals(4, asked());
        served.enforce(POLICY.formatted(one.port()).replace("$1.00", "$2.00"));
        served.issueKey("w");
        served.chat("");
        assertEquals(5, asked());
    }

    @Test
    void aPrivateCallGetsNoAnswerThatItsProviderWouldNotHaveGiven() throws Exception {
        served.chat("");
        HttpResponse<String> refused = served.call(Served.CHAT, Served.chatBody(""), "x-signalbox-pii", "private");

        assertEquals(403, refused.statusCode(), refused.body());
        assertEquals(1, asked());
    }

    @Test
    void anAnswerIsForgottenWhenItsTimeIsOver() throws Exception {
        served.chat("");
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(9)));
        served.chat("");
        assertEquals(1, asked());
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(2)));
        served.chat("");
        assertEquals(2, asked());
    }

    @Test
    void whoAsksThatNothingIsKeptIsNeitherKeptNorServed() throws Exception {
        served.call(Served.CHAT, Served.chatBody(""), "x-no-store", "true");
        served.chat("");
        assertEquals(2, asked());
        HttpResponse<String> fresh = served.call(Served.CHAT, Served.chatBody(""), "x-no-store", "true");
        assertEquals(3, asked());
        assertEquals("", header(fresh, "cache"));
    }

    @Test
    void whoAsksForAFreshAnswerGetsOneAndItIsKeptInTheOldOnesPlace() throws Exception {
        served.chat("");
        one.next();
        one.always(FakeReply.json(200, ANSWER.replace("Hello", "Anew")));
        for (String asked : new String[] {"no-cache", "max-age=0, No-Cache"}) {
            HttpResponse<String> fresh = served.call(Served.CHAT, Served.chatBody(""), "cache-control", asked);
            assertTrue(fresh.body().contains("Anew"), fresh.body());
            assertEquals("", header(fresh, "cache"));
            assertNull(one.next().header("cache-control"), "the router's own, never a provider's");
        }
        assertEquals(3, asked());
        HttpResponse<String> kept = served.chat("");
        assertEquals("hit", header(kept, "cache"));
        assertTrue(kept.body().contains("Anew"), kept.body());
        served.call(Served.CHAT, Served.chatBody(""), "cache-control", "max-age=600");
        assertEquals(3, asked(), "nothing else in it is read");
    }

    @Test
    void failuresAndBrokenStreamsAreNeverKept() throws Exception {
        one.always(FakeReply.json(500, "{\"error\":{\"message\":\"no\"}}"));
        assertFalse(served.chat("").statusCode() == 200);
        one.always(FakeReply.stream().event(PIECE));
        assertThrows(IOException.class, () -> served.chat("\"stream\":true"), "cut off, not ended");
        one.always(FakeReply.json(200, ANSWER));
        now.updateAndGet(at -> at.plus(Duration.ofHours(1)));
        int before = asked();
        assertEquals(200, served.chat("").statusCode());
        assertEquals(before + 1, asked());
        one.always(FakeReply.stream().event(PIECE).event(STOP).event(USAGE).event("[DONE]"));
        assertTrue(served.chat("\"stream\":true").body().contains("[DONE]"));
        assertEquals(before + 2, asked());
    }

    @Test
    void aWorkloadThatDoesNotAskForItKeepsNothing() throws Exception {
        served.enforce(POLICY.formatted(one.port()).replace(", cache: 10m", ""));
        served.issueKey("w");
        served.chat("");
        served.chat("");
        assertEquals(2, asked());
    }
}
