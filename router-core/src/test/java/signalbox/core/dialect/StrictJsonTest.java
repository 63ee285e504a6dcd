package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.policy.Wire;

/// What two JSON readers could read differently is refused (guarantees.md row 48).
class StrictJsonTest {
    private static final String GOOD =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"h\u00e9\u4e16\ud83d\ude00\"}]}";

    private static String code(byte[] body) {
        String first = null;
        for (Wire wire : List.of(Wire.OPENAI_CHAT, Wire.ANTHROPIC)) {
            var refused = assertThrows(MalformedRequest.class, () -> Dialect.of(wire).parse(body));
            if (first != null) {
                assertEquals(first, refused.code());
            }
            first = refused.code();
        }
        return first;
    }

    private static String code(String body) {
        return code(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String with(String field) {
        return "{" + field + "," + GOOD.substring(1);
    }

    @Test
    void theGoodOneIsGood() throws Exception {
        Dialect.of(Wire.OPENAI_CHAT).parse(GOOD.getBytes(StandardCharsets.UTF_8));
        Dialect.of(Wire.OPENAI_CHAT).parse((" \r\n\t" + GOOD + "\n ").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"model\":\"cheap\"",
                "\"mod\\u0065l\":\"cheap\"",
                "\"x\":1,\"x\":1",
                "\"x\":{\"a\":1,\"a\":2}",
                "\"x\":[[{\"a\":{\"b\":1,\"c\":2,\"\\u0062\":3}}]]",
                "\"messages\":[]"
            })
    void duplicateKeysAtAnyDepth(String field) {
        String code = code(with(field));
        // an empty first `messages` is refused for itself, before its double is seen
        assertEquals(field.startsWith("\"messages") ? "invalid_value" : "duplicate_key", code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD + GOOD,
                GOOD + "1",
                GOOD + "]",
                GOOD + ",",
                GOOD + "\u0000",
                "[" + GOOD + "]",
                "",
                " ",
                "null",
                "\"x\"",
                "5",
                "{",
                "{\"model\"",
                "{\"model\":\"m\"",
                "{\"messages\":[{\"content\":\"",
                "// c\n" + GOOD,
                "/* c */" + GOOD,
                "{'model':'m'}",
                "{model:\"m\"}",
                "{\"model\":\"m\",}",
                "{\"x\":NaN}",
                "{\"x\":Infinity}",
                "{\"x\":-Infinity}",
                "{\"x\":01}",
                "{\"x\":+1}",
                "{\"x\":.5}",
                "{\"x\":1.}",
                "{\"x\":0x10}",
                "{\"x\":True}",
                "{\"x\":\"a\nb\"}",
                "{\"x\":\"a\tb\"}",
                "{\"x\":\"\\x41\"}",
                "{\"x\":\"\\u00g0\"}",
                "{\"x\":undefined}",
                "{\"x\":[1,]}",
                "{\"x\":1 2}",
                "{\"x\" 1}"
            })
    void whatIsNotOneStrictDocument(String body) {
        assertEquals("invalid_json", code(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-16", "UTF-32", "ISO-8859-1"})
    void otherEncodings(String charset) {
        assertEquals("invalid_encoding", code(GOOD.getBytes(Charset.forName(charset))));
    }

    @Test
    void byteOrderMark() {
        assertEquals("invalid_encoding", code("\ufeff" + GOOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c0 80",
                "c1 bf",
                "c3",
                "e0 80 80",
                "e2 82",
                "ed a0 80",
                "ed bf bf",
                "f0 80 80 80",
                "f4 90 80 80",
                "f5 80 80 80",
                "ff",
                "fe"
            })
    void malformedUtf8InAText(String hex) {
        var out = new ByteArrayOutputStream();
        out.writeBytes("{\"x\":\"".getBytes(StandardCharsets.UTF_8));
        for (String octet : hex.split(" ")) {
            out.write(Integer.parseInt(octet, 16));
        }
        out.writeBytes(("\"," + GOOD.substring(1)).getBytes(StandardCharsets.UTF_8));
        assertEquals("invalid_encoding", code(out.toByteArray()));
    }

    @Test
    void everyCharacterThatUtf8CanSayIsAccepted() {
        var text = new StringBuilder();
        for (int c = 0x20; c <= 0x10FFFF; c += 7) {
            if (c < 0xD800 || c > 0xDFFF) {
                text.appendCodePoint(c);
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        assertEquals(-1, Utf8.firstMalformed(bytes));
    }

    @Test
    void theFirstMalformedByteIsTold() {
        byte[] bytes = "abcdefghijklmnop\u00e9".getBytes(StandardCharsets.UTF_8);
        bytes[13] = (byte) 0xFF;
        assertEquals(13, Utf8.firstMalformed(bytes));
    }

    @Test
    void whatIsTooMuch() {
        assertEquals("too_complex", code(with("\"x\":" + "[".repeat(65) + "]".repeat(65))));
        assertEquals("too_complex", code(with("\"x\":" + "1".repeat(33))));
        assertEquals("too_complex", code(with("\"x\":0." + "1".repeat(33))));
        assertEquals("too_complex", code(with("\"" + "x".repeat(129) + "\":1")));
        assertEquals("too_complex", code(with("\"x\":[" + "1,".repeat(200_000) + "1]")));
    }

    @Test
    void whatIsJustNotTooMuch() throws Exception {
        for (String field :
                List.of(
                        "\"x\":" + "[".repeat(62) + "]".repeat(62),
                        "\"x\":" + "1".repeat(32),
                        "\"" + "x".repeat(128) + "\":1")) {
            Dialect.of(Wire.OPENAI_CHAT).parse(with(field).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void sentencesSayWhereAndWhatToDo() {
        var refused =
                assertThrows(
                        MalformedRequest.class,
                        () -> Dialect.of(Wire.OPENAI_CHAT).parse("{\"model\":tru}".getBytes(StandardCharsets.UTF_8)));
        assertTrue(
                refused.getMessage()
                        .matches("The body is not one valid JSON document \\(near byte \\d+\\)\\. Send strict JSON\\."),
                refused.getMessage());
    }
}
