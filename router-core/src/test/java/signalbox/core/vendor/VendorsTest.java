package signalbox.core.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import signalbox.core.dialect.Forwarding;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.PolicyCheck;
import signalbox.core.policy.ShippedFacts;
import signalbox.core.policy.Wire;

class VendorsTest {
    private static final Set<String> NO_FACTS =
            Set.of("other", "other-anthropic", "moonshot", "perplexity", "practice");

    @Test
    void everyVendorOfTheTaskIsThere() {
        for (String id :
                List.of(
                        "anthropic",
                        "openai",
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
                        "lmstudio",
                        "azure-openai",
                        "claude-cli",
                        "other",
                        "other-anthropic")) {
            assertTrue(Vendors.shown().stream().anyMatch(vendor -> vendor.id().equals(id)), id);
        }
    }

    @Test
    void everyVendorHasShippedFactsAndAnAddressThatAPolicyTakes() {
        for (Vendor vendor : Vendors.all()) {
            assertTrue(NO_FACTS.contains(vendor.id()) || ShippedFacts.of(vendor.id()).isPresent(), vendor.id());
            if (vendor.baseUrl().startsWith("http")) {
                var url = URI.create(vendor.baseUrl());
                assertTrue(url.getScheme().equals("https") || PolicyCheck.loopback(url.getHost()), vendor.id());
            }
        }
    }

    @Test
    void nobodyIsClearedForPrivateDataButWhatRunsHere() {
        for (Vendor vendor : Vendors.all()) {
            assertEquals(vendor.local(), vendor.clearance() == PiiClass.PRIVATE, vendor.id());
        }
        assertEquals("unknown", Vendors.of("openai").jurisdiction(), "as the shipped facts have it");
        assertEquals("CN", Vendors.of("zai").jurisdiction());
    }

    @Test
    void whatNobodyPublishesAboutTrainingCountsAsYes() {
        assertTrue(Vendors.of("openrouter").mayTrain());
        assertTrue(Vendors.of("deepseek").mayTrain());
        assertTrue(Vendors.of("never-heard-of").mayTrain());
        assertFalse(Vendors.of("openai").mayTrain());
        assertFalse(Vendors.of("ollama").mayTrain());
    }

    @Test
    void whatAVendorRefusesCanBeTakenAway() {
        for (Vendor vendor : Vendors.all()) {
            assertTrue(Forwarding.DROPPABLE.containsAll(vendor.chat().refuses()), vendor.id());
        }
    }

    @Test
    void keysAreShownAsTheWireFormatHasItUnlessTheVendorSaysOtherwise() {
        assertEquals(AuthStyle.BEARER, Vendors.of("zai").auth(Wire.OPENAI_CHAT));
        assertEquals(AuthStyle.X_API_KEY, Vendors.of("zai").auth(Wire.ANTHROPIC));
        assertEquals(AuthStyle.X_GOOG_API_KEY, Vendors.of("google").auth(Wire.GEMINI));
        assertEquals(AuthStyle.API_KEY, Vendors.of("azure-openai").auth(Wire.OPENAI_RESPONSES));
    }

    @Test
    void aMistakeInTheFileIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> VendorFile.parse(List.of("[a]", "nonsense = 1")));
        assertThrows(IllegalArgumentException.class, () -> VendorFile.parse(List.of("name = x")));
        assertThrows(IllegalArgumentException.class, () -> VendorFile.parse(List.of("[a]", "[a]")));
        assertThrows(
                IllegalArgumentException.class, () -> VendorFile.parse(List.of("[a]", "developer-role = perhaps")));
        assertThrows(IllegalArgumentException.class, () -> VendorFile.parse(List.of("[a]", "wire = morse")));
    }
}
