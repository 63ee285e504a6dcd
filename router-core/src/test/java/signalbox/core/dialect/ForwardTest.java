package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.policy.Wire;

/// Forwarded bodies: what must differ differs, and every other byte is the client's.
class ForwardTest {
    private static final Dialect OPENAI = Dialect.of(Wire.OPENAI_CHAT);
    private static final Dialect ANTHROPIC = Dialect.of(Wire.ANTHROPIC);
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"h\u00e9\"}]";

    private static String forward(Dialect dialect, String body, Forwarding change) throws MalformedRequest {
        var request = dialect.parse(body.getBytes(StandardCharsets.UTF_8));
        return new String(dialect.forward(request, change), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // replaced where it stands, blanks and all
                "{ \"model\" : \"a\" , \"max_tokens\" : 5 , M } | { \"model\" : \"up\" , \"max_tokens\" : 9 , M }",
                // inserted where it is absent
                "{M} | {\"model\":\"up\",\"max_tokens\":9,M}",
                "{ \"model\":null,M} | {\"max_tokens\":9, \"model\":\"up\",M}",
                // renamed, and named once
                "{\"model\":\"a\",\"max_completion_tokens\":5,M} | {\"model\":\"up\",\"max_tokens\":9,M}",
                "{\"max_tokens\":5,\"model\":\"a\",\"max_completion_tokens\":5,M} |"
                        + " {\"model\":\"up\",\"max_tokens\":9,M}",
                "{\"max_completion_tokens\":5 , \"model\":\"a\",M,\"max_tokens\":5} | {"
                        + " \"model\":\"up\",M,\"max_tokens\":9}",
                "{M,\"max_output_tokens\":5,\"max_tokens\":5,\"max_completion_tokens\":5,\"model\":\"\"} "
                        + "| {M,\"max_tokens\":9,\"model\":\"up\"}",
                // names written with escapes
                "{\"mod\\u0065l\":\"a\",\"max_t\\u006fkens\":5,M} | {\"mod\\u0065l\":\"up\",\"max_t\\u006fkens\":9,M}"
            })
    void modelAndLimit(String body, String expected) throws Exception {
        for (var dialect : List.of(OPENAI, ANTHROPIC)) {
            String forwarded =
                    forward(dialect, body.replace("M", MESSAGES), new Forwarding("up", 9, "max_tokens", false));
            assertEquals(expected.replace("M", MESSAGES), forwarded);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"stream\":true,M} | {\"stream_options\":{\"include_usage\":true},\"stream\":true,M}",
                "{\"stream\":true,\"stream_options\":null,M} |"
                        + " {\"stream\":true,\"stream_options\":{\"include_usage\":true},M}",
                "{\"stream\":true,\"stream_options\":{ },M} |"
                        + " {\"stream\":true,\"stream_options\":{\"include_usage\":true },M}",
                "{\"stream_options\":{\"include_obfuscation\":false},\"stream\":true,M} |"
                    + " {\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":false},\"stream\":true,M}",
                "{\"stream\":true,\"stream_options\":{\"a\":1,\"include_usage\": false},M} "
                        + "| {\"stream\":true,\"stream_options\":{\"a\":1,\"include_usage\": true},M}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":null},M} "
                        + "| {\"stream\":true,\"stream_options\":{\"include_usage\":true},M}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":true},M} "
                        + "| {\"stream\":true,\"stream_options\":{\"include_usage\":true},M}",
                "{\"stream\":false,M} | {\"stream\":false,M}",
                "{M} | {M}"
            })
    void usageIsAskedForWhereTheClientDidNot(String body, String expected) throws Exception {
        String rest = "\"model\":\"up\",\"max_tokens\":9," + MESSAGES;
        String forwarded = forward(OPENAI, body.replace("M", rest), new Forwarding("up", 9, "max_tokens", true));
        assertEquals(expected.replace("M", rest), forwarded);
        String untouched = forward(OPENAI, body.replace("M", rest), new Forwarding("up", 9, "max_tokens", false));
        assertEquals(body.replace("M", rest), untouched);
    }

    @Test
    void theModelIsEscaped() throws Exception {
        String forwarded =
                forward(ANTHROPIC, "{" + MESSAGES + "}", new Forwarding("a\"b\\c\n\u00e9", 9, "max_tokens", false));
        assertEquals("{\"model\":\"a\\\"b\\\\c\\n\u00e9\",\"max_tokens\":9," + MESSAGES + "}", forwarded);
    }

    /// Bodies of random members in random order: forwarding changes the facts it must, and taking the changed members
    /// out leaves the same members in the same order.
    @Test
    void everythingElseStaysByteForByte() throws Exception {
        var random = new Random(42);
        for (int i = 0; i < 3000; i++) {
            List<String> kept =
                    new ArrayList<>(
                            List.of(
                                    MESSAGES,
                                    "\"temperature\" : 0.70",
                                    "\"x\":{\"model\":\"y\",\"max_tokens\":[5]}",
                                    "\"stop\":[\",}\"]"));
            List<String> changed = new ArrayList<>();
            boolean limit = random.nextBoolean();
            for (String name : List.of("max_tokens", "max_completion_tokens", "max_output_tokens")) {
                if (limit && random.nextBoolean()) {
                    changed.add("\"" + name + "\" :" + (random.nextInt(4) == 0 ? "null" : "77"));
                }
            }
            if (random.nextBoolean()) {
                changed.add("\"model\":\"client\"");
            }
            if (random.nextBoolean()) {
                changed.add("\"stream\":true");
            }
            if (random.nextBoolean()) {
                changed.add("\"stream_options\":{\"include_obfuscation\":true}");
            }
            List<String> members = new ArrayList<>(kept);
            members.addAll(changed);
            Collections.shuffle(members, random);
            String gap = random.nextBoolean() ? "" : " \n";
            String body = gap + "{" + gap + String.join(gap + "," + gap, members) + gap + "}" + gap;
            String name = random.nextBoolean() ? "max_tokens" : "max_completion_tokens";

            var before = OPENAI.parse(body.getBytes(StandardCharsets.UTF_8));
            byte[] sent = OPENAI.forward(before, new Forwarding("up/stream-1", 123, name, true));
            var after = OPENAI.parse(sent);
            String text = new String(sent, StandardCharsets.UTF_8);

            assertEquals("up/stream-1", after.model(), text);
            assertEquals(123, after.outputLimit(), text);
            assertTrue(after.fields().containsKey(name), text);
            assertEquals(1, after.fields().keySet().stream().filter(field -> field.startsWith("max_")).count(), text);
            assertEquals(before.stream(), after.stream());
            assertEquals(before.stream(), after.usageAsked());
            assertEquals(before.messages(), after.messages());
            List<String> order = new ArrayList<>(members);
            order.retainAll(kept);
            int from = 0;
            for (String member : order) {
                from = text.indexOf(member, from);
                assertFalse(from < 0, text);
            }
            assertFalse(text.contains("77"), text);
        }
    }
}
