package signalbox.core.provider;

import signalbox.core.policy.Endpoint;

/// All ways to a provider behind one [Upstream]: by the provider's endpoint, over HTTP or to the practice provider.
/// Thread-safe. Closing it closes both.
public final class Upstreams implements Upstream {
    private final Upstream http;
    private final Upstream practice;

    public Upstreams(Upstream http, Upstream practice) {
        this.http = http;
        this.practice = practice;
    }

    @Override
    public Answer send(Request request, Cancellation cancellation) throws UpstreamFailure {
        return switch (request.provider().endpoint()) {
            case Endpoint.Http _ -> http.send(request, cancellation);
            case Endpoint.Practice _ -> practice.send(request, cancellation);
        };
    }

    @Override
    public void close() {
        try (practice) {
            http.close();
        }
    }
}
