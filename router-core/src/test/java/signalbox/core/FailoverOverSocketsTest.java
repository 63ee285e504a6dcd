package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static signalbox.core.FailoverBed.answer;
import static signalbox.core.FailoverBed.error;
import static signalbox.core.FailoverBed.gap;
import static signalbox.core.FailoverBed.header;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow.Outcome;
import signalbox.core.price.Provenance;
import signalbox.core.testing.FakeReply;

/// Failures before anything has reached the client: where the call goes next, when, and what it costs.
@Timeout(60)
class FailoverOverSocketsTest {
    @TempDir Path dir;

    private static void assertAnsweredByTwo(FailoverBed bed, HttpResponse<String> answer, String firstFailure) {
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(FailoverBed.ANSWER.formatted("m2"), answer.body(), "the answer names the model that answered");
        assertEquals("two", header(answer, "x-signalbox-provider"));
        assertEquals("m2", header(answer, "x-signalbox-model"));
        assertEquals("2", header(answer, "x-signalbox-attempts"));
        assertEquals(List.of("one/m " + firstFailure, "two/m2"), bed.attempts());
        assertEquals(Outcome.ANSWERED, bed.row().outcome());
        assertEquals(0, bed.served.budget("w-day").held());
    }

    private static void assertFailedAttemptWasFree(FailoverBed bed) {
        AttemptRow failed = bed.row().attempts().getFirst();
        assertEquals(0, failed.costNanos());
        assertEquals(Provenance.NONE, failed.provenance());
        assertEquals(0, failed.usage().tokens());
        assertEquals(FailoverBed.TWO_NANOS, bed.row().costNanos());
        assertEquals(FailoverBed.TWO_NANOS, bed.served.budget("w-day").spent());
    }

    @Test
    void aRateLimitGoesOnAtOnceAndTheLimitedOneRestsForAsLongAsItAsked() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.then(error(429, "rate_limit_exceeded").header("Retry-After", "30")).always(answer("m"));
            bed.two.always(answer("m2"));
            assertAnsweredByTwo(bed, bed.chat(), "rate_limit");
            assertFailedAttemptWasFree(bed);
            assertTrue(gap(bed.one.next(), bed.two.next()) < 5_000, "no wait while another target stands by");
            String step = bed.explained("attempt.rate_limit");
            assertTrue(step.startsWith("one/m status 429 after "), step);
            assertTrue(step.endsWith("ms, nothing charged, asks to wait 30000 ms: 429 says no"), step);

            bed.later(Duration.ofSeconds(25));
            assertEquals("two", header(bed.chat(), "x-signalbox-provider"));
            assertEquals(1, bed.one.received().size(), "it is left alone meanwhile");
            assertTrue(bed.explained("health.cooling").startsWith("one/m not tried before"));
            bed.later(Duration.ofSeconds(6));
            assertEquals("one", header(bed.chat(), "x-signalbox-provider"));
        }
    }

    @Test
    void withNowhereElseToGoAShortRetryAfterIsWaitedOut() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m", "")) {
            bed.one.then(error(429, "rate_limit_exceeded").header("Retry-After", "1")).always(answer("m"));
            HttpResponse<String> answer = bed.chat();
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals(List.of("one/m rate_limit", "one/m"), bed.attempts());
            assertTrue(gap(bed.one.next(), bed.one.next()) >= 1_000, "not before it may");
            assertTrue(bed.explained("failover.wait").startsWith("one/m tried again after a wait of 1"));
            assertEquals(FailoverBed.ONE_NANOS, bed.served.budget("w-day").spent(), "billed once");
        }
    }

    @Test
    void aLongRetryAfterIsTheClientsToWaitOut() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m", "")) {
            bed.one.always(error(429, "rate_limit_exceeded").header("Retry-After", "17"));
            HttpResponse<String> answer = bed.chat();
            assertEquals(429, answer.statusCode());
            assertEquals("17", header(answer, "retry-after"));
            assertEquals("false", header(answer, "x-should-retry"));
            assertEquals(1, bed.one.received().size());
            assertEquals(0, bed.served.budget("w-day").spent());
        }
    }

    @Test
    void aRateLimitThatDoesNotSayForHowLongIsNotHammered() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m", "")) {
            bed.one.always(error(429, "rate_limit_exceeded"));
            for (int call = 0; call < 4; call++) {
                assertTrue(bed.chat().statusCode() >= 429);
            }
            assertEquals(1, bed.one.received().size(), "it rests, whoever calls");
        }
    }

    @Test
    void anErrorThatHappensOnceIsSentToTheNextOrTriedAgainAfterAPause() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.then(error(500, "server_error")).always(answer("m"));
            bed.two.always(answer("m2"));
            assertAnsweredByTwo(bed, bed.chat(), "overloaded");
            assertFailedAttemptWasFree(bed);
            assertEquals("one", header(bed.chat(), "x-signalbox-provider"), "once is no illness");
        }
        try (var bed = FailoverBed.open(dir.resolve("alone"), "one/m", "")) {
            bed.one.then(error(500, "server_error")).always(answer("m"));
            assertEquals(200, bed.chat().statusCode());
            assertEquals(List.of("one/m overloaded", "one/m"), bed.attempts());
            assertTrue(gap(bed.one.next(), bed.one.next()) >= 500);
            assertEquals(FailoverBed.ONE_NANOS, bed.served.budget("w-day").spent());
        }
    }

    @Test
    void aProviderThatIsDownForLongIsLeftAloneAfterThreeFailures() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.always(error(503, "overloaded"));
            bed.two.always(answer("m2"));
            for (int call = 0; call < 6; call++) {
                assertEquals("two", header(bed.chat(), "x-signalbox-provider"));
            }
            assertEquals(3, bed.one.received().size());
            assertEquals(List.of("two/m2"), bed.attempts());
        }
    }

    @Test
    void whenEverythingIsDownTheLastErrorReachesTheClientAfterFewAttempts() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.always(error(503, "overloaded"));
            bed.two.always(error(503, "overloaded"));
            HttpResponse<String> answer = bed.chat();
            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().contains("provider_overloaded"), answer.body());
            assertEquals("false", header(answer, "x-should-retry"), "or its library multiplies the load");
            assertEquals(4, bed.row().attempts().size(), "each of them twice, with a pause between");
            assertTrue(gap(bed.one.next(), bed.one.next()) >= 500);
            assertEquals(Outcome.FAILED, bed.row().outcome());
            assertEquals(0, bed.served.budget("w-day").spent());
            assertEquals(0, bed.served.budget("w-day").held());
        }
    }

    @Test
    void aResetBeforeTheHeadGoesOnAndWhatItMayHaveCostStaysHeld() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.always(FakeReply.drop().reset());
            bed.two.always(answer("m2"));
            assertAnsweredByTwo(bed, bed.chat(), "broken");
            AttemptRow broken = bed.row().attempts().getFirst();
            assertEquals(Provenance.HELD, broken.provenance());
            assertEquals("unknown_outcome", broken.flags());
            assertEquals(0, broken.usage().tokens(), "held, not billed as a completion");
            assertTrue(broken.costNanos() > FailoverBed.ONE_NANOS);
            assertEquals(bed.row().costNanos(), bed.served.budget("w-day").spent());
            assertTrue(bed.explained("attempt.broken").contains(" held for review"));
        }
    }

    @Test
    void whatMayHaveBeenBilledIsNotSentToTheSameTargetAgain() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m", "")) {
            bed.one.always(FakeReply.drop().reset());
            HttpResponse<String> answer = bed.chat();
            assertEquals(502, answer.statusCode());
            assertTrue(answer.body().contains("provider_answer_broken"), answer.body());
            assertEquals(1, bed.one.received().size());
        }
    }

    @Test
    void anUnreachableProviderCostsNothing() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.close();
            bed.two.always(answer("m2"));
            assertAnsweredByTwo(bed, bed.chat(), "connect");
            assertFailedAttemptWasFree(bed);
        }
    }

    @Test
    void aCallMakesNoMoreThanSixAttempts() throws Exception {
        var models = new StringBuilder();
        var targets = new StringBuilder();
        for (char name = 'a'; name <= 'h'; name++) {
            models.append(name).append(": {context: 9000, price: {input: 1, output: 1}}, ");
            targets.append("many/").append(name).append(", ");
        }
        try (var bed = FailoverBed.open(dir)) {
            bed.served.enforce(
                    """
                    signalbox: 1
                    providers: {many: {base-url: "http://127.0.0.1:%d/v1", models: {%s}}}
                    routes: {r: [%s]}
                    workloads: {w: {route: r, max-tokens: 100, any-model: true}}
                    """
                            .formatted(bed.one.port(), models, targets));
            bed.served.issueKey("w");
            bed.one.always(error(503, "overloaded"));
            assertEquals(503, bed.chat().statusCode());
            assertEquals(6, bed.one.received().size());
            assertEquals(6, bed.row().attempts().size());
            assertEquals("many/g 6 attempts are the most for one call", bed.explained("failover.attempts"));
        }
    }

    @Test
    void aPromptThatIsTooLongGoesOnlyWhereThereIsMoreRoom() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m, one/narrow, two/m2", "")) {
            bed.one.always(error(400, "context_length_exceeded"));
            bed.two.then(error(503, "overloaded")).always(answer("m2"));
            HttpResponse<String> answer = bed.chat();
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals(List.of("one/m context_too_long", "two/m2 overloaded", "two/m2"), bed.attempts());
            assertTrue(bed.explained("failover.context").startsWith("one/narrow its context is not larger"));
            assertEquals(0, bed.served.router().health().size(), "the prompt's length is no illness");
        }
        try (var bed = FailoverBed.open(dir.resolve("narrow"), "one/m, one/narrow", "")) {
            bed.one.always(error(400, "context_length_exceeded"));
            HttpResponse<String> answer = bed.chat();
            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("context_length_exceeded"), answer.body());
            assertEquals(1, bed.one.received().size());
        }
    }

    @Test
    void refusedContentStaysUnlessTheWorkloadSaysOtherwise() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.always(error(400, "content_policy_violation"));
            HttpResponse<String> answer = bed.chat();
            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("400 says no"), "the provider's own reason: " + answer.body());
            assertEquals(List.of("one/m policy"), bed.attempts());
            assertEquals(0, bed.two.connections());
        }
        try (var bed = FailoverBed.open(dir.resolve("free"), "one/m, two/m2", "failover: {refused-content: true}")) {
            bed.one.always(error(400, "content_policy_violation"));
            bed.two.always(answer("m2"));
            assertAnsweredByTwo(bed, bed.chat(), "policy");
        }
    }

    @Test
    void aFallbackKeepsTheClassUnlessTheWorkloadSaysOtherwise() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m, two/grand", "")) {
            bed.one.always(error(404, "model_not_found"));
            HttpResponse<String> answer = bed.chat();
            assertEquals(404, answer.statusCode());
            assertEquals(0, bed.two.connections());
            assertTrue(bed.explained("failover.class").startsWith("two/grand its class is frontier"));
        }
        try (var bed = FailoverBed.open(dir.resolve("dearer"), "one/m, two/grand", "failover: {dearer-class: true}")) {
            bed.one.always(error(404, "model_not_found"));
            bed.two.always(answer("grand"));
            assertEquals("grand", header(bed.chat(), "x-signalbox-model"));
            assertEquals(List.of("one/m model_gone", "two/grand"), bed.attempts());
        }
    }

    @Test
    void aGoodStatusWithoutAnAnswerGoesOn() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.two.always(answer("m2"));
            bed.one
                    .then(FakeReply.json(200, "{\"choices\":["))
                    .then(FakeReply.json(200, "{\"error\":{\"message\":\"died\",\"code\":502}}"));
            for (String failure : List.of("broken", "overloaded")) {
                assertEquals("two", header(bed.chat(), "x-signalbox-provider"));
                assertEquals(List.of("one/m " + failure, "two/m2"), bed.attempts());
                assertEquals(0, bed.served.budget("w-day").held());
            }
        }
    }

    @Test
    void theClientsOwnMistakeIsItsAnswer() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.always(error(400, "invalid_request_error"));
            assertEquals(400, bed.chat().statusCode());
            assertEquals(List.of("one/m client_mistake"), bed.attempts());
            assertFalse(bed.served.router().health().containsKey("one"));
            assertEquals(0, bed.two.connections());
        }
    }
}
