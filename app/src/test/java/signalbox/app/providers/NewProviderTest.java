package signalbox.app.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyCheck;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tier;
import signalbox.core.price.ShippedModels;
import signalbox.core.vendor.Vendor;
import signalbox.core.vendor.Vendors;

class NewProviderTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private static Provider draft(String id, boolean trains) {
        Vendor vendor = Vendors.of(id);
        var models = ShippedModels.of(id).stream().limit(1).map(model -> model.id()).toList();
        return NewProvider.of(vendor, "p", new Credential.None(), models.isEmpty() ? List.of("m") : models)
                .withEndpoint(vendor.wire(), vendor.baseUrl().isEmpty() ? "https://host/v1" : vendor.baseUrl())
                .withFacts(vendor.jurisdiction(), trains, vendor.clearance())
                .provider("ana", TODAY);
    }

    @Test
    void whatIsNotKnownAboutTrainingCountsAsTrainingUntilSomebodyStandsForMore() {
        for (String id : List.of("openrouter", "mistral", "google", "zai", "other")) {
            Provider asProposed = draft(id, Vendors.of(id).mayTrain());
            assertTrue(asProposed.trainsOnInput(), id);
            assertEquals("", asProposed.facts().attestedBy(), id);
        }
        Provider attested = draft("openrouter", false);
        assertFalse(attested.trainsOnInput());
        assertEquals("ana", attested.facts().attestedBy());
        assertEquals(Optional.of(TODAY), attested.facts().attestedOn());
    }

    @Test
    void whatAVendorSaysItselfIsNobodysAttestation() {
        Provider provider = draft("openai", Vendors.of("openai").mayTrain());
        assertFalse(provider.trainsOnInput());
        assertEquals("", provider.facts().attestedBy());
        assertEquals("unknown", provider.jurisdiction());
    }

    @Test
    void everyVendorMakesAProviderThatAPolicyTakes() {
        for (Vendor vendor : Vendors.shown()) {
            var providers = new LinkedHashMap<String, Provider>();
            providers.put("p", draft(vendor.id(), vendor.mayTrain()));
            assertEquals(List.of(), PolicyCheck.problems(Policy.EMPTY.withProviders(providers)), vendor.id());
        }
    }

    @Test
    void theClaudeProgramRunsOnASubscription() {
        Provider provider = draft("claude-cli", true);
        assertEquals(new Endpoint.ClaudeCli("claude"), provider.endpoint());
        assertEquals(Tier.SUBSCRIPTION, provider.tier());
    }
}
