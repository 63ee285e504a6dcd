package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;

/// What a request's fields come to, in both dialects.
class ParseTest {
    private static final Dialect OPENAI = Dialect.of(Wire.OPENAI_CHAT);
    private static final Dialect ANTHROPIC = Dialect.of(Wire.ANTHROPIC);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A chat request with more fields at its front.
    private static String chat(String fields) {
        return "{" + fields + (fields.isEmpty() ? "" : ",") + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    private static ParsedRequest openAi(String body) throws MalformedRequest {
        return OPENAI.parse(bytes(body));
    }

    private static ParsedRequest anthropic(String body) throws MalformedRequest {
        return ANTHROPIC.parse(bytes(body));
    }

    private static MalformedRequest refused(Dialect dialect, String body) {
        return assertThrows(MalformedRequest.class, () -> dialect.parse(bytes(body)), body);
    }

    @Test
    void readsAWholeChatRequest() throws Exception {
        byte[] body =
                bytes(
                        """
                        {"model":"gpt-5.6-luna","stream":true,"stream_options":{"include_usage":true},
                         "max_completion_tokens":256,"n":2,"service_tier":"flex","safety_identifier":"u-1","user":"old",
                         "reasoning_effort":"low","response_format":{"type":"json_schema","json_schema":{"name":"a",\
                         "schema":{}}},
                         "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],
                         "messages":[{"role":"system","content":"S"},
                           {"role":"user","content":[{"type":"text","text":"x"},{"type":"input_audio",\
                           "input_audio":{"data":"AA=="}}]}]}
                        """);
        var request = OPENAI.parse(body);
        assertSame(body, request.body());
        assertEquals("gpt-5.6-luna", request.model());
        assertTrue(request.stream());
        assertTrue(request.usageAsked());
        assertEquals(256, request.outputLimit());
        assertEquals(2, request.choices());
        assertEquals("flex", request.serviceTier());
        assertEquals("u-1", request.endUser());
        assertEquals(2, request.messages());
        assertEquals(Set.of(Ability.REASONING, Ability.JSON_SCHEMA, Ability.TOOLS, Ability.AUDIO), request.needs());
    }

    @Test
    void readsTheLeastChatRequest() throws Exception {
        var request = openAi(chat(""));
        assertEquals("", request.model());
        assertFalse(request.stream());
        assertFalse(request.usageAsked());
        assertEquals(-1, request.outputLimit());
        assertEquals(1, request.choices());
        assertEquals(1, request.leastOutput());
        assertEquals(Set.of(), request.needs());
        assertEquals(Map.of(), request.fields());
    }

    @Test
    void nullStandsForAbsent() throws Exception {
        var request =
                openAi(
                        chat(
                                "\"model\":null,\"stream\":null,\"stream_options\":null,\"max_tokens\":null,\"n\":null,"
                                        + "\"tools\":null,\"response_format\":null,\"reasoning_effort\":null,"
                                        + "\"user\":null,\"prediction\":null"));
        assertEquals(-1, request.outputLimit());
        assertEquals(1, request.choices());
        assertEquals(Set.of(), request.needs());
    }

    @Test
    void readsWhatClaudeCodeSends() throws Exception {
        var request =
                anthropic(
                        """
                        {"model":"claude-opus-4-8","max_tokens":32000,"stream":true,"thinking":{"type":"adaptive"},
                         "output_config":{"effort":"high"},\
                         "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},
                         "metadata":{"user_id":"{\\"device_id\\":\\"d\\"}"},
                         "system":[{"type":"text","text":"S","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                         "tools":[{"name":"Bash","description":"d","input_schema":{"type":"object"}}],
                         "messages":[{"role":"user","content":[{"type":"text","text":"x"}]},
                           {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},
                             {"type":"tool_use","id":"toolu_1","name":"Bash","input":{"type":"image"}}]},
                           {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"ok"}]}]}
                        """);
        assertEquals("claude-opus-4-8", request.model());
        assertEquals(32000, request.outputLimit());
        assertEquals(3, request.messages());
        assertEquals("{\"device_id\":\"d\"}", request.endUser());
        assertEquals(Set.of(Ability.REASONING, Ability.TOOLS), request.needs());
        assertFalse(request.input().unbounded());
    }

    @Test
    void aThinkingBudgetIsTheLeastOutput() throws Exception {
        String body = chat("\"max_tokens\":4096,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}");
        assertEquals(2049, anthropic(body).leastOutput());
        assertEquals(2049, openAi(body).leastOutput());
        assertEquals(Set.of(), anthropic(chat("\"thinking\":{\"type\":\"disabled\"}")).needs());
        assertEquals(Set.of(), openAi(chat("\"reasoning_effort\":\"none\"")).needs());
        assertEquals(Set.of(), openAi(chat("\"reasoning\":{\"enabled\":false}")).needs());
    }

    @Test
    void searchesAreCounted() throws Exception {
        var request =
                anthropic(
                        chat("\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":8}]"));
        assertEquals(8, request.maxSearchCalls());
        assertEquals(Dialect.UNBOUNDED_INPUT, ANTHROPIC.inputBound(request));
        assertEquals(3, openAi(chat("\"n\":3,\"web_search_options\":{}")).maxSearchCalls());
        var open = refused(ANTHROPIC, chat("\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]"));
        assertEquals("unknown_cost_field", open.code());
        assertEquals("tools[0].max_uses", open.param());
    }

    @Test
    void threadsAreRefusedTheWayClientsUnderstand() {
        var refused = refused(ANTHROPIC, chat("\"thread\":{\"type\":\"create\"}"));
        assertEquals("thread_unsupported_request", refused.code());
        assertEquals(Map.of("unsupported", List.of("thread")), refused.details());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"best_of\":2",
                "\"prediction\":{\"type\":\"content\",\"content\":\"x\"}",
                "\"plugins\":[{\"id\":\"web\"}]",
                "\"search_parameters\":{}",
                "\"compound_custom\":{}",
                "\"models\":[\"a\"]",
                "\"route\":\"fallback\"",
                "\"Best_Of\":null",
                "\"modalities\":[\"text\",\"image\"]",
                "\"tools\":[{\"type\":\"web_search\"}]",
                "\"tools\":[{\"function\":{}}]",
                "\"provider\":{\"order\":[\"x\"]}",
                "\"provider\":{\"data_collection\":\"allow\"}",
                "\"provider\":{\"zdr\":false}"
            })
    void chatRefusesWhatItCannotPriceOrWouldRoute(String field) {
        String code = refused(OPENAI, chat(field)).code();
        assertTrue(Set.of("unknown_cost_field", "routing_field", "misspelled_field").contains(code), code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"mcp_servers\":[]",
                "\"container\":\"c\"",
                "\"fallbacks\":[]",
                "\"models\":[\"a\"]",
                "\"plugins\":[]",
                "\"speed\":\"fast\"",
                "\"inference_geo\":\"us\"",
                "\"tools\":[{\"type\":\"code_execution_20250825\",\"name\":\"c\"}]",
                "\"tools\":[{\"type\":\"advisor_20260301\",\"name\":\"a\"}]",
                "\"context_management\":{\"edits\":[{\"type\":\"compact_20260112\"}]}"
            })
    void anthropicRefusesWhatItCannotPrice(String field) {
        assertEquals("unknown_cost_field", refused(ANTHROPIC, chat(field)).code());
    }

    @Test
    void whoServesACallIsTheRoutesToDecide() throws Exception {
        for (var dialect : List.of(OPENAI, ANTHROPIC)) {
            var refused = refused(dialect, chat("\"provider\":{\"zdr\":true,\"only\":[\"x\"]}"));
            assertEquals("routing_field", refused.code());
            assertEquals("provider.only", refused.param());
            dialect.parse(bytes(chat("\"provider\":{\"zdr\":true}")));
        }
    }

    @Test
    void tighteningAndUnknownFieldsPass() throws Exception {
        openAi(chat("\"provider\":{\"data_collection\":\"deny\",\"zdr\":true,\"ignore\":[\"x\"]}"));
        openAi(chat("\"invented_tomorrow\":{\"a\":[1,{\"b\":null}]},\"logit_bias\":{\"50256\":-100},\"seed\":7"));
        anthropic(chat("\"invented_tomorrow\":[1],\"speed\":\"standard\",\"inference_geo\":\"global\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Model", "MODEL", "Max_Tokens", "me\u017F\u017Fages", "N", "Stream"})
    void fieldsThatOtherServersReadWithoutRegardToCaseAreRefused(String name) {
        var refused = refused(OPENAI, chat("\"" + name + "\":null"));
        assertEquals("misspelled_field", refused.code());
        assertEquals(name, refused.param());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"max_tokens\":0 | max_tokens | a whole number from 1 to 2147483647",
                "\"max_tokens\":-5 | max_tokens | a whole number from 1 to 2147483647",
                "\"max_tokens\":4294967301 | max_tokens | a whole number from 1 to 2147483647",
                "\"max_tokens\":18446744073709551621 | max_tokens | a whole number from 1 to 2147483647",
                "\"max_tokens\":100.0 | max_tokens | a whole number from 1 to 2147483647",
                "\"max_tokens\":1e2 | max_tokens | a whole number from 1 to 2147483647",
                "\"max_tokens\":\"100\" | max_tokens | a whole number from 1 to 2147483647",
                "\"max_tokens\":[100] | max_tokens | a whole number from 1 to 2147483647",
                "\"max_tokens\":{} | max_tokens | a whole number from 1 to 2147483647",
                "\"stream\":\"true\" | stream | true or false",
                "\"stream\":1 | stream | true or false",
                "\"model\":5 | model | a text of at most 256 characters",
                "\"tools\":{} | tools | an array",
                "\"tools\":[5] | tools[0] | an object",
                "\"tools\":[{\"type\":[]}] | tools[0].type | a text of at most 64 characters",
                "\"service_tier\":5 | service_tier | a text of at most 64 characters"
            })
    void wrongValuesAreNamed(String field, String param, String expected) {
        for (var dialect : List.of(OPENAI, ANTHROPIC)) {
            var refused = refused(dialect, chat(field));
            assertEquals("invalid_value", refused.code());
            assertEquals(param, refused.param());
            assertEquals("`" + param + "` must be " + expected + ".", refused.getMessage());
        }
    }

    @Test
    void messagesAreNeeded() {
        for (var dialect : List.of(OPENAI, ANTHROPIC)) {
            assertEquals("missing_field", refused(dialect, "{\"model\":\"m\"}").code());
            for (String messages :
                    List.of("[]", "null", "{}", "\"x\"", "[5]", "[{\"content\":5}]", "[{\"content\":[5]}]")) {
                var refused = refused(dialect, "{\"messages\":" + messages + "}");
                assertEquals("invalid_value", refused.code(), messages);
                assertTrue(refused.param().startsWith("messages"), refused.param());
            }
        }
        assertEquals(
                "messages[1].content[0].type",
                refused(OPENAI, "{\"messages\":[{},{\"content\":[{\"type\":5}]}]}").param());
    }

    @Test
    void limitsMustAgree() throws Exception {
        var refused = refused(OPENAI, chat("\"max_tokens\":5,\"max_completion_tokens\":6"));
        assertEquals("conflicting_limits", refused.code());
        assertEquals(5, openAi(chat("\"max_tokens\":5,\"max_completion_tokens\":5")).outputLimit());
        assertEquals(5, openAi(chat("\"max_tokens\":5,\"max_completion_tokens\":null")).outputLimit());
    }
}
