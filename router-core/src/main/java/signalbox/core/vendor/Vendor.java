package signalbox.core.vendor;

import java.util.List;
import java.util.Optional;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.ShippedFacts;
import signalbox.core.policy.ShippedFacts.Trains;
import signalbox.core.policy.Wire;

/// A vendor that Signalbox knows. What it says fills the form of a new provider; the operator has the last word.
///
/// @param id as policies, prices and facts know it
/// @param wire what its endpoint speaks
/// @param baseUrl where its API is, as a policy writes it; empty when the operator must say
/// @param example how such an address looks, where the operator must say
/// @param variable the environment variable its key usually stands in; empty when it needs none
/// @param clearance what a provider of this kind may be sent until the operator says otherwise
/// @param shown whether the console proposes it
/// @param auth how a key is shown to it; empty for what is usual in the wire format
/// @param quotaHeaders prefixes of the headers that report rate limits
/// @param litellm what LiteLLM's price table calls it
/// @param promptCaching how its cache of prompts is told what to keep
public record Vendor(
        String id,
        String display,
        Wire wire,
        String baseUrl,
        String example,
        String variable,
        PiiClass clearance,
        boolean shown,
        Optional<AuthStyle> auth,
        ChatQuirks chat,
        UsageQuirks usage,
        Optional<ModelListing> listing,
        List<String> quotaHeaders,
        String litellm,
        PromptCaching promptCaching) {
    public Vendor {
        quotaHeaders = List.copyOf(quotaHeaders);
    }

    /// How a key is shown to an endpoint of this vendor that speaks `spoken`.
    public AuthStyle auth(Wire spoken) {
        return auth.orElseGet(() -> AuthStyle.usual(spoken));
    }

    /// Where an endpoint of this vendor that speaks `spoken` lists its models.
    public ModelListing listing(Wire spoken) {
        return listing.orElseGet(() ->
                switch (spoken) {
                    case OPENAI_CHAT, OPENAI_RESPONSES ->
                            new ModelListing(ModelListing.Shape.OPENAI, "/models", auth(spoken));
                    case ANTHROPIC ->
                            new ModelListing(ModelListing.Shape.ANTHROPIC, "/models?limit=1000", auth(spoken));
                    case GEMINI -> new ModelListing(ModelListing.Shape.GEMINI, "/models?pageSize=1000", auth(spoken));
                });
    }

    /// Where inference runs, as far as it is published; `unknown` clears nothing.
    public String jurisdiction() {
        return ShippedFacts.of(id).map(ShippedFacts::jurisdiction).orElse("unknown");
    }

    /// Whether it may train on what it is sent. What nobody has published counts as yes.
    public boolean mayTrain() {
        return ShippedFacts.of(id).map(facts -> facts.trains() != Trains.NO).orElse(true);
    }

    /// Whether it runs on this machine: no key, no bill.
    public boolean local() {
        return jurisdiction().equals("local");
    }

    @Override
    public String toString() {
        return display;
    }
}
