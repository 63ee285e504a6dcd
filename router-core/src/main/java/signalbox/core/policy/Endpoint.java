package signalbox.core.policy;

import java.net.URI;

/// Where a provider is reached.
public sealed interface Endpoint {
    /// An HTTP API. `https` always; plain `http` only on loopback.
    record Http(URI baseUrl) implements Endpoint {}

    /// The practice provider, simulated in process: no network, no real money.
    record Practice() implements Endpoint {}
}
