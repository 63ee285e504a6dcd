package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.Wire;

/// Mutated bodies: each is either refused with a code, or forwards into a body that reads the same but for the change.
class MutationTest {
    private static final List<String> SEEDS =
            List.of(
                    """
                    {"model":"gpt-5.6-luna","stream":true,"stream_options":{"include_usage":false},"max_tokens":256,\
                    "n":2,
                     "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],
                     "messages":[{"role":"user","content":[{"type":"text","text":"h\u00e9"},
                       {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0K"}}]}],"user":"u"}\
                    """,
                    """
                    {"max_tokens":32000,"thinking":{"type":"enabled","budget_tokens":2048},"metadata":{"user_id":"u"},
                     "model":"claude-haiku-4-5","tools":[{"name":"B","input_schema":{}},\
                     {"type":"web_search_20250305","max_uses":3}],
                     "messages":[{"role":"user","content":[{"type":"tool_result","content":[{"type":"image",
                       "source":{"type":"base64","data":"AAAA"}}]}]}],"stream":true}\
                    """);

    private static final String[] SPLICES = {
        "\"model\":\"x\",",
        "\"max_tokens\":4294967301,",
        "null",
        "{}",
        "[]",
        "\"",
        "\\",
        "\\u0061",
        ",",
        ":",
        "{",
        "}",
        "[",
        "]",
        "1e9",
        "-1",
        "NaN",
        "//",
        "/*",
        "\u0000",
        "\ufeff",
        "true",
        "\"max_completion_tokens\":9,",
        "\"MODEL\":1,"
    };

    @Test
    void mutatedBodiesAreRefusedOrUnderstood() {
        var random = new Random(20261101);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] body = mutate(SEEDS.get(i % 2).getBytes(StandardCharsets.UTF_8), random);
            var dialect = Dialect.of(i / 2 % 2 == 0 ? Wire.OPENAI_CHAT : Wire.ANTHROPIC);
            try {
                understood(dialect, body);
                accepted++;
            } catch (MalformedRequest malformed) {
                assertTrue(malformed.code().matches("[a-z_]+"), malformed.code());
                assertTrue(malformed.getMessage().endsWith("."), malformed.getMessage());
                refused++;
            }
        }
        assertTrue(accepted > 1000 && refused > 1000, accepted + " accepted, " + refused + " refused");
    }

    private static void understood(Dialect dialect, byte[] body) throws MalformedRequest {
        var request = dialect.parse(body);
        assertTrue(dialect.inputBound(request) > 0);
        byte[] sent = dialect.forward(request, new Forwarding("up", 77, "max_completion_tokens", true));
        var again = dialect.parse(sent);
        assertEquals("up", again.model());
        assertEquals(77, again.outputLimit());
        assertEquals(request.messages(), again.messages());
        assertEquals(request.needs(), again.needs());
        assertEquals(request.choices(), again.choices());
        assertEquals(request.stream(), again.stream());
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] body = seed.clone();
        for (int k = random.nextInt(3); k >= 0; k--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(6)) {
                case 0 -> body[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> body = cut(body, at, at + 1 + random.nextInt(8));
                case 2 ->
                        body =
                                insert(
                                        body,
                                        at,
                                        SPLICES[random.nextInt(SPLICES.length)].getBytes(StandardCharsets.UTF_8));
                case 3 ->
                        body =
                                insert(
                                        body,
                                        at,
                                        Arrays.copyOfRange(body, at, Math.min(body.length, at + random.nextInt(40))));
                case 4 -> body[at] = (byte) (body[at] ^ 0x20);
                default -> body[at] = (byte) ('0' + random.nextInt(10));
            }
        }
        return body;
    }

    private static byte[] cut(byte[] body, int from, int to) {
        byte[] out = Arrays.copyOf(body, Math.max(1, body.length - (Math.min(to, body.length) - from)));
        int tail = body.length - Math.min(to, body.length);
        System.arraycopy(body, body.length - tail, out, out.length - tail, tail);
        return out;
    }

    private static byte[] insert(byte[] body, int at, byte[] more) {
        byte[] out = Arrays.copyOf(body, body.length + more.length);
        System.arraycopy(body, at, out, at + more.length, body.length - at);
        System.arraycopy(more, 0, out, at, more.length);
        return out;
    }
}
