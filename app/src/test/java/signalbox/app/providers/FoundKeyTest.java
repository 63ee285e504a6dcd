package signalbox.app.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoundKeyTest {
    @Test
    void findsKeysOfVendorsFirstAndTellsFourCharactersOnly() {
        var found =
                FoundKey.in(
                        Map.of(
                                "PATH", "/usr/bin",
                                "ACME_API_KEY", "acme-0123456789-wxyz",
                                "ANTHROPIC_API_KEY", "sk-ant-0123456789-9z8y",
                                "OPENAI_API_KEY", " sk-proj-0123456789-1a2b ",
                                "GROQ_API_KEY", "  "));
        assertEquals(
                List.of("OPENAI_API_KEY ····1a2b", "ANTHROPIC_API_KEY ····9z8y", "ACME_API_KEY ····wxyz"),
                found.stream().map(FoundKey::words).toList());
        assertFalse(found.toString().contains("0123456789"));
    }

    @Test
    void tellsNothingOfAShortValue() {
        assertEquals("", FoundKey.in(Map.of("OPENAI_API_KEY", "tiny-key")).getFirst().hint());
    }
}
