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

    /// A provider whose attempts may take as long as usual.
    public Provider(
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
            SequencedMap<String, Model> models) {
        this(
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
                TimeLimits.USUAL,
                models);
    }

    /// A provider of which no quota and nothing more about its handling of data is known.
    public Provider(
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
            SequencedMap<String, Model> models) {
        this(
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
                DataFacts.UNKNOWN,
                List.of(),
                models);
    }

    /// Whether this provider only simulates; its spend is never mixed with real spend.
    public boolean practice() {
        return endpoint instanceof Endpoint.Practice;
    }

    /// The same provider with other models.
    public Provider withModels(SequencedMap<String, Model> newModels) {
        return with(paused, facts, newModels);
    }

    /// The same provider, in or out of all routes.
    public Provider withPaused(boolean nowPaused) {
        return with(nowPaused, facts, models);
    }

    /// The same provider, of which this is known.
    public Provider withFacts(DataFacts newFacts) {
        return with(paused, newFacts, models);
    }

    private Provider with(boolean nowPaused, DataFacts newFacts, SequencedMap<String, Model> newModels) {
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
                nowPaused,
                newFacts,
                quotas,
                limits,
                newModels);
    }
}
