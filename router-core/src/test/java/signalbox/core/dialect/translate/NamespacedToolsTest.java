package signalbox.core.dialect.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;

/// Tools in namespaces, as Codex sends them.
class NamespacedToolsTest {
    private static final String TOOLS =
            "\"tools\":[{\"type\":\"function\",\"name\":\"search\",\"parameters\":{\"type\":\"object\"}},{\"type\":\"namespace\",\"name\":\"mcp__docs\",\"description\":\"The"
                + " house's pages.\",\"tools\":["
                + "{\"type\":\"function\",\"name\":\"search\",\"description\":\"Find.\",\"parameters\":{\"type\":"
                + "\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}}},"
                + "{\"type\":\"function\",\"name\":\"read\",\"description\":\"Read.\"}]}]";
    private static final String HISTORY =
            "\"input\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"type\":\"function_call\",\"call_id\":\"c1\","
                    + "\"namespace\":\"mcp__docs\",\"name\":\"search\",\"arguments\":\"{}\"},"
                    + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"none\"}]";

    private static Outgoing outgoing(Wire wire, String vendor, String model, String body) throws Exception {
        var request = GoldenTest.request(body.getBytes(StandardCharsets.UTF_8));
        var target = new Target(wire, vendor, model, 400, "max_tokens", EnumSet.allOf(Ability.class));
        return Translation.read(Wire.OPENAI_RESPONSES, request, Notes.NONE).write(target, Recall.NOTHING, Notes.NONE);
    }

    private static List<String> names(Outgoing outgoing) throws Exception {
        return Json.read(outgoing.body()).get("tools").items().stream()
                .map(tool -> tool.has("function") ? tool.get("function").get("name").text() : tool.get("name").text())
                .toList();
    }

    private static String answered(Outgoing outgoing, boolean stream, String answer) throws Exception {
        var client = new Client("c0", "m", true, 1);
        var tap = outgoing.tap(stream, client, new ThoughtMemory(), "", Notes.NONE);
        var out = new ByteArrayOutputStream();
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        tap.accept(bytes, 0, bytes.length, out::write);
        tap.end(out::write);
        assertTrue(tap.complete(), out.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachToolGoesUnderANameOfItsOwnThatTheTargetTakes() throws Exception {
        Outgoing outgoing =
                outgoing(Wire.ANTHROPIC, "anthropic", "claude-sonnet-4-5", "{" + TOOLS + "," + HISTORY + "}");
        List<String> names = names(outgoing);
        assertEquals(3, names.size());
        assertEquals("search", names.get(0));
        assertTrue(names.get(1).matches("mcp__docs__search_[0-9a-f]{8}"), names.get(1));
        assertNotEquals(names.get(1), names.get(2));
        Json sent = Json.read(outgoing.body());
        assertEquals("The house's pages.\n\nFind.", sent.get("tools").items().get(1).get("description").text());
        assertEquals("Read.", sent.get("tools").items().get(2).get("description").text());
        assertTrue(
                sent.get("messages").items().stream()
                        .anyMatch(turn -> turn.compact().contains("\"name\":\"" + names.get(1) + "\"")),
                sent.compact());
    }

    @Test
    void aCallComesBackUnderItsNamespace() throws Exception {
        Outgoing outgoing =
                outgoing(Wire.ANTHROPIC, "anthropic", "claude-sonnet-4-5", "{" + TOOLS + "," + HISTORY + "}");
        String answer =
                answered(
                        outgoing,
                        false,
                        "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t1\","
                            + "\"name\":\""
                                + names(outgoing).get(1)
                                + "\",\"input\":{\"q\":\"x\"}},{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"search\","
                                + "\"input\":{}}],\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1,"
                                + "\"output_tokens\":1}}");
        List<Json> items = Json.read(answer.getBytes(StandardCharsets.UTF_8)).get("output").items();
        assertEquals("mcp__docs", items.get(0).get("namespace").text());
        assertEquals("search", items.get(0).get("name").text());
        assertEquals("search", items.get(1).get("name").text());
        assertFalse(items.get(1).has("namespace"));
    }

    @Test
    void aStreamedCallComesBackUnderItsNamespaceToo() throws Exception {
        Outgoing outgoing =
                outgoing(Wire.OPENAI_CHAT, "compatible", "c", "{" + TOOLS + ",\"stream\":true," + HISTORY + "}");
        String delta =
                "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\","
                    + "\"function\":{\"name\":\""
                        + names(outgoing).get(2)
                        + "\",\"arguments\":\"{}\"}}]}}]}";
        String answer =
                answered(
                        outgoing,
                        true,
                        "data: "
                                + delta
                                + "\n\n"
                                + "data:"
                                + " {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n"
                                + "data: [DONE]\n\n");
        for (String event : new String[] {"response.output_item.added", "response.output_item.done"}) {
            String line =
                    answer.lines()
                            .filter(one -> one.startsWith("data:") && one.contains(event))
                            .findFirst()
                            .orElseThrow();
            assertTrue(line.contains("\"namespace\":\"mcp__docs\",\"name\":\"read\""), line);
        }
    }

    @Test
    void whatNoOtherFormatHasIsRefusedInsideANamespaceToo() {
        String custom =
                TOOLS.replace("{\"type\":\"function\",\"name\":\"read\"", "{\"type\":\"custom\",\"name\":\"read\"");
        var refused =
                assertThrows(
                        MalformedRequest.class,
                        () -> outgoing(Wire.ANTHROPIC, "anthropic", "m", "{" + custom + "," + HISTORY + "}"));
        assertEquals(Translation.UNTRANSLATABLE, refused.code());
        assertEquals("tools[1].tools[1].type", refused.param());
    }
}
