package signalbox.core.dialect.translate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.dialect.neutral.StreamEvent;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;

/// The traps of wire.md, each with the behaviour that package-info documents.
class TrapsTest {
    private static Target claude(String model, int limit) {
        return new Target(Wire.ANTHROPIC, "anthropic", model, limit, "max_tokens", EnumSet.allOf(Ability.class));
    }

    private static Target gpt(String model) {
        return new Target(
                Wire.OPENAI_CHAT, "openai", model, 400, "max_completion_tokens", EnumSet.allOf(Ability.class));
    }

    private static Json sent(Wire from, String body, Target target, Recall recall) throws Exception {
        var request = GoldenTest.request(body.getBytes(StandardCharsets.UTF_8));
        return Json.read(Translation.read(from, request, Notes.NONE).write(target, recall, Notes.NONE).body());
    }

    private static Json toClaude(String fields, String messages, Target target) throws Exception {
        return sent(Wire.OPENAI_CHAT, "{" + fields + "\"messages\":[" + messages + "]}", target, Recall.NOTHING);
    }

    private static final String HI = "{\"role\":\"user\",\"content\":\"Hi\"}";

    @Test
    void samplingGoesOnlyToModelsThatTakeIt() throws Exception {
        String fields = "\"temperature\":0.5,\"top_p\":0.9,";
        Json old = toClaude(fields, HI, claude("claude-3-5-haiku-20241022", 100));
        assertEquals("0.5", old.get("temperature").number());
        assertEquals("0.9", old.get("top_p").number());
        Json one = toClaude(fields, HI, claude("claude-sonnet-4-5-20250929", 100));
        assertTrue(one.has("temperature") && !one.has("top_p"), one.compact());
        for (String newer :
                List.of("claude-opus-4-7", "claude-sonnet-5", "claude-opus-5-5", "anthropic/claude-haiku-5")) {
            Json none = toClaude(fields, HI, claude(newer, 100));
            assertFalse(none.has("temperature") || none.has("top_p"), newer);
        }
        Json reasoning =
                sent(
                        Wire.ANTHROPIC,
                        "{\"temperature\":0.5,\"messages\":[" + HI + "]}",
                        gpt("gpt-5.4-mini"),
                        Recall.NOTHING);
        assertFalse(reasoning.has("temperature"), reasoning.compact());
        assertEquals(400, reasoning.get("max_completion_tokens").whole(0));
    }

    @Test
    void thinkingIsAskedForInTheWordsOfTheModel() throws Exception {
        String fields = "\"reasoning_effort\":\"high\",";
        Json budget = toClaude(fields, HI, claude("claude-haiku-4-5", 8_000)).get("thinking");
        assertEquals("enabled", budget.get("type").text());
        assertEquals(6_000, budget.get("budget_tokens").whole(0));
        assertFalse(toClaude(fields, HI, claude("claude-haiku-4-5", 1_000)).has("thinking"));
        Json adaptive = toClaude(fields, HI, claude("claude-opus-4-7", 1_000));
        assertEquals("adaptive", adaptive.get("thinking").get("type").text());
        assertEquals("high", adaptive.get("output_config").get("effort").text());
        String forced =
                fields
                        + "\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],";
        assertFalse(toClaude(forced, HI, claude("claude-opus-4-7", 1_000)).has("thinking"));
    }

    private static final String CALLED =
            HI
                    + ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"toolu_1\",\"type\":\"function\",\"function\":"
                    + "{\"name\":\"f\",\"arguments\":\"not json\"}}]},"
                    + "{\"role\":\"tool\",\"tool_call_id\":\"toolu_1\",\"content\":\"1\"}";

    @Test
    void sealedThoughtsComeBackWithTheirToolCallAndWithoutThemThinkingStaysOff() throws Exception {
        String body = "{\"reasoning_effort\":\"low\",\"messages\":[" + CALLED + "]}";
        Target target = claude("claude-haiku-4-5", 8_000);
        assertFalse(sent(Wire.OPENAI_CHAT, body, target, Recall.NOTHING).has("thinking"));

        var memory = new ThoughtMemory();
        new Thoughts(memory, "key target")
                .whole(
                        new Answer(
                                "",
                                "",
                                List.of(
                                        new Part.Reasoning("hm", "c2ln"),
                                        new Part.HiddenReasoning("xyz"),
                                        new Part.ToolCall("toolu_1", "f", "{}", "")),
                                Answer.Stop.TOOLS,
                                "",
                                Answer.Tokens.NONE));
        Json sent = sent(Wire.OPENAI_CHAT, body, target, memory.of("key target"));
        assertEquals("enabled", sent.get("thinking").get("type").text());
        List<Json> blocks = sent.get("messages").items().get(1).get("content").items();
        assertEquals("{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"c2ln\"}", blocks.get(0).compact());
        assertEquals("{\"type\":\"redacted_thinking\",\"data\":\"xyz\"}", blocks.get(1).compact());
        assertFalse(sent(Wire.OPENAI_CHAT, body, target, memory.of("another key")).has("thinking"));
    }

    @Test
    void aHistoryWithToolsGetsItsToolsDeclaredAgainAndItsBrokenArgumentsShown() throws Exception {
        Json sent = toClaude("", CALLED, claude("claude-haiku-4-5", 100));
        assertEquals("f", sent.get("tools").items().getFirst().get("name").text());
        assertEquals("none", sent.get("tool_choice").get("type").text());
        Json call = sent.get("messages").items().get(1).get("content").items().getFirst();
        assertEquals("{\"INVALID_JSON\":\"not json\"}", call.get("input").compact());
    }

    @Test
    void emptyTextsAlternatingRolesAndTheFirstTurnAreMadeToFit() throws Exception {
        Json sent =
                toClaude(
                        "",
                        "{\"role\":\"assistant\",\"content\":\"Hello\"},{\"role\":\"user\",\"content\":\" \"},"
                                + "{\"role\":\"assistant\",\"content\":\"you\"},"
                                + HI
                                + ",{\"role\":\"system\",\"content\":\"late\"},{\"role\":\"user\",\"content\":\"!\"}",
                        claude("claude-haiku-4-5", 100));
        List<Json> messages = sent.get("messages").items();
        assertEquals(
                List.of("user", "assistant", "user"),
                messages.stream().map(message -> message.get("role").text()).toList());
        assertEquals(2, messages.get(1).get("content").items().size());
        assertEquals(2, messages.get(2).get("content").items().size());
        assertEquals("late", sent.get("system").items().getFirst().get("text").text());
    }

    @Test
    void aPrefillGoesOnlyToModelsThatTakeIt() throws Exception {
        String begun = HI + ",{\"role\":\"assistant\",\"content\":\"{ \"}";
        Json sent = toClaude("", begun, claude("claude-haiku-4-5", 100));
        assertEquals("{", sent.get("messages").items().getLast().get("content").items().getFirst().get("text").text());
        var refused = assertThrows(MalformedRequest.class, () -> toClaude("", begun, claude("claude-opus-4-6", 100)));
        assertEquals(Translation.UNTRANSLATABLE, refused.code());
        assertThrows(
                MalformedRequest.class,
                () -> sent(Wire.ANTHROPIC, "{\"messages\":[" + begun + "]}", gpt("gpt-4o"), Recall.NOTHING));
    }

    @Test
    void longToolNamesGetAnAliasAndKeepIt() throws Exception {
        String name = "mcp__" + "a".repeat(90);
        Json sent =
                sent(
                        Wire.ANTHROPIC,
                        "{\"tools\":[{\"name\":\"" + name + "\",\"input_schema\":{}}],\"messages\":[" + HI + "]}",
                        gpt("gpt-4o"),
                        Recall.NOTHING);
        String alias = sent.get("tools").items().getFirst().get("function").get("name").text();
        assertEquals(64, alias.length());
        assertEquals(alias, ToolAliases.fit(name, ToolAliases.SHORT));
    }

    @Test
    void whatOnlyOneProviderHasIsRefused() {
        for (String fields :
                List.of(
                        "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":1}],",
                        "\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"bash\"}],")) {
            var refused =
                    assertThrows(
                            MalformedRequest.class,
                            () ->
                                    sent(
                                            Wire.ANTHROPIC,
                                            "{" + fields + "\"messages\":[" + HI + "]}",
                                            gpt("gpt-4o"),
                                            Recall.NOTHING));
            assertEquals(Translation.UNTRANSLATABLE, refused.code());
        }
        String audio =
                "{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA==\",\"format\":\"wav\"}}]}";
        assertThrows(MalformedRequest.class, () -> toClaude("", audio, claude("claude-haiku-4-5", 100)));
        String picture =
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/bmp;base64,AA==\"}}]}";
        assertThrows(MalformedRequest.class, () -> toClaude("", picture, claude("claude-haiku-4-5", 100)));
    }

    @Test
    void thoughtsOfAnotherProviderLeaveTheHistoryBeforeItReachesAnthropic() {
        byte[] clean = "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}".getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(clean, UnsealedThoughts.removed(clean));
        String mixed =
                "{\"max_tokens\":5,\"messages\":[{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":\"signalbox-unsealed\"},"
                        + "{\"type\":\"thinking\",\"thinking\":\"b\",\"signature\":\"c2ln\"}]}]}";
        assertEquals(
                "{\"max_tokens\":5,\"messages\":[{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"b\",\"signature\":\"c2ln\"}]}]}",
                new String(UnsealedThoughts.removed(mixed.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
    }

    @Test
    void halvesOfCharactersAreJoinedOrReplacedAndNeverFail() throws Exception {
        String chunk =
                "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},"
                        + "\"finish_reason\":%s}]}\n\n";
        String stream =
                chunk.formatted("a\\ud83d", "null")
                        + chunk.formatted("\\ude00b", "null")
                        + chunk.formatted("\\ude00c", "\"stop\"")
                        + "data: [DONE]\n\n";
        for (Wire client : List.of(Wire.ANTHROPIC, Wire.GEMINI, Wire.OPENAI_RESPONSES)) {
            var tap =
                    new Outgoing(client, Wire.OPENAI_CHAT, new byte[0], NO_ALIASES)
                            .tap(true, new Client("c", "m", true, 0), new ThoughtMemory(), "", Notes.NONE);
            var out = new ByteArrayOutputStream();
            byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
            tap.accept(bytes, 0, bytes.length, out::write);
            tap.end(out::write);
            String text = out.toString(StandardCharsets.UTF_8);
            assertTrue(tap.complete(), text);
            assertTrue(text.contains("\\uD83D\\uDE00b") && text.contains("\uFFFDc"), text);
        }
        Json sent = toClaude("", HI.replace("Hi", "a\\ud83db"), claude("claude-haiku-4-5", 100));
        assertTrue(sent.compact().contains("a\uFFFDb"), sent.compact());
    }

    private static final ToolAliases NO_ALIASES = ToolAliases.of(new Generated(1).conversation(), Wire.OPENAI_CHAT);

    @Test
    void numbersOfAnySizeAreReadOrLowered() throws Exception {
        for (String number : List.of("1e999999999999", "1e-999999999999")) {
            Json sent = toClaude("\"temperature\":" + number + ",", HI, claude("claude-haiku-4-5", 100));
            assertEquals(number.contains("-") ? number : "1", sent.get("temperature").number());
        }
    }

    @Test
    void sealsOfGooglesChatEndpointComeBackWithTheirCallToo() throws Exception {
        String body =
                "{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\","
                    + "\"content\":[{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"f\",\"input\":{}}]},{\"role\":\"user\","
                    + "\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"content\":\"1\"}]}]}";
        var target =
                new Target(
                        Wire.OPENAI_CHAT, "gemini", "gemini-3-flash", 400, "max_tokens", EnumSet.noneOf(Ability.class));
        assertTrue(target.quirks().thoughtSignatures());
        var memory = new ThoughtMemory();
        new Thoughts(memory, "s").event(new StreamEvent.ToolCallStart(0, "c1", "f", "c2ln"));
        assertTrue(
                sent(Wire.ANTHROPIC, body, target, memory.of("s"))
                        .compact()
                        .contains("{\"google\":{\"thought_signature\":\"c2ln\"}}"));
        assertTrue(
                sent(Wire.ANTHROPIC, body, target, Recall.NOTHING)
                        .compact()
                        .contains("{\"thought_signature\":\"skip_thought_signature_validator\"}"));
    }
}
