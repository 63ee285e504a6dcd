package signalbox.core.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Wire;

/// Streams of several usage objects, and usage that cannot be relied on.
class UsageMeterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt_tokens\":\"10\",\"completion_tokens\":1}",
                "{\"prompt_tokens\":10.0,\"completion_tokens\":1}",
                "{\"prompt_tokens\":-1,\"completion_tokens\":1}",
                "{\"prompt_tokens\":1,\"completion_tokens\":1e3}",
                "{\"prompt_tokens\":1,\"completion_tokens\":99999999999999999999}",
                "{\"prompt_tokens\":1,\"completion_tokens\":1000000000001}",
                "{\"prompt_tokens\":1,\"completion_tokens\":[1]}",
                "{\"prompt_tokens\":1,\"completion_tokens\":{\"n\":1}}",
                "{\"prompt_tokens\":1,\"completion_tokens\":true}",
                "{\"prompt_tokens\":1,\"completion_tokens\":1",
                "{\"prompt_tokens\":1,\"completion_tokens\":1} {}",
                "{\"completion_tokens\":1}",
                "{}",
                "[]",
                "",
                "null",
                "7",
                "{\"prompt_tokens\":null}",
            })
    void usageThatCannotBeReliedOnIsNone(String usage) {
        assertEquals(Optional.empty(), UsageReader.read(Wire.OPENAI_CHAT, "openai", usage));
    }

    @Test
    void anAnthropicStreamsLastWordWinsAndNothingIsAddedUp() {
        var start =
                """
                {"input_tokens":2500,"cache_creation_input_tokens":500,"cache_read_input_tokens":1000,
                 "cache_creation":{"ephemeral_5m_input_tokens":500,"ephemeral_1h_input_tokens":0},"output_tokens":1}\
                """;
        var delta =
                """
                {"input_tokens":null,"cache_creation_input_tokens":500,"cache_read_input_tokens":1000,
                 "output_tokens":503}\
                """;
        var read = UsageReader.read(Wire.ANTHROPIC, "anthropic", List.of(start, delta)).orElseThrow();
        assertEquals("", read.flags());
        assertEquals(
                Records.counts("in-text 2500, cache-read 1000, cache-write-5m 500, out-text 503"),
                read.usage().counts());
    }

    @Test
    void aCountThatFallsKeepsItsDearerValue() {
        var start = "{\"input_tokens\":2500,\"cache_read_input_tokens\":1000,\"output_tokens\":1}";
        var gateway = "{\"input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":5}";
        var read = UsageReader.read(Wire.ANTHROPIC, "anthropic", List.of(start, gateway)).orElseThrow();
        assertEquals("not_monotone", read.flags());
        assertEquals(Records.counts("in-text 2500, cache-read 1000, out-text 5"), read.usage().counts());
        var chunks =
                List.of(
                        "{\"promptTokenCount\":100,\"cachedContentTokenCount\":90}",
                        "{\"promptTokenCount\":100,\"cachedContentTokenCount\":40,\"candidatesTokenCount\":3}");
        var gemini = UsageReader.read(Wire.GEMINI, "google", chunks).orElseThrow().usage();
        assertEquals(40, gemini.count(Counter.CACHE_READ), "fewer reads are dearer where they are inside the prompt");
    }

    @Test
    void oneUnreadableObjectMakesTheWholeStreamUnreliable() {
        var start = "{\"input_tokens\":2500,\"output_tokens\":1}";
        assertEquals(Optional.empty(), UsageReader.read(Wire.ANTHROPIC, "anthropic", List.of(start, "{\"output_tok")));
        assertTrue(UsageReader.read(Wire.ANTHROPIC, "anthropic", List.of(start, "null")).isPresent());
        assertEquals(Optional.empty(), UsageReader.read(Wire.ANTHROPIC, "anthropic", List.of()));
    }

    @Test
    void aDeltaWithoutItsStartIsNotEnough() {
        assertEquals(Optional.empty(), UsageReader.read(Wire.ANTHROPIC, "anthropic", "{\"output_tokens\":503}"));
    }

    @Test
    void cacheReadsThatCannotBeReadAreChargedAsPlainInput() {
        var usage =
                "{\"prompt_tokens\":100,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":\"90\"}}";
        var read = UsageReader.read(Wire.OPENAI_CHAT, "openai", usage).orElseThrow();
        assertEquals("unreadable_field", read.flags());
        assertEquals(100, read.usage().count(Counter.IN_TEXT));
    }
}
