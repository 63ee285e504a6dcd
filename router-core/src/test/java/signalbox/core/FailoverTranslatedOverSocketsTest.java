package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static signalbox.core.FailoverBed.error;
import static signalbox.core.FailoverBed.header;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.ledger.CallRow.Outcome;
import signalbox.core.testing.FakeReply;

/// Falling back over the border between two dialects: the client sees one answer or one error, in its own.
@Timeout(60)
class FailoverTranslatedOverSocketsTest {
    private static final String OPENAI = "openai-chat";
    private static final String ANTHROPIC = "anthropic";
    private static final String MESSAGE =
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"%s","content":[{"type":"text","text":"Hello."}],\
            "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":5}}\
            """;

    @TempDir Path dir;

    private static String message(String extra) {
        return "{\"model\":\"m\",\"max_tokens\":50%s,\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}"
                .formatted(extra);
    }

    private static FakeReply overloaded() {
        return FakeReply.json(
                529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
    }

    /// A stream of Anthropic's up to where its text has been said.
    private static FakeReply begun(String model) {
        return FakeReply.stream()
                .piece(
                        """
                        event: message_start
                        data: {"type":"message_start","message":{"id":"msg_2","type":"message","role":"assistant",\
                        "model":"%s","content":[],"stop_reason":null,"usage":{"input_tokens":10,"output_tokens":1}}}

                        event: content_block_start
                        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                        """
                                .formatted(model))
                .piece(
                        """
                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

                        """);
    }

    private static FakeReply ended(FakeReply begun) {
        return begun.piece(
                """
                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}

                event: message_stop
                data: {"type":"message_stop"}

                """);
    }

    private static String messages(FailoverBed bed) throws Exception {
        return bed.served.rawStream(Served.MESSAGES, message(",\"stream\":true"));
    }

    @Test
    void anOpenAiClientFallsBackToAnthropic() throws Exception {
        try (var bed = FailoverBed.speaking(dir, OPENAI, ANTHROPIC)) {
            bed.one.always(error(503, "overloaded"));
            bed.two.then(FakeReply.json(200, MESSAGE.formatted("m2"))).always(ended(begun("m2")));
            HttpResponse<String> answer = bed.chat();
            assertEquals(200, answer.statusCode(), answer.body());
            Json body = Json.read(answer.body());
            assertEquals("chat.completion", body.get("object").text());
            assertEquals("m2", body.get("model").text(), "the answer names the model that answered");
            assertEquals("m2", header(answer, "x-signalbox-model"));
            assertEquals(List.of("one/m overloaded", "two/m2"), bed.attempts());
            assertEquals(FailoverBed.TWO_NANOS, bed.row().costNanos());

            String text = bed.stream();
            assertTrue(text.contains("\"model\":\"m2\"") && text.contains("data: [DONE]\n\n"), text);
            assertEquals(List.of("one/m overloaded", "two/m2"), bed.attempts());
        }
    }

    @Test
    void anAnthropicClientFallsBackToOpenAi() throws Exception {
        try (var bed = FailoverBed.speaking(dir, ANTHROPIC, OPENAI)) {
            bed.one.always(overloaded());
            bed.two.then(FailoverBed.answer("m2")).always(FailoverBed.stream("m2"));
            HttpResponse<String> answer = bed.served.call(Served.MESSAGES, message(""));
            assertEquals(200, answer.statusCode(), answer.body());
            Json body = Json.read(answer.body());
            assertEquals("message", body.get("type").text());
            assertEquals("m2", body.get("model").text());
            assertEquals(List.of("one/m overloaded", "two/m2"), bed.attempts());
            assertEquals(FailoverBed.TWO_NANOS, bed.row().costNanos());

            String text = messages(bed);
            assertTrue(text.contains("event: message_stop\n"), text);
            assertTrue(text.contains("\"model\":\"m2\""), text);
        }
    }

    @Test
    void failuresBeforeTheFirstOutputStayInvisibleOverTheBorder() throws Exception {
        try (var bed = FailoverBed.speaking(dir, ANTHROPIC, OPENAI)) {
            bed.one.always(
                    FakeReply.stream()
                            .piece("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{}}\n\n")
                            .close());
            bed.two.always(FailoverBed.stream("m2"));
            String text = bed.stream();
            assertTrue(text.contains("data: [DONE]\n\n"), text);
            assertFalse(text.contains("error"), text);
            assertEquals(List.of("one/m broken", "two/m2"), bed.attempts());
        }
    }

    @Test
    void aFailureInTheMiddleIsAnErrorOfTheClientsDialect() throws Exception {
        for (FakeReply cut :
                List.of(
                        begun("m").close(),
                        begun("m").reset(),
                        begun("m").event("{\"type\":\"content_block_delta\",\"ind"),
                        begun("m")
                                .piece(
                                        "event: error\ndata: {\"type\":\"error\",\"error\":"
                                                + "{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"))) {
            try (var bed =
                    FailoverBed.speaking(
                            dir.resolve(Integer.toString(System.identityHashCode(cut))), ANTHROPIC, OPENAI)) {
                bed.one.always(cut);
                String openAi = bed.stream();
                assertTrue(openAi.contains("Hello") && openAi.contains("data: {\"error\":{"), openAi);
                assertFalse(openAi.contains("[DONE]") || openAi.contains("\"finish_reason\":\"stop\""), openAi);
                assertEquals(Outcome.FAILED, bed.row().outcome());

                String anthropic = messages(bed);
                assertTrue(anthropic.contains("Hello") && anthropic.contains("event: error\n"), anthropic);
                assertFalse(anthropic.contains("message_stop"), anthropic);
                assertEquals(1, bed.row().attempts().size());
                assertEquals(0, bed.two.connections());
            }
        }
    }

    @Test
    void anOpenAiProvidersFailureInTheMiddleIsAnErrorForAnAnthropicClient() throws Exception {
        try (var bed = FailoverBed.speaking(dir, OPENAI, ANTHROPIC)) {
            bed.one.always(FakeReply.stream().event(FailoverBed.PIECE.formatted("m")).close());
            String text = messages(bed);
            assertTrue(text.contains("Hello") && text.contains("event: error\n"), text);
            assertTrue(text.contains("one: The answer"), text);
            assertFalse(text.contains("message_stop") || text.contains("end_turn"), text);
            assertEquals(Outcome.FAILED, bed.row().outcome());
            assertEquals(0, bed.two.connections());
        }
    }

    @Test
    void whenBothFailTheErrorIsInTheClientsDialect() throws Exception {
        try (var bed = FailoverBed.speaking(dir, OPENAI, ANTHROPIC)) {
            bed.one.always(error(503, "overloaded"));
            bed.two.always(
                    FakeReply.json(
                            400,
                            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                                    + "\"message\":\"Your credit balance is too low\"}}"));
            HttpResponse<String> answer = bed.served.call(Served.MESSAGES, message(""));
            assertEquals(503, answer.statusCode(), answer.body());
            assertEquals("error", Json.read(answer.body()).get("type").text());
            assertEquals(List.of("one/m overloaded", "two/m2 quota", "one/m overloaded"), bed.attempts());
        }
    }
}
