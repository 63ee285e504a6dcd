package signalbox.core.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// One account at one endpoint.
///
/// @param vendor the id that the price book and the quirks table know this provider by (`openai`, `anthropic`, …)
/// @param jurisdiction where inference runs: an ISO 3166 country code, `EU`, or `local`; `unknown` clears nothing
/// @param trainsOnInput whether the provider may train on what it is sent
/// @param clearance the most sensitive class this provider may be sent
/// @param paused the operator took it out of all routes for now
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
        SequencedMap<String, Model> models) {
    public Provider {
        models = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(models));
    }

    /// Whether this provider only simulates; its spend is never mixed with real spend.
    public boolean practice() {
        return endpoint instanceof Endpoint.Practice;
    }
}
