package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;

/// Requests in Responses and Gemini, embeddings and counts: what they say, what is refused, what is sent on.
class LaterRequestsTest {
    private static final Dialect RESPONSES = Dialect.of(Wire.OPENAI_RESPONSES);
    private static final Dialect GEMINI = Dialect.of(Wire.GEMINI);

    private static ParsedRequest parse(Dialect dialect, String body) throws MalformedRequest {
        return dialect.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String forward(Dialect dialect, String body) throws MalformedRequest {
        byte[] sent = dialect.forward(parse(dialect, body), new Forwarding("up-1", 77, "max_tokens", true));
        return new String(sent, StandardCharsets.UTF_8);
    }

    private static MalformedRequest refused(Dialect dialect, String body) {
        return assertThrows(MalformedRequest.class, () -> parse(dialect, body), body);
    }

    @Test
    void aResponsesRequestSaysWhatItNeeds() throws Exception {
        var parsed =
                parse(
                        RESPONSES,
                        """
                        {"model":"gpt-x","stream":true,"max_output_tokens":500,"safety_identifier":"u",\
                        "service_tier":"flex","reasoning":{"effort":"high"},"max_tool_calls":3,\
                        "text":{"format":{"type":"json_schema","name":"a","schema":{}}},\
                        "tools":[{"type":"function","name":"f","parameters":{}},\
                        {"type":"namespace","name":"n","tools":[{"type":"function","name":"g"}]},{"type":"web_search"}],\
                        "input":[{"role":"user","content":[{"type":"input_text","text":"x"},\
                        {"type":"input_image","image_url":"data:image/png;base64,aaaa"}]}]}\
                        """);
        assertEquals("gpt-x", parsed.model());
        assertTrue(parsed.stream());
        assertEquals(500, parsed.outputLimit());
        assertEquals("u", parsed.endUser());
        assertEquals("flex", parsed.serviceTier());
        assertEquals(3, parsed.maxSearchCalls());
        assertEquals(1, parsed.messages());
        assertEquals(
                Set.of(Ability.TOOLS, Ability.IMAGES, Ability.REASONING, Ability.JSON_SCHEMA),
                Set.copyOf(parsed.needs()));
        // searches read what they find as input
        assertTrue(parsed.input().unbounded());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"previous_response_id\":\"resp_1\"' | stateful_unsupported | previous_response_id",
                "'\"conversation\":{\"id\":\"conv_1\"}' | stateful_unsupported | conversation",
                "'\"prompt\":{\"id\":\"pmpt_1\"}' | stateful_unsupported | prompt",
                "'\"background\":true' | stateful_unsupported | background",
                "'\"tools\":[{\"type\":\"web_search\"}]' | unknown_cost_field | max_tool_calls",
                "'\"tools\":[{\"type\":\"code_interpreter\"}]' | unknown_cost_field | tools[0].type",
                "'\"context_management\":[{}]' | unknown_cost_field | context_management",
                "'\"Model\":\"b\"' | misspelled_field | Model"
            })
    void whatResponsesCannotDoHereIsRefused(String field, String code, String param) {
        var refused = refused(RESPONSES, "{\"model\":\"m\",\"input\":\"x\"," + field + "}");
        assertEquals(code, refused.code());
        assertEquals(param, refused.param());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"previous_response_id\":null",
                "\"background\":false",
                "\"store\":true",
                "\"include\":[\"reasoning.encrypted_content\"]",
                "\"client_metadata\":{\"a\":\"b\"}"
            })
    void whatChangesNothingPasses(String field) throws Exception {
        String sent = forward(RESPONSES, "{\"model\":\"m\",\"input\":\"x\"," + field + "}");
        assertEquals("{\"max_output_tokens\":77,\"model\":\"up-1\",\"input\":\"x\"," + field + "}", sent);
    }

    @Test
    void inputIsNeeded() {
        assertEquals("input", refused(RESPONSES, "{\"model\":\"m\"}").param());
        assertEquals("contents", refused(GEMINI, "{}").param());
    }

    @Test
    void aGeminiRequestSaysWhatItNeeds() throws Exception {
        var parsed =
                parse(
                        GEMINI,
                        """
                        {"contents":[{"role":"user","parts":[{"text":"x"},{"inlineData":{"mimeType":"image/png","data":"aaaa"}}]}],\
                        "tools":[{"functionDeclarations":[{"name":"f"},{"name":"g"}]}],\
                        "generationConfig":{"maxOutputTokens":50,"candidateCount":2,"responseSchema":{"type":"OBJECT"},\
                        "thinkingConfig":{"thinkingBudget":128}}}\
                        """);
        assertEquals(50, parsed.outputLimit());
        assertEquals(2, parsed.choices());
        assertEquals(
                Set.of(Ability.TOOLS, Ability.IMAGES, Ability.REASONING, Ability.JSON_SCHEMA),
                Set.copyOf(parsed.needs()));
        var addressed = new Address(Operation.GENERATE, "g-1", true, false).on(parsed);
        assertEquals("g-1", addressed.model());
        assertTrue(addressed.stream());
    }

    @Test
    void whatMeansNothingHerePassesToGemini() throws Exception {
        String body =
                "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"maxOutputTokens\":77},"
                    + "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"AUTO\"}},\"safetySettings\":[],\"new\":1}";
        assertEquals(body, forward(GEMINI, body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"contents\":[]} | {\"generationConfig\":{\"maxOutputTokens\":77},\"contents\":[]}",
                "{\"contents\":[],\"generationConfig\":{}} |"
                        + " {\"contents\":[],\"generationConfig\":{\"maxOutputTokens\":77}}",
                "{\"contents\":[],\"generationConfig\":{\"topP\":1}} |"
                        + " {\"contents\":[],\"generationConfig\":{\"maxOutputTokens\":77,\"topP\":1}}",
                "{\"contents\":[],\"generationConfig\":{\"maxOutputTokens\":9}} |"
                        + " {\"contents\":[],\"generationConfig\":{\"maxOutputTokens\":77}}",
                "{\"contents\":[],\"generationConfig\":null} |"
                        + " {\"contents\":[],\"generationConfig\":{\"maxOutputTokens\":77}}"
            })
    void onlyTheLimitIsPutIntoAGeminiRequest(String body, String sent) throws Exception {
        String one = "[{\"parts\":[{\"text\":\"x\"}]}]";
        assertEquals(sent.replace("[]", one), forward(GEMINI, body.replace("[]", one)));
    }

    /// Google's servers take both spellings, so a limit in the other one must not pass unseen.
    @Test
    void theOtherSpellingOfAFieldIsTheSameField() throws Exception {
        String body =
                "{\"contents\":[{\"parts\":[{\"inline_data\":{\"mime_type\":\"image/png\",\"data\":\"aa\"}},"
                        + "{\"function_call\":{\"name\":\"f\",\"args\":{\"my_key\":1}}}]}],"
                        + "\"generation_config\":{\"max_output_tokens\":9}}";
        assertEquals(9, parse(GEMINI, body).outputLimit());
        assertTrue(parse(GEMINI, body).needs().contains(Ability.IMAGES));
        String sent = forward(GEMINI, body);
        assertTrue(sent.endsWith("\"generationConfig\":{\"maxOutputTokens\":77}}"), sent);
        assertTrue(sent.contains("\"args\":{\"my_key\":1}"), sent);
        String twice =
                "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],"
                    + "\"generationConfig\":{\"maxOutputTokens\":9},\"generation_config\":{\"maxOutputTokens\":9000}}";
        assertEquals("duplicate_key", refused(GEMINI, twice).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tools\":[{\"googleSearch\":{}}]",
                "\"tools\":[{\"google_search\":{}}]",
                "\"tools\":[{\"codeExecution\":{}}]",
                "\"generationConfig\":{\"responseModalities\":[\"IMAGE\"]}",
                "\"model\":\"models/other\""
            })
    void whatGeminiWouldBillBeyondItsLimitsIsRefused(String field) {
        var refused = refused(GEMINI, "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}]," + field + "}");
        assertEquals("unknown_cost_field", refused.code());
    }

    @Test
    void filesByReferenceAreBoundByNothing() throws Exception {
        String file = "{\"contents\":[{\"parts\":[{\"fileData\":{\"fileUri\":\"https://x/y\"}}]}]}";
        assertTrue(parse(GEMINI, file).input().unbounded());
        String reference = "{\"model\":\"m\",\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]}";
        assertTrue(parse(RESPONSES, reference).input().unbounded());
    }

    @Test
    void embeddingsSayHowManyTextsAndChangeOnlyTheModel() throws Exception {
        var openai = Dialect.of(Wire.OPENAI_CHAT, Operation.EMBED);
        String body = "{\"input\":[\"a\",\"b\"],\"model\":\"e\",\"dimensions\":3}";
        assertEquals(2, parse(openai, body).messages());
        assertTrue(parse(openai, body).needs().contains(Ability.EMBEDDINGS));
        assertEquals(body.replace("\"e\"", "\"up-1\""), forward(openai, body));
        var batch = Dialect.of(Wire.GEMINI, Operation.EMBED_BATCH);
        String many =
                "{\"requests\":[{\"model\":\"models/a\",\"content\":{\"parts\":[{\"text\":\"x\"}]}},"
                        + "{\"model\":\"models/a\",\"content\":{\"parts\":[{\"text\":\"y\"}]}}]}";
        assertEquals(2, parse(batch, many).messages());
        assertEquals(many.replace("models/a", "models/up-1"), forward(batch, many));
    }

    private static List<String> opaque(String body) {
        var places = new ArrayList<String>();
        TextLeaves.visit(
                body.getBytes(StandardCharsets.UTF_8),
                new TextLeaves.Visitor() {
                    @Override
                    public void text(char[] chars, int from, int to, TextLeaves.Place place) {}

                    @Override
                    public void opaque(TextLeaves.Place place) {
                        places.add(place.path());
                    }
                });
        return places;
    }

    @Test
    void whatCannotBeReadIsToldAsSuch() {
        assertEquals(2, opaque("{\"input\":[[15339,11],[42]]}").size());
        assertEquals(1, opaque("{\"input\":[15339,11,42]}").size());
        assertEquals(1, opaque("{\"input\":[{\"type\":\"item_reference\",\"id\":\"m\"}]}").size());
        assertEquals(1, opaque("{\"cachedContent\":\"cachedContents/1\"}").size());
        assertEquals(0, opaque("{\"input\":[\"plain\"]}").size());
    }

    private static List<String> texts(String body, boolean replaceable) {
        var texts = new ArrayList<String>();
        TextLeaves.visit(
                body.getBytes(StandardCharsets.UTF_8),
                new TextLeaves.Visitor() {
                    @Override
                    public void text(char[] chars, int from, int to, TextLeaves.Place place) {
                        if (place.replaceable() == replaceable) {
                            texts.add(new String(chars, from, to - from));
                        }
                    }

                    @Override
                    public void opaque(TextLeaves.Place place) {}
                });
        return texts;
    }

    @Test
    void everyTextOfBothShapesIsToldAndReplaceable() {
        String responses =
                """
                {"instructions":"T1","input":[{"role":"user","content":[{"type":"input_text","text":"T2"}]},\
                {"type":"function_call","call_id":"c","name":"f","arguments":"{\\"a\\":\\"T3\\"}"},\
                {"type":"function_call_output","call_id":"c","output":"T4"},\
                {"type":"custom_tool_call","call_id":"d","name":"g","input":"T5"},\
                {"type":"custom_tool_call_output","call_id":"d","output":[{"type":"input_text","text":"T6"}]},\
                {"type":"local_shell_call","action":{"command":["T7"]}},\
                {"type":"reasoning","summary":[{"type":"summary_text","text":"T8"}]}],"client_metadata":{"x":"T9"}}\
                """;
        assertEquals(List.of("T1", "T2", "{\"a\":\"T3\"}", "T4", "T5", "T6", "T7", "T8", "T9"), texts(responses, true));
        String gemini =
                """
                {"systemInstruction":{"parts":[{"text":"T1"}]},"contents":[{"role":"user","parts":[{"text":"T2"},\
                {"functionCall":{"name":"f","args":{"type":"T3"}}},\
                {"functionResponse":{"name":"f","response":{"name":"T4"}}},\
                {"executableCode":{"code":"T5"}},{"codeExecutionResult":{"output":"T6"}}]}]}\
                """;
        assertEquals(List.of("T1", "T2", "T3", "T4", "T5", "T6"), texts(gemini, true));
        String batch = "{\"requests\":[{\"model\":\"models/a\",\"content\":{\"parts\":[{\"text\":\"T1\"}]}}]}";
        assertEquals(List.of("T1"), texts(batch, true));
    }

    @Test
    void theOtherSpellingIsPutRightBesideHugeNumbersAndHalvesOfCharacters() throws Exception {
        for (String odd : List.of("1e-999999999999", "\"\\ud800\"")) {
            String body =
                    "{\"generation_config\":{\"max_output_tokens\":9},\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],"
                            + "\"labels\":{\"x\":"
                            + odd
                            + "}}";
            var parsed = Dialect.of(Wire.GEMINI).parse(body.getBytes(StandardCharsets.UTF_8));
            assertEquals(9, parsed.outputLimit(), odd);
        }
    }
}
