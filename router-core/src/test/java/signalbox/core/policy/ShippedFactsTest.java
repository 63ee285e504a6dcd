package signalbox.core.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.DataFacts.ZeroRetention;

class ShippedFactsTest {
    @Test
    void everyVendorHasASourceAndADateAndNobodyHasAttestedIt() {
        assertTrue(
                ShippedFacts.all()
                        .keySet()
                        .containsAll(
                                List.of(
                                        "openai",
                                        "azure-openai",
                                        "anthropic",
                                        "claude-cli",
                                        "openrouter",
                                        "google",
                                        "xai",
                                        "cerebras",
                                        "zai",
                                        "mistral",
                                        "deepseek",
                                        "groq",
                                        "together",
                                        "fireworks",
                                        "ollama",
                                        "vllm",
                                        "lmstudio")));
        ShippedFacts.all()
                .values()
                .forEach(fact -> {
                    assertTrue(fact.facts().source().startsWith("https://"), fact.vendor());
                    assertFalse(fact.checked().isBefore(LocalDate.of(2026, 1, 1)), fact.vendor());
                    assertEquals("", fact.facts().attestedBy(), fact.vendor());
                    assertFalse(
                            fact.facts().zeroRetention() == ZeroRetention.ACCOUNT,
                            "an agreement is not a fact of a vendor");
                    assertFalse(fact.note().isBlank(), fact.vendor());
                });
    }

    @Test
    void aProgramOnThisMachineIsNotInferenceOnThisMachine() {
        assertEquals("unknown", ShippedFacts.of("claude-cli").orElseThrow().jurisdiction());
    }

    @Test
    void whoAttestsIsKept() {
        var facts = ShippedFacts.attested(ShippedFacts.start("openai"), "ops", LocalDate.of(2026, 11, 21));
        assertEquals("ops", facts.attestedBy());
        assertEquals(30, facts.retentionDays().getAsInt());
        assertEquals(DataFacts.UNKNOWN, ShippedFacts.start("nobody"));
    }
}
