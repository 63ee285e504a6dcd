package signalbox.core.dialect.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.policy.Wire;

/// The order of events that each format demands (wire.md, section 4), checked without our own readers.
final class StreamShape {
    private StreamShape() {}

    static void check(byte[] stream, Wire wire, String which) throws Exception {
        String text = new String(stream, StandardCharsets.UTF_8);
        String gap = wire == Wire.GEMINI ? "\r\n\r\n" : "\n\n";
        assertTrue(text.endsWith(gap), which);
        var data = new ArrayList<String>();
        for (String event : text.split(gap)) {
            List<String> lines = event.lines().toList();
            String last = lines.getLast();
            assertTrue(last.startsWith("data: "), last);
            data.add(last.substring("data: ".length()));
            if (lines.size() > 1) {
                assertEquals("event: " + Json.read(data.getLast()).get("type").text(), lines.getFirst(), which);
            }
        }
        switch (wire) {
            case OPENAI_CHAT -> chat(data, which);
            case ANTHROPIC -> anthropic(data, which);
            case OPENAI_RESPONSES -> responses(data, which);
            case GEMINI -> gemini(data, which);
        }
    }

    private static void chat(List<String> data, String which) throws Exception {
        assertEquals("[DONE]", data.getLast(), which);
        int finishes = 0;
        Set<Long> calls = new HashSet<>();
        for (String event : data.subList(0, data.size() - 1)) {
            Json chunk = Json.read(event);
            for (Json choice : chunk.get("choices").items()) {
                assertEquals(0, finishes, which);
                finishes += choice.has("finish_reason") ? 1 : 0;
                for (Json call : choice.get("delta").get("tool_calls").items()) {
                    long index = call.get("index").whole(-1);
                    assertEquals(calls.add(index), call.has("id"), which);
                    assertTrue(index >= 0 && index < calls.size(), which);
                }
            }
        }
        assertEquals(1, finishes, which);
        Json role = Json.read(data.getFirst()).get("choices").items().getFirst().get("delta").get("role");
        assertEquals("assistant", role.text(), which);
        assertTrue(Json.read(data.get(data.size() - 2)).has("usage"), which);
    }

    private static void anthropic(List<String> data, String which) throws Exception {
        int open = -1;
        int next = 0;
        for (int i = 0; i < data.size(); i++) {
            Json event = Json.read(data.get(i));
            int index = (int) event.get("index").whole(-1);
            int left = data.size() - i;
            switch (event.get("type").text()) {
                case "message_start" -> assertEquals(0, i, which);
                case "content_block_start" -> {
                    assertEquals(-1, open, which);
                    assertEquals(next++, index, which);
                    open = index;
                }
                case "content_block_delta" -> assertEquals(open, index, which);
                case "content_block_stop" -> {
                    assertEquals(open, index, which);
                    open = -1;
                }
                case "message_delta" -> assertEquals(2, left, which);
                case "message_stop" -> assertEquals(1, left, which);
                default -> throw new AssertionError(event);
            }
        }
        assertEquals(-1, open, which);
        assertEquals("message_stop", Json.read(data.getLast()).get("type").text(), which);
    }

    private static void responses(List<String> data, String which) throws Exception {
        Map<Long, Json> open = new HashMap<>();
        Map<Long, Json> done = new TreeMap<>();
        Map<Long, StringBuilder> pieces = new HashMap<>();
        for (int i = 0; i < data.size(); i++) {
            Json event = Json.read(data.get(i));
            assertEquals(i, event.get("sequence_number").whole(-1), which);
            long index = event.get("output_index").whole(-1);
            String type = event.get("type").text();
            if (type.equals("response.output_item.added")) {
                assertEquals(open.size() + done.size(), index, which);
                open.put(index, event.get("item"));
                pieces.put(index, new StringBuilder());
            } else if (type.equals("response.output_item.done")) {
                Json added = open.remove(index);
                assertNotNull(added, which);
                assertEquals(added.get("id"), event.get("item").get("id"), which);
                assertTrue(event.get("item").compact().contains(quoted(pieces.get(index))), which);
                done.put(index, event.get("item"));
            } else if (index >= 0) {
                assertEquals(open.get(index).get("id"), event.get("item_id"), which);
                pieces.get(index).append(type.endsWith(".delta") ? event.get("delta").text() : "");
            }
        }
        assertEquals("response.created", Json.read(data.getFirst()).get("type").text(), which);
        assertTrue(open.isEmpty(), which);
        Json last = Json.read(data.getLast()).get("response");
        assertEquals(List.copyOf(done.values()), last.get("output").items(), which);
        assertTrue(last.has("usage"), which);
    }

    private static String quoted(StringBuilder text) {
        String json = Json.text(text.toString()).compact();
        return json.substring(1, json.length() - 1);
    }

    private static void gemini(List<String> data, String which) throws Exception {
        for (String event : data) {
            assertTrue(Json.read(event).get("candidates").items().size() == 1, which);
            assertTrue(Json.read(event).has("usageMetadata"), which);
        }
        Json last = Json.read(data.getLast()).get("candidates").items().getFirst();
        assertTrue(last.has("finishReason"), which);
    }
}
