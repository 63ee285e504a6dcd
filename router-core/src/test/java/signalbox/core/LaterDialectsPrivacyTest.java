package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Placeholders in calls of Responses and Gemini clients: no text that is to stay leaves, and the answer has it again.
class LaterDialectsPrivacyTest {
    private static final String MAIL = "ada@analytical.example";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[EMAIL_[a-z2-9]{12}]");

    @TempDir Path dir;

    private FakeUpstream upstream;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        upstream = FakeUpstream.start();
        served =
                Served.open(
                        dir.resolve("data"),
                        """
                        signalbox: 1
                        providers:
                          gpt:
                            vendor: openai
                            wire: openai-responses
                            base-url: http://127.0.0.1:%1$d/v1
                            models: {m: {context: 100000, max-output: 1000, abilities: [tools], price: {input: 1, output: 2}}}
                          google:
                            vendor: google
                            wire: gemini
                            base-url: http://127.0.0.1:%1$d
                            models: {g: {context: 100000, max-output: 1000, abilities: [tools], price: {input: 1, output: 2}}}
                        routes: {r: [gpt/m], g: [google/g]}
                        workloads:
                          w: {route: r, max-tokens: 100, tripwire: {email: redact}}
                          g: {route: g, max-tokens: 100, tripwire: {email: redact}}
                        """
                                .formatted(upstream.port()));
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    private static String placeholder(FakeUpstream.Received request) {
        Matcher found = PLACEHOLDER.matcher(request.text());
        assertTrue(found.find(), request.text());
        return found.group();
    }

    @Test
    void aResponsesStreamHasTheTextsBackWhereverThePlaceholderIsCut() throws Exception {
        upstream.always(request -> {
            String held = placeholder(request);
            return FakeReply.stream()
                    .event(delta("To " + held.substring(0, 5)))
                    .event(delta(held.substring(5, 11)))
                    .event(delta(held.substring(11) + "."))
                    .event(
                            "{\"type\":\"response.output_text.done\",\"item_id\":\"m\",\"output_index\":0,"
                                    + "\"content_index\":0,\"text\":\"To "
                                    + held
                                    + ".\"}")
                    .event(
                            "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":["
                                    + "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"To "
                                    + held
                                    + ".\"}]}],\"usage\":{\"input_tokens\":20,\"output_tokens\":5}}}");
        });
        String answer =
                served.call(
                                "/v1/responses",
                                "{\"model\":\"m\",\"stream\":true,\"instructions\":\"Be kind to "
                                        + MAIL
                                        + "\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\","
                                        + "\"text\":\"Write to "
                                        + MAIL
                                        + "\"}]},{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\""
                                        + MAIL
                                        + "\"}]}")
                        .body();
        assertFalse(upstream.next().text().contains(MAIL));
        assertFalse(PLACEHOLDER.matcher(answer).find(), answer);
        var said = new StringBuilder();
        for (String line : answer.split("\n")) {
            if (line.startsWith("data: ") && line.contains("output_text.delta")) {
                said.append(Json.read(line.substring(6)).get("delta").text());
            }
        }
        assertEquals("To " + MAIL + ".", said.toString());
        // done, and once more in the response that ends it
        assertEquals(2, answer.split("To " + Pattern.quote(MAIL), -1).length - 1, answer);
    }

    private static String delta(String text) {
        return "{\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"output_index\":0,\"content_index\":0,"
                + "\"delta\":\""
                + text
                + "\"}";
    }

    @Test
    void aGeminiStreamHasTheTextsBackInBothForms() throws Exception {
        served.issueKey("g");
        upstream.always(request -> {
            String held = placeholder(request);
            return FakeReply.stream()
                    .piece(piece("To " + held.substring(0, 7), ""))
                    .piece(piece(held.substring(7) + ".", "\"finishReason\":\"STOP\","));
        });
        String ask =
                "{\"systemInstruction\":{\"parts\":[{\"text\":\""
                        + MAIL
                        + "\"}]},\"contents\":[{\"parts\":[{\"text\":\"To "
                        + MAIL
                        + "\"},{\"functionResponse\":{\"name\":\"f\",\"response\":{\"output\":\""
                        + MAIL
                        + "\"}}}]}]}";
        String events = served.call("/v1beta/models/g:streamGenerateContent?alt=sse", ask).body();
        assertFalse(upstream.next().text().contains(MAIL));
        assertFalse(PLACEHOLDER.matcher(events).find(), events);
        var array = Json.read(served.call("/v1beta/models/g:streamGenerateContent", ask).body()).items();
        var said = new StringBuilder();
        for (Json element : array) {
            for (Json candidate : element.get("candidates").items()) {
                said.append(candidate.get("content").get("parts").items().getFirst().get("text").text());
            }
        }
        assertEquals("To " + MAIL + ".", said.toString());
    }

    private static String piece(String text, String finish) {
        return "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\""
                + text
                + "\"}],\"role\":\"model\"},"
                + finish
                + "\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":20,\"candidatesTokenCount\":5}}\r\n\r\n";
    }

    @Test
    void aGeminiPictureMakesTheCallPrivate() throws Exception {
        served.issueKey("g");
        var answer =
                served.call(
                        "/v1beta/models/g:generateContent",
                        "{\"contents\":[{\"parts\":[{\"inline_data\":{\"mime_type\":\"image/png\",\"data\":\"aa\"}}]}]}");
        assertEquals(403, answer.statusCode(), answer.body());
        assertEquals(0, upstream.received().size());
    }
}
