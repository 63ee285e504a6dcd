package signalbox.core.testing;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Wire;

/// Providers for tests.
public final class Providers {
    private Providers() {}

    public static Provider http(String name, Wire wire, URI baseUrl, Credential credential) {
        return of(name, wire, new Endpoint.Http(baseUrl), credential, "US");
    }

    public static Provider local(String name, Wire wire, URI baseUrl, Credential credential) {
        return of(name, wire, new Endpoint.Http(baseUrl), credential, "local");
    }

    public static Provider practice(String name, Wire wire) {
        return of(name, wire, new Endpoint.Practice(), new Credential.None(), "local");
    }

    private static Provider of(String name, Wire wire, Endpoint endpoint, Credential credential, String jurisdiction) {
        var models = new LinkedHashMap<String, Model>();
        models.put("m", new Model("m", ModelClass.STANDARD, 128_000, 4_096, Set.of(), Optional.empty()));
        return Provider.of(name, "test", wire, endpoint, credential, Tier.PAID, models)
                .withClearance(jurisdiction, false, PiiClass.PRIVATE);
    }
}
