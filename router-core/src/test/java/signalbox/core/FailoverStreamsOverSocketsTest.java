package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow.Outcome;
import signalbox.core.price.Provenance;
import signalbox.core.testing.FakeReply;

/// Streams that go wrong on the way: invisible while nothing has reached the client, and after that an error in its own
/// dialect, never a truncated answer passed off as complete.
@Timeout(60)
class FailoverStreamsOverSocketsTest {
    private static final String PIECE = FailoverBed.PIECE.formatted("m");

    @TempDir Path dir;

    private static void assertBrokeOff(FailoverBed bed, String text) throws Exception {
        assertTrue(text.contains("Hello"), text);
        assertTrue(text.contains("\"code\":\"provider_answer_broken\""), text);
        assertFalse(text.contains("[DONE]") || text.contains("finish_reason"), text);
        assertEquals(List.of("one/m broken"), bed.attempts());
        assertEquals(Outcome.FAILED, bed.row().outcome());
        assertEquals("broken", bed.row().code());
        assertEquals(Provenance.ESTIMATED, bed.row().attempts().getFirst().provenance());
        assertTrue(bed.row().costNanos() > 0, "what was delivered is charged");
        assertEquals(bed.row().costNanos(), bed.served.budget("w-day").spent());
        assertEquals(0, bed.served.budget("w-day").held());
        assertEquals(0, bed.two.connections(), "no second answer into a stream that has begun");
        String step = bed.explained("attempt.broken");
        assertTrue(step.contains(" charged: it ended when the client had part of the answer"), step);
    }

    @Test
    void aStreamCutInTheMiddleEndsWithAnError() throws Exception {
        for (FakeReply cut :
                List.of(
                        FakeReply.stream().event(PIECE).event(PIECE).close(),
                        FakeReply.stream().event(PIECE).piece("data: {\"choices\":[{\"del").close(),
                        FakeReply.stream().event(PIECE).reset(),
                        // a proper end of the connection, but not of the answer
                        FakeReply.stream().event(PIECE))) {
            try (var bed = FailoverBed.open(dir.resolve(Integer.toString(System.identityHashCode(cut))))) {
                bed.one.always(cut);
                assertBrokeOff(bed, bed.stream());
            }
        }
    }

    @Test
    void aMalformedPieceInTheMiddleEndsWithAnErrorAndIsNotSeen() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.always(
                    FakeReply.stream()
                            .event(PIECE)
                            .event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"sense")
                            .event(PIECE)
                            .event(FailoverBed.STOP)
                            .event("[DONE]"));
            String text = bed.stream();
            assertFalse(text.contains("sense\""), text);
            assertBrokeOff(bed, text);
            bed.one.always(FailoverBed.stream("m"));
            assertTrue(bed.stream().contains("[DONE]"));
        }
    }

    @Test
    void whatGoesWrongBeforeTheFirstOutputIsInvisible() throws Exception {
        for (FakeReply wrong :
                List.of(
                        FakeReply.stream().event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"sense"),
                        FakeReply.stream().piece(": soon\n\n").close(),
                        FakeReply.stream().piece(": soon\n\n").reset(),
                        FakeReply.stream().event("{\"error\":{\"message\":\"died\",\"code\":502}}").stall(),
                        FakeReply.stream())) {
            try (var bed = FailoverBed.open(dir.resolve(Integer.toString(System.identityHashCode(wrong))))) {
                bed.one.always(wrong);
                bed.two.always(FailoverBed.stream("m2"));
                String text = bed.stream();
                assertTrue(text.startsWith("HTTP/1.1 200"), text);
                assertTrue(text.contains("\"model\":\"m2\"") && text.contains("data: [DONE]"), text);
                assertFalse(text.contains("soon") || text.contains("sense") || text.contains("died"), text);
                assertEquals(2, bed.attempts().size());
                assertEquals("two/m2", bed.attempts().getLast());
                assertEquals(FailoverBed.TWO_NANOS, bed.row().attempts().getLast().costNanos());
            }
        }
    }

    @Test
    void aMissingEndMarkIsSuppliedAtOnceWhenTheAnswerHasFinished() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.always(FakeReply.stream().event(PIECE).event(FailoverBed.STOP).event(FailoverBed.USAGE));
            String text =
                    bed.served.rawStream(
                            Served.CHAT,
                            Served.chatBody("\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
            assertTrue(text.contains("data: [DONE]\n\n"), text);
            assertTrue(text.contains("\"prompt_tokens\":10"), text);
            assertEquals(List.of("one/m"), bed.attempts());
            assertEquals(Outcome.ANSWERED, bed.row().outcome());
            assertEquals(FailoverBed.ONE_NANOS, bed.row().costNanos());
            assertFalse(bed.served.router().health().containsKey("one"));
        }
    }

    @Test
    void aWholeAnswerIsNotWaitedBehindNorBrokenByWhatComesAfter() throws Exception {
        for (FakeReply open :
                List.of(
                        whole().event("[DONE]").stall(),
                        whole().stall(),
                        whole().event("[DONE]").reset(),
                        whole().reset(),
                        whole().close())) {
            try (var bed = FailoverBed.open(dir.resolve(Integer.toString(System.identityHashCode(open))))) {
                bed.one.always(open);
                String text = bed.stream();
                assertTrue(text.contains("data: [DONE]\n\n"), text);
                assertFalse(text.contains("\"error\""), text);
                assertEquals(List.of("one/m"), bed.attempts());
                assertEquals(Outcome.ANSWERED, bed.row().outcome());
                assertEquals(Provenance.REPORTED, bed.row().attempts().getFirst().provenance());
                assertEquals(FailoverBed.ONE_NANOS, bed.row().costNanos());
                assertTrue(bed.row().total().toSeconds() < 10, "not as long as between two pieces");
                assertFalse(bed.served.router().health().containsKey("one"));
            }
        }
    }

    private static FakeReply whole() {
        return FakeReply.stream().event(PIECE).event(FailoverBed.STOP).event(FailoverBed.USAGE);
    }

    @Test
    void anErrorEventInTheMiddleIsNotWaitedBehind() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.always(
                    FakeReply.stream().event(PIECE).event("{\"error\":{\"message\":\"died\",\"code\":502}}").stall());
            String text = bed.stream();
            assertTrue(text.contains("Hello") && text.contains("died"), text);
            assertFalse(text.contains("[DONE]"), text);
            assertEquals(Outcome.FAILED, bed.row().outcome());
            assertEquals(0, bed.two.connections());
        }
    }
}
