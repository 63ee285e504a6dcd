package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.Ledger;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Caps over real sockets while the clock does what clocks do: midnights, changes to and from summer time, steps back
/// and forward.
class ClockOverSocketsTest {
    /// Room for two calls a day: each is held at most 0.23 m$ and costs 0.2 m$, ten tokens in and ninety out at $2.
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              up:
                base-url: http://127.0.0.1:%d/v1
                jurisdiction: local
                models: {m: {context: 100000, max-output: 8000, price: {input: 0.01, output: 2}}}
            routes: {r: [up/m]}
            workloads: {w: {route: r, max-tokens: 100, any-model: true}}
            budgets: {day: {on: everything, limit: $0.0005, zone: %s}}
            """;

    @TempDir Path dir;

    private final FakeUpstream upstream =
            FakeUpstream.start()
                    .always(
                            FakeReply.json(
                                    200,
                                    "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi.\"},"
                                            + "\"finish_reason\":\"stop\"}],"
                                            + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":90}}"));
    private final AtomicReference<Instant> now = new AtomicReference<>();

    @AfterEach
    void close() {
        upstream.close();
    }

    private Served serve(String zone, Instant start) throws Exception {
        now.set(start);
        Served served = Served.open(dir, now::get);
        served.enforce(POLICY.formatted(upstream.port(), zone));
        served.issueKey("w");
        return served;
    }

    /// Calls until the day's cap refuses.
    ///
    /// @return how many were answered
    private static int useUp(Served served) throws Exception {
        for (int answered = 0; ; answered++) {
            var answer = served.chat("");
            if (answer.statusCode() != 200) {
                assertEquals(429, answer.statusCode(), answer.body());
                return answered;
            }
            assertTrue(answered < 10, "the cap never refuses");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-11-21, 24",
        "Europe/Berlin, 2026-03-29, 23",
        "Europe/Berlin, 2026-10-25, 25",
        "America/New_York, 2026-03-08, 23",
        "America/New_York, 2026-11-01, 25",
        "Australia/Lord_Howe, 2026-04-05, 24",
    })
    void everyLocalDayHasItsCapOnceHoweverLongItIs(String zone, LocalDate day, int hours) throws Exception {
        Instant start = day.atStartOfDay(ZoneId.of(zone)).toInstant();
        try (Served served = serve(zone, start)) {
            assertEquals(2, useUp(served));
            BudgetStatus status = served.budget("day");
            assertEquals(hours, Duration.between(status.windowStart(), status.windowEnd()).toHours());
            for (int hour = 1; hour < hours; hour++) {
                now.set(start.plus(Duration.ofHours(hour)));
                assertEquals(0, useUp(served), "hour " + hour);
            }
            now.set(status.windowEnd().minusMillis(1));
            assertEquals(0, useUp(served), "just before midnight");
            now.set(status.windowEnd());
            assertEquals(2, useUp(served), "at midnight");
        }
    }

    @Test
    void aClockThatStepsBackGivesNothingTwice() throws Exception {
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        try (Served served = serve("UTC", noon)) {
            assertEquals(2, useUp(served));
            now.set(noon.minus(Duration.ofHours(1)));
            assertEquals(0, useUp(served), "an hour back");
            now.set(noon.minus(Duration.ofDays(1)));
            assertEquals(0, useUp(served), "yesterday again");
            now.set(noon);
            assertEquals(0, useUp(served));
        }
    }

    @Test
    void aClockThatJumpsAheadAndBackOpensNoSecondDay() throws Exception {
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        try (Served served = serve("UTC", noon)) {
            assertEquals(2, useUp(served));
            now.set(noon.plus(Duration.ofDays(30)));
            assertEquals(2, useUp(served), "a day that is thirty days away, once");
            now.set(noon);
            assertEquals(0, useUp(served), "back to the day that is used up");
            now.set(noon.plus(Duration.ofDays(1)));
            assertEquals(0, useUp(served), "the window never goes back, so the days between have no cap of their own");
            now.set(noon.plus(Duration.ofDays(30)));
            assertEquals(0, useUp(served), "nor is the far day opened again");
        }
    }

    @Test
    void aRestartAfterAJumpRemembersTheLaterDay() throws Exception {
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        String secret;
        try (Served served = serve("UTC", noon.plus(Duration.ofDays(2)))) {
            assertEquals(2, useUp(served));
            served.router().revokeKey("w-key", "test");
            secret = served.issueKey("w");
        }
        now.set(noon);
        try (Served served = Served.open(dir, now::get)) {
            served.use(secret);
            assertEquals(0, useUp(served), "a clock set back while it was closed opens no other day");
        }
    }

    @Test
    void aJumpAheadOpensNoDayUntilTheOperatorConfirmsItAlsoOverARestart() throws Exception {
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        var passed = new AtomicLong();
        var elapsed = new ElapsedTime(passed::get, passed::get);
        now.set(noon);
        String secret;
        try (Served served = Served.open(dir, now::get, elapsed)) {
            served.enforce(POLICY.formatted(upstream.port(), "UTC"));
            secret = served.issueKey("w");
            assertEquals(2, useUp(served));
            assertEquals("clock_not_doubted", refusal(served));
            now.set(noon.plus(Duration.ofDays(1)));
            assertEquals(0, useUp(served), "no new day for free");
            await().atMost(Duration.ofSeconds(20)).until(() -> incidents(served).contains("clock_doubted"));
        }
        try (Served served = Served.open(dir, now::get, elapsed)) {
            served.use(secret);
            assertEquals(0, useUp(served), "a restart clears nothing up");
            served.router().confirmClock("ann");
            assertEquals(2, useUp(served));
            assertTrue(incidents(served).contains("clock_believed"));
            // the day that was opened has been used up since, which halted its budget
            assertTrue(
                    served.router().ledger().audit(2).stream()
                            .map(Ledger.AuditEntry::change)
                            .anyMatch("Confirmed this machine's clock"::equals));
            passed.addAndGet(Duration.ofDays(1).toNanos());
            now.set(noon.plus(Duration.ofDays(2)));
            assertEquals(2, useUp(served), "a day that passed opens by itself");
        }
        try (Served served = Served.open(dir, now::get, elapsed)) {
            assertEquals("clock_not_doubted", refusal(served), "believed for good");
        }
    }

    private static String refusal(Served served) {
        return assertThrows(RouterException.class, () -> served.router().confirmClock("ann")).code();
    }

    private static List<String> incidents(Served served) {
        served.flush();
        return served.router().ledger().incidents(20).stream().map(incident -> incident.code()).toList();
    }
}
