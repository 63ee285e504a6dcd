package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.budget.BudgetStatus.State;
import signalbox.core.policy.Amount;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// (7) of the tests that prove a cap: midnight, the two days a year that are not 24 hours long, clocks that step, and
/// lifts that end with their window. The clock is the test's.
class WindowsOverSocketsTest {
    private static final String ANSWER =
            "{\"id\":\"x\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi.\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":100}}";
    private static final String PIECE = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}";
    private static final String STOP = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":100}}";
    private static final long CALL = 100_010_000;

    @TempDir Path dir;

    private volatile Instant now = Instant.parse("2026-11-04T23:59:58Z");
    private FakeUpstream upstream;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        upstream = FakeUpstream.start().always(FakeReply.json(200, ANSWER));
        served = Served.open(dir.resolve("data"), () -> now);
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    private void serve(String zone) throws Exception {
        served.enforce(
                """
                signalbox: 1
                providers:
                  dear:
                    base-url: http://127.0.0.1:%d/v1
                    jurisdiction: local
                    models: {m: {context: 100000, max-output: 8000, price: {input: 1, output: 1000}}}
                routes: {r: [dear/m]}
                workloads: {w: {route: r, max-tokens: 100}}
                budgets: {w-day: {on: "workload:w", limit: $0.15, zone: %s}}
                """
                        .formatted(upstream.port(), zone));
        served.issueKey("w");
    }

    private long spent() {
        await().untilAsserted(() -> assertEquals(0, served.budget("w-day").held()));
        return served.budget("w-day").spent();
    }

    @Test
    void test7AStreamOverMidnightIsChargedToTheDayItBeganIn() throws Exception {
        serve("UTC");
        var goOn = new CountDownLatch(1);
        var sent = new CountDownLatch(1);
        upstream.then(
                FakeReply.stream().event(PIECE).reached(sent).await(goOn).event(STOP).event(USAGE).event("[DONE]"));
        try (var pool = Executors.newSingleThreadExecutor()) {
            var stream = pool.submit(() -> served.rawStream(Served.CHAT, Served.chatBody("\"stream\":true")));
            assertTrue(sent.await(10, TimeUnit.SECONDS));
            now = Instant.parse("2026-11-05T00:00:02Z");
            assertEquals(0, served.budget("w-day").held(), "the new day starts from nothing");
            assertEquals(200, served.chat("").statusCode(), "and has all of its cap");
            goOn.countDown();
            assertTrue(stream.get().contains("[DONE]"));
        }
        served.flush();
        assertEquals(CALL, spent(), "the stream landed in the day before");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-03-29T00:30:00Z, 2026-03-29T22:00:00Z",
        "Europe/Berlin,       2026-10-25T00:30:00Z, 2026-10-25T23:00:00Z",
        "America/New_York,    2026-11-01T05:30:00Z, 2026-11-02T05:00:00Z",
        "Australia/Lord_Howe, 2026-10-03T16:00:00Z, 2026-10-04T13:00:00Z"
    })
    void test7ADayEndsWithTheLocalDayHoweverLongItIs(String zone, String at, String end) throws Exception {
        now = Instant.parse(at);
        serve(zone);
        assertEquals(200, served.chat("").statusCode());
        HttpResponse<String> refused = served.chat("");
        assertEquals(429, refused.statusCode());
        assertTrue(refused.body().contains("\"resets_at\":\"" + end + "\""), refused.body());
        long seconds = Duration.between(now, Instant.parse(end)).toSeconds();
        assertEquals(Long.toString(seconds), refused.headers().firstValue("retry-after").orElseThrow());
        now = Instant.parse(end).minusMillis(1);
        assertEquals(429, served.chat("").statusCode());
        now = Instant.parse(end);
        assertEquals(200, served.chat("").statusCode());
    }

    @Test
    void test7AClockThatStepsBackReopensNothing() throws Exception {
        serve("UTC");
        now = Instant.parse("2026-11-05T00:00:01Z");
        assertEquals(200, served.chat("").statusCode());
        now = Instant.parse("2026-11-04T12:00:00Z");
        assertEquals(429, served.chat("").statusCode(), "yesterday's cap is not there to be spent again");
        assertEquals(CALL, spent());
        now = Instant.parse("2026-11-05T12:00:00Z");
        assertEquals(429, served.chat("").statusCode());
    }

    @Test
    void aLiftEndsWithItsWindowAndTheNextHaltsAtTheBaseCapAgain() throws Exception {
        now = Instant.parse("2026-11-04T10:00:00Z");
        serve("UTC");
        assertEquals(200, served.chat("").statusCode());
        assertEquals(429, served.chat("").statusCode());
        served.router().unlock("w", Optional.of(Amount.parse("$0.25")), "test", "");
        assertEquals(200, served.chat("").statusCode());
        assertEquals(429, served.chat("").statusCode());
        served.router().raise("w", Optional.of(Amount.parse("$0.35")), false, "test", "");
        assertEquals(200, served.chat("").statusCode());
        assertEquals(350_000_000, served.budget("w-day").cap());
        assertEquals(2, served.budget("w-day").bumps().size());
        now = Instant.parse("2026-11-05T00:00:00Z");
        assertEquals(150_000_000, served.budget("w-day").cap());
        assertEquals(State.OK, served.budget("w-day").state());
        assertEquals(200, served.chat("").statusCode());
        assertEquals(429, served.chat("").statusCode());
        assertEquals(State.HALTED, served.budget("w-day").state());
    }

    @Test
    void takingALiftBackHaltsAgainAndLoweringBelowWhatIsSpentHaltsAtOnce() throws Exception {
        now = Instant.parse("2026-11-04T10:00:00Z");
        serve("UTC");
        assertEquals(200, served.chat("").statusCode());
        assertEquals(429, served.chat("").statusCode());
        served.router().unlock("w", Optional.of(Amount.parse("$0.25")), "test", "");
        assertTrue(served.budget("w-day").state() != State.HALTED);
        served.router().withdrawBumps("w-day", "test");
        assertEquals(State.HALTED, served.budget("w-day").state());
        assertEquals(429, served.chat("").statusCode());
        assertEquals(1, upstream.received().size());
    }
}
