package signalbox.core.provider;

import signalbox.core.policy.Endpoint;

/// All ways to a provider behind one [Upstream]: by the provider's endpoint, over HTTP, to the Claude program, or to
/// the practice provider. Thread-safe. Closing it closes all.
public final class Upstreams implements Upstream {
    private final Upstream http;
    private final Upstream cli;
    private final Upstream practice;

    public Upstreams(Upstream http, Upstream cli, Upstream practice) {
        this.http = http;
        this.cli = cli;
        this.practice = practice;
    }

    @Override
    public Answer send(Request request, Cancellation cancellation) throws UpstreamFailure {
        return switch (request.provider().endpoint()) {
            case Endpoint.Http _ -> http.send(request, cancellation);
            case Endpoint.ClaudeCli _ -> cli.send(request, cancellation);
            case Endpoint.Practice _ -> practice.send(request, cancellation);
        };
    }

    @Override
    public void close() {
        try (practice;
                cli) {
            http.close();
        }
    }
}
