package signalbox.core.pii;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PiiScanTest {
    private static final PiiScan SCAN = PiiScan.builtIn();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "email | ada.lovelace+x@mail.example.co.uk | ada.lovelace+x@mail.example.co.uk",
                "email | Write to <bob@b.io>, please. | bob@b.io",
                "email | {\"to\":\"jürgen@bücher.example\"} | jürgen@bücher.example",
                "phone | Ring +49 30 901820 now | +49 30 901820",
                "phone | phone: 030 901820 | 030 901820",
                "phone | call me at (212) 555-0123. | (212) 555-0123",
                "phone | 0044 20 7946 0958 | 0044 20 7946 0958",
                "card | Card 4111 1111 1111 1111, 12/29 | 4111 1111 1111 1111",
                "card | 5555555555554444 | 5555555555554444",
                "card | amex 3782-822463-10005 | 3782-822463-10005",
                "card | 2223003122003222 | 2223003122003222",
                "iban | pay DE89 3704 0044 0532 0130 00 today | DE89 3704 0044 0532 0130 00",
                "iban | GB29NWBK60161331926819 | GB29NWBK60161331926819",
                "us-ssn | SSN 536-22-8726 | 536-22-8726",
                "us-ssn | ssn: 536228726 | 536228726",
                "uk-nino | AB 12 34 56 C | AB 12 34 56 C",
                "uk-nino | NINO AB123456C. | AB123456C",
                "de-tax-id | Steuer-ID 86095742719 | 86095742719",
                "de-tax-id | 86 095 742 719 | 86 095 742 719",
                "fr-nir | 2 55 08 14 168 025 38 | 2 55 08 14 168 025 38",
                "fr-nir | 255081416802538 | 255081416802538",
                "es-dni | DNI 12345678Z | 12345678Z",
                "es-dni | 12345678-Z | 12345678-Z",
                "es-nie | X1234567L | X1234567L",
                "it-fiscal-code | RSSMRA85T10A562S | RSSMRA85T10A562S",
                "cn-resident-id | 11010519491231002X | 11010519491231002X",
                "nl-bsn | BSN 111222333 | 111222333",
                "pl-pesel | PESEL 44051401359 | 44051401359",
                "openai-key | sk-proj-abcd1234efgh5678ijkl9012mnop3456 | sk-proj-abcd1234efgh5678ijkl9012mnop3456",
                "anthropic-key | sk-ant-api03-abcd1234efgh5678ijkl9012 | sk-ant-api03-abcd1234efgh5678ijkl9012",
                "github-token | x ghp_abcdefghijklmnopqrstuvwxyz0123456789 y |"
                        + " ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "aws-key | AKIAIOSFODNN7EXAMPLE | AKIAIOSFODNN7EXAMPLE",
                "google-key | key=AIzaSyA1234567890abcdefghijklmnopqrstuv | AIzaSyA1234567890abcdefghijklmnopqrstuv",
                "slack-token | xoxb-123456789012-abcdefABCDEF | xoxb-123456789012-abcdefABCDEF",
                "jwt | eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123 |"
                        + " eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123",
                "high-entropy | \"api_key\": \"q8Zr2LmX0vWt7Ks4\" | q8Zr2LmX0vWt7Ks4",
                "url-password | postgres://app:s3cr3t@db/x | s3cr3t",
            })
    void finds(String what, String text, String found) {
        var findings = SCAN.scan(text);
        assertEquals(
                List.of(what + ":" + found),
                findings.stream().map(f -> f.what() + ":" + text.substring(f.start(), f.end())).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The quick brown fox jumps over the lazy dog in 2024, 3.14 times, at 10:45.",
                "order 4111 1111 1111 1112 is not a card",
                "DE89 3704 0044 0532 0130 01 has a wrong check digit",
                "SSN 000-12-3456 was never issued; neither 666-12-3456",
                "build 12345678A of 2024-11-21T10:45:33.123456Z",
                "uuid 123e4567-e89b-12d3-a456-426614174000, sha 9fceb02d0ae598e95dc970b74767f19372d61af8",
                "id 123456789 without a word that names it, and 86095742719 and 44051401359",
                "@here and foo@ and @bar and a@b and user@localhost",
                "sk-learn is a library, key: configuration-values-only, token = undefined_constant_name",
                "https://example.org/path/that-is-long/and_has_underscores?q=1",
                "RSSMRA85T10A562T and X1234567A and AB 12 34 56 Z",
                "eyJ is how JSON begins in base64",
            })
    void leavesOrdinaryTextAlone(String text) {
        assertEquals(List.of(), SCAN.scan(text));
    }

    @Test
    void seesThroughDisguises() {
        assertKinds(Set.of("card"), "４１１１ １１１１ １１１１ １１１１");
        assertKinds(Set.of("card"), "4111\u200b1111\u200b1111\u200b1111");
        assertKinds(Set.of("card"), "4111\u00a01111\u20111111\u20031111");
        assertKinds(Set.of("email"), "ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ");
        assertKinds(Set.of("email"), "ada\u2060@exam\u00adple.org");
        assertKinds(Set.of("iban"), "𝐃𝐄89 3704 0044 0532 0130 00");
        assertKinds(Set.of("national-id"), "SSN ٥٣٦-٢٢-٨٧٢٦");
    }

    @Test
    void placesAreThoseOfTheTextAsGiven() {
        String text = "日本\u200b 𝐱 ４１１１\u200b１１１１１１１１１１１１ ok";
        var found = SCAN.scan(text).getFirst();
        assertEquals("４１１１\u200b１１１１１１１１１１１１", text.substring(found.start(), found.end()));
    }

    @Test
    void aPrivateKeyIsFoundWhole() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIB 4111111111111111\nx@y.org\n-----END RSA PRIVATE KEY-----";
        String text = "here: " + key + " bye";
        var found = SCAN.scan(text);
        assertEquals(1, found.size());
        assertEquals(key, text.substring(found.getFirst().start(), found.getFirst().end()));
    }

    @Test
    void onlyWhatIsAskedForIsReported() {
        var cards = new PiiScan(Set.of(PiiScan.CARD), Map.of());
        assertEquals(1, cards.scan("a@b.org 4111111111111111").size());
        assertEquals(List.of(), new PiiScan(Set.of(), Map.of()).scan("a@b.org"));
    }

    @Test
    void ownPatternsRunInLinearTime() {
        var own = new PiiScan(Set.of(PiiScan.EMAIL), Map.of("ticket", "ACME-\\d{4,6}", "evil", "(a+)+b"));
        String text = "see ACME-12345 by x@y.org " + "a".repeat(50_000);
        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertEquals(List.of("ticket", "email"), own.scan(text).stream().map(Finding::kind).toList()));
    }

    @Test
    void aPatternThatCannotBeRunIsRefusedWithAReason() {
        assertTrue(PiiScan.problem("(?<=x)y").contains("RE2"));
        assertTrue(PiiScan.problem("(a)\\1").contains("RE2"));
        assertTrue(PiiScan.problem("a*").contains("nothing"));
        assertEquals("", PiiScan.problem("\\bACME-\\d+\\b"));
        assertThrows(IllegalArgumentException.class, () -> new PiiScan(Set.of(), Map.of("x", "(")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "12 ",
                "a@",
                "@",
                "-----BEGIN RSA PRIVATE KEY-----",
                "+49 30 901820 ",
                "4111 ",
                "key=abcdefgh12345 ",
                "call 12345678 ",
                "DE89 ",
                "eyJ.",
                "://a:b@",
                "日１"
            })
    void aMegabyteOfAnythingIsBounded(String piece) {
        String text = piece.repeat((1 << 20) / piece.length());
        assertTimeout(Duration.ofSeconds(4), () -> SCAN.scan(text));
    }

    private static void assertKinds(Set<String> kinds, String text) {
        assertEquals(kinds, SCAN.scan(text).stream().map(Finding::kind).collect(Collectors.toSet()), text);
    }
}
