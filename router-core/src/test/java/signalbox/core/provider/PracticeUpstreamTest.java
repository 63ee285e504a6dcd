package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import signalbox.core.policy.Wire;
import signalbox.core.provider.PracticeSettings.Fault;
import signalbox.core.testing.Answers;
import signalbox.core.testing.Providers;

@Timeout(20)
class PracticeUpstreamTest {
    private final PracticeUpstream practice =
            new PracticeUpstream(PracticeSettings.instant(), () -> Instant.ofEpochSecond(1_800_000_000));

    private static final String CHAT =
            """
            {"model":"practice-small","messages":[{"role":"user","content":"Summarise the minutes"}]%s}\
            """;
    private static final String CLAUDE =
            """
            {"model":"practice-small","max_tokens":%d,"messages":[{"role":"user","content":"Summarise"}]}\
            """;

    @Test
    void aPlainChatAnswerHasTheShapeOfTheRealOne() throws Exception {
        var json = Answers.text(send(Wire.OPENAI_CHAT, CHAT.formatted(""), false));
        assertEquals(List.of("chat.completion"), Answers.values(json, "object"));
        assertEquals(List.of("stop"), Answers.values(json, "finish_reason"));
        assertTrue(Answers.values(json, "content").getFirst().startsWith(PracticeText.OPENING));
        int prompt = number(json, "prompt_tokens");
        int completion = number(json, "completion_tokens");
        assertTrue(prompt > 5 && completion > 20, json);
        assertEquals(prompt + completion, number(json, "total_tokens"));
    }

    @Test
    void theSameRequestGetsTheSameAnswerAndAnotherOneAnother() throws Exception {
        var first = Answers.text(send(Wire.OPENAI_CHAT, CHAT.formatted(""), false));
        assertEquals(first, Answers.text(send(Wire.OPENAI_CHAT, CHAT.formatted(""), false)));
        var other = CHAT.formatted("").replace("minutes", "hours");
        assertNotEquals(first, Answers.text(send(Wire.OPENAI_CHAT, other, false)));
    }

    @Test
    void aChatStreamSaysWhatThePlainAnswerSays() throws Exception {
        var plain = Answers.text(send(Wire.OPENAI_CHAT, CHAT.formatted(""), false));
        var asked = CHAT.formatted(",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        var events = Answers.events(Answers.text(send(Wire.OPENAI_CHAT, asked, true)));
        assertEquals("[DONE]", events.getLast());
        var usage = events.get(events.size() - 2);
        assertEquals(number(plain, "completion_tokens"), number(usage, "completion_tokens"));
        assertTrue(usage.contains("\"choices\":[]"));
        var text =
                events.subList(0, events.size() - 1).stream()
                        .flatMap(event -> Answers.values(event, "content").stream())
                        .collect(Collectors.joining());
        assertEquals(Answers.values(plain, "content").getFirst(), text);
        // the tokens, the role, the finish, the usage, the end
        assertEquals(number(plain, "completion_tokens") + 4, events.size());
    }

    @Test
    void aChatStreamHasNoUsageThatWasNotAskedFor() throws Exception {
        var stream = Answers.text(send(Wire.OPENAI_CHAT, CHAT.formatted(",\"stream\":true"), true));
        assertFalse(stream.contains("usage"));
    }

    @Test
    void theOutputLimitCutsAndSaysSo() throws Exception {
        var chat = Answers.text(send(Wire.OPENAI_CHAT, CHAT.formatted(",\"max_completion_tokens\":7"), false));
        assertEquals(List.of("length"), Answers.values(chat, "finish_reason"));
        assertEquals(7, number(chat, "completion_tokens"));
        var claude = Answers.text(send(Wire.ANTHROPIC, CLAUDE.formatted(7), false));
        assertEquals(List.of("max_tokens"), Answers.values(claude, "stop_reason"));
        assertEquals(7, number(claude, "output_tokens"));
    }

    @Test
    void severalChoicesDifferAndAllCount() throws Exception {
        var json = Answers.text(send(Wire.OPENAI_CHAT, CHAT.formatted(",\"n\":3,\"max_tokens\":50"), false));
        assertEquals(3, Answers.values(json, "content").stream().distinct().count());
        assertEquals(150, number(json, "completion_tokens"));
    }

    @Test
    void jsonIsAnsweredToWhoAsksForJson() throws Exception {
        var asked = CHAT.formatted(",\"response_format\":{\"type\":\"json_object\"}");
        var json = Answers.text(send(Wire.OPENAI_CHAT, asked, false));
        assertEquals(List.of("true"), Answers.values(Answers.values(json, "content").getFirst(), "simulated"));
    }

    @Test
    void aMessagesStreamHasItsEventsInOrder() throws Exception {
        var plain = Answers.text(send(Wire.ANTHROPIC, CLAUDE.formatted(4000), false));
        var stream = Answers.text(send(Wire.ANTHROPIC, CLAUDE.formatted(4000), true));
        var events = Answers.events(stream);
        var kinds = events.stream().map(event -> Answers.values(event, "type").getFirst()).distinct().toList();
        assertEquals(
                List.of(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop"),
                kinds);
        var text =
                events.stream()
                        .filter(event -> event.contains("text_delta"))
                        .flatMap(event -> Answers.values(event, "text").stream())
                        .collect(Collectors.joining());
        assertEquals(Answers.values(plain, "text").getFirst(), text);
        assertEquals(number(plain, "output_tokens"), number(events.get(events.size() - 2), "output_tokens"));
        assertTrue(stream.startsWith("event: message_start\n"));
    }

    @Test
    void eachFaultFailsInItsWay() throws Exception {
        practice.settings(practice.settings().withPatience(Duration.ofMillis(30)));
        assertStatus(429, Fault.RATE_LIMIT);
        assertEquals("2", send("practice-small:rate-limit", true).headers().get("retry-after"));
        assertStatus(429, Fault.NO_CREDIT);
        assertStatus(401, Fault.BAD_KEY);
        assertStatus(500, Fault.SERVER_ERROR);
        assertFails(ErrorClass.CONNECT, false, Fault.CONNECT);
        assertFails(ErrorClass.TIMEOUT, true, Fault.SILENCE);
        assertFails(ErrorClass.TIMEOUT, true, Fault.STALL);
        assertFails(ErrorClass.BROKEN, true, Fault.CUT);
        var noEnd = Answers.text(send("practice-small:no-end", true));
        assertFalse(noEnd.contains("[DONE]"));
        assertThrows(
                AssertionError.class,
                () ->
                        Answers.values(
                                Answers.events(Answers.text(send("practice-small:malformed", true))).getLast(), "x"));
        var honest = number(Answers.text(send("practice-small", false)), "prompt_tokens");
        var lying = number(Answers.text(send("practice-small:lying-usage", false)), "prompt_tokens");
        assertEquals(honest * 10, lying);
        assertFalse(Answers.text(send("practice-small:no-usage", false)).contains("usage"));
    }

    @Test
    void aFaultCanComeEveryFewCalls() throws Exception {
        practice.settings(practice.settings().withFault(Fault.SERVER_ERROR, 3));
        var statuses = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            statuses.append(send("practice-small", false).status()).append(' ');
        }
        assertEquals("200 200 500 200 200 500 ", statuses.toString());
    }

    @Test
    void cancellingEndsAReadThatWaits() throws Exception {
        practice.settings(practice.settings().withPace(Duration.ZERO, Duration.ofHours(1)));
        var cancellation = new Upstream.Cancellation();
        var answer = practice.send(request(Wire.OPENAI_CHAT, "practice-small", CHAT.formatted(""), true), cancellation);
        answer.read(new byte[8192]);
        Thread.ofPlatform().start(cancellation::cancel);
        var failure = assertThrows(Upstream.UpstreamFailure.class, () -> Answers.text(answer));
        assertEquals(ErrorClass.CANCELLED, failure.errorClass());
    }

    @Test
    void textIsVariedAndPlainlySimulated() {
        var lengths = new TreeSet<Integer>();
        for (int seed = 0; seed < 200; seed++) {
            var request = new PracticeRequest("practice-small", false, 1000, 1, 10, 1, false, seed * 7919L);
            var text = PracticeText.of(request, 0);
            assertTrue(text.startsWith("Simulated answer from the practice provider: "));
            assertEquals(text, String.join("", PracticeText.tokens(text)));
            lengths.add(text.length());
        }
        assertTrue(lengths.last() > 3 * lengths.first(), lengths.toString());
    }

    private void assertStatus(int status, Fault fault) throws Exception {
        var answer = send("practice-small:" + fault.id(), true);
        assertEquals(status, answer.status());
        assertTrue(Answers.text(answer).startsWith("{\"error\":"));
    }

    private void assertFails(ErrorClass errorClass, boolean sent, Fault fault) {
        var failure =
                assertThrows(
                        Upstream.UpstreamFailure.class, () -> Answers.text(send("practice-small:" + fault.id(), true)));
        assertEquals(errorClass, failure.errorClass());
        assertEquals(sent, failure.sent());
    }

    private Upstream.Answer send(String model, boolean stream) throws Exception {
        var body = CHAT.formatted(stream ? ",\"stream\":true" : "");
        return practice.send(request(Wire.OPENAI_CHAT, model, body, stream), new Upstream.Cancellation());
    }

    private Upstream.Answer send(Wire wire, String body, boolean stream) throws Exception {
        return practice.send(request(wire, "practice-small", body, stream), new Upstream.Cancellation());
    }

    private static Upstream.Request request(Wire wire, String model, String body, boolean stream) {
        return new Upstream.Request(
                Providers.practice("practice", wire),
                wire,
                "/chat/completions",
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                model,
                stream);
    }

    private static int number(String json, String field) {
        return Integer.parseInt(Answers.values(json, field).getFirst());
    }
}
