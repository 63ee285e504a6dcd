package signalbox.core.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// One account at one endpoint.
///
/// @param vendor the id that the price book and the quirks table know this provider by (`openai`, `anthropic`, …)
/// @param jurisdiction where inference runs: an ISO 3166 country code, `EU`, or `local`; `unknown` clears nothing
/// @param trainsOnInput whether the provider may train on what it is sent
/// @param clearance the most sensitive class this provider may be sent
/// @param paused the operator took it out of all routes for now
/// @param facts what else is known of its handling of data
/// @param quotas limits known in advance
/// @param limits how long attempts there may take, where that is not as usual
/// @param models by id, in the operator's order
public record Provider(
        String name,
        String vendor,
        Wire wire,
        Endpoint endpoint,
        Credential credential,
        Tier tier,
        String jurisdiction,
        boolean trainsOnInput,
        PiiClass clearance,
        boolean paused,
        DataFacts facts,
        List<Quota> quotas,
        TimeLimits limits,
        SequencedMap<String, Model> models) {
    public Provider {
        quotas = List.copyOf(quotas);
        models = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(models));
    }

    /// A provider of which nothing more is known: it runs who knows where, may be sent what is public, has no quotas
    /// and may take as long as usual.
    public static Provider of(
            String name,
            String vendor,
            Wire wire,
            Endpoint endpoint,
            Credential credential,
            Tier tier,
            SequencedMap<String, Model> models) {
        return new Provider(
                name,
                vendor,
                wire,
                endpoint,
                credential,
                tier,
                "unknown",
                false,
                PiiClass.PUBLIC,
                false,
                DataFacts.UNKNOWN,
                List.of(),
                TimeLimits.USUAL,
                models);
    }

    /// Whether this provider only simulates; its spend is never mixed with real spend.
    public boolean practice() {
        return endpoint instanceof Endpoint.Practice;
    }

    /// The same provider, running there, doing this with what it is sent, and so cleared up to here.
    public Provider withClearance(String where, boolean trains, PiiClass upTo) {
        return with(where, trains, upTo, paused, facts, quotas, models);
    }

    /// The same provider with other models.
    public Provider withModels(SequencedMap<String, Model> newModels) {
        return with(jurisdiction, trainsOnInput, clearance, paused, facts, quotas, newModels);
    }

    /// The same provider, in or out of all routes.
    public Provider withPaused(boolean nowPaused) {
        return with(jurisdiction, trainsOnInput, clearance, nowPaused, facts, quotas, models);
    }

    /// The same provider, of which this is known.
    public Provider withFacts(DataFacts newFacts) {
        return with(jurisdiction, trainsOnInput, clearance, paused, newFacts, quotas, models);
    }

    /// The same provider with these limits known in advance.
    public Provider withQuotas(List<Quota> newQuotas) {
        return with(jurisdiction, trainsOnInput, clearance, paused, facts, newQuotas, models);
    }

    /// The same provider, whose attempts may take so long.
    public Provider withLimits(TimeLimits newLimits) {
        return new Provider(
                name,
                vendor,
                wire,
                endpoint,
                credential,
                tier,
                jurisdiction,
                trainsOnInput,
                clearance,
                paused,
                facts,
                quotas,
                newLimits,
                models);
    }

    private Provider with(
            String where,
            boolean trains,
            PiiClass upTo,
            boolean nowPaused,
            DataFacts newFacts,
            List<Quota> newQuotas,
            SequencedMap<String, Model> newModels) {
        return new Provider(
                name,
                vendor,
                wire,
                endpoint,
                credential,
                tier,
                where,
                trains,
                upTo,
                nowPaused,
                newFacts,
                newQuotas,
                limits,
                newModels);
    }
}
