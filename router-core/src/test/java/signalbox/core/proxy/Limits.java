package signalbox.core.proxy;

import java.time.Duration;

/// The listener's limits with some of them changed, for tests.
final class Limits {
    private ProxyLimits limits = ProxyLimits.standard();

    private Limits() {}

    static Limits standard() {
        return new Limits();
    }

    Limits times(Duration head, Duration bodyIdle, Duration request, Duration keptIdle) {
        limits =
                new ProxyLimits(
                        limits.maxBody(),
                        head,
                        bodyIdle,
                        request,
                        keptIdle,
                        limits.slowReader(),
                        limits.calls(),
                        limits.connections());
        return this;
    }

    Limits slowReader(Duration slowReader) {
        limits =
                new ProxyLimits(
                        limits.maxBody(),
                        limits.head(),
                        limits.bodyIdle(),
                        limits.request(),
                        limits.keptIdle(),
                        slowReader,
                        limits.calls(),
                        limits.connections());
        return this;
    }

    Limits counts(int maxBody, int calls, int connections) {
        limits =
                new ProxyLimits(
                        maxBody,
                        limits.head(),
                        limits.bodyIdle(),
                        limits.request(),
                        limits.keptIdle(),
                        limits.slowReader(),
                        calls,
                        connections);
        return this;
    }

    ProxyLimits build() {
        return limits;
    }
}
