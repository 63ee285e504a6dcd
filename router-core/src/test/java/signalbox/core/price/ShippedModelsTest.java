package signalbox.core.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.Ability;
import signalbox.core.policy.ModelClass;

class ShippedModelsTest {
    private static final Instant NOW = Instant.parse("2026-09-25T12:00:00Z");

    @Test
    void everyModelHasAPriceAndABound() {
        var book = PriceBook.shipped();
        for (var shipped : ShippedModels.all()) {
            var name = shipped.vendor() + "/" + shipped.id();
            assertTrue(book.knows(shipped.vendor(), shipped.model(), NOW), name);
            assertTrue(book.worst(shipped.vendor(), shipped.model(), 1, 1, 0, "", NOW).isPresent(), name);
            assertTrue(shipped.maxOutputTokens() > 0 && shipped.contextTokens() > 0, name);
        }
    }

    @Test
    void everyPricedModelOfAMajorVendorIsOffered() {
        for (var vendor : List.of("google", "xai", "mistral", "cerebras", "groq", "deepseek", "zai")) {
            var priced =
                    PriceBook.shipped().records().stream()
                            .filter(price -> price.vendor().equals(vendor))
                            .map(PriceRecord::model)
                            .distinct()
                            .toList();
            assertEquals(priced, ShippedModels.of(vendor).stream().map(ShippedModel::id).toList());
        }
    }

    @Test
    void factsAreThere() {
        var haiku = ShippedModels.find("anthropic", "claude-haiku-4-5-20251001").orElseThrow();
        assertEquals(200_000, haiku.contextTokens());
        assertEquals(64_000, haiku.maxOutputTokens());
        assertEquals(ModelClass.COMMODITY, haiku.modelClass());
        assertEquals("CN", ShippedModels.find("deepseek", "deepseek-v4-pro").orElseThrow().jurisdiction());
        assertTrue(ShippedModels.find("google", "gemini-2.5-flash").orElseThrow().abilities().contains(Ability.AUDIO));
        var newest = ShippedModels.find("anthropic", "claude-opus-5-5").orElseThrow();
        assertFalse(newest.maxOutputKnown());
        assertEquals(ShippedModels.ASSUMED_OUTPUT, newest.model().maxOutputTokens());
        assertEquals(ShippedModels.of("anthropic"), ShippedModels.of("claude-cli"));
        assertEquals(List.of(), ShippedModels.of("nobody"));
    }
}
