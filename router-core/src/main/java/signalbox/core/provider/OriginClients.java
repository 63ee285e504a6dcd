package signalbox.core.provider;

import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/// One OkHttp client per origin, sharing a pool for TLS and one for plain connections. Every default that could send a
/// request or a key a second time or elsewhere is off.
final class OriginClients {
    /// Lets tests trust their own certificates; production changes nothing.
    interface Tuning extends UnaryOperator<OkHttpClient.Builder> {}

    /// The default of 5 reconnects on every burst.
    private static final int IDLE_CONNECTIONS = 1024;

    /// Plain HTTP/1.1 servers (uvicorn, Node) hang up after 5 s of silence, and OkHttp looks whether they did only
    /// after 10 s. With retries off such a connection would fail the next call, so idle ones are dropped earlier.
    private static final Duration PLAIN_KEEP_ALIVE = Duration.ofSeconds(2);

    private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

    private static final EventListener SILENT = new EventListener() {};

    private record Line(Origin origin, boolean local) {}

    private final OkHttpClient base;
    private final AddressGuard guard;
    private final ConnectionPool plainPool = QuietPool.of(IDLE_CONNECTIONS, PLAIN_KEEP_ALIVE);
    private final Map<Line, OkHttpClient> clients = new ConcurrentHashMap<>();

    OriginClients(AddressGuard guard, Tuning tuning) {
        this.guard = guard;
        base =
                tuning.apply(
                                new OkHttpClient.Builder()
                                        .followRedirects(false)
                                        .followSslRedirects(false)
                                        .retryOnConnectionFailure(false)
                                        .proxy(Proxy.NO_PROXY)
                                        .cookieJar(CookieJar.NO_COOKIES)
                                        .authenticator(Authenticator.NONE)
                                        .proxyAuthenticator(Authenticator.NONE)
                                        // the attempt's own deadline covers it; a socket that ever had a
                                        // time-out asks twice more at every read
                                        .connectTimeout(Duration.ZERO)
                                        .readTimeout(Duration.ZERO)
                                        .writeTimeout(Duration.ZERO)
                                        .callTimeout(Duration.ZERO)
                                        .connectionPool(QuietPool.of(IDLE_CONNECTIONS, KEEP_ALIVE))
                                        .eventListenerFactory(call -> {
                                            var attempt = call.request().tag(HttpAttempt.class);
                                            return attempt == null ? SILENT : attempt;
                                        }))
                        .build();
    }

    OkHttpClient of(Origin origin, boolean local) {
        return clients.computeIfAbsent(new Line(origin, local), this::build);
    }

    private OkHttpClient build(Line line) {
        var builder = base.newBuilder().dns(guard.of(line.origin(), line.local()));
        if (line.origin().scheme().equals("https")) {
            builder.connectionSpecs(List.of(ConnectionSpec.MODERN_TLS)).pingInterval(Duration.ofSeconds(20));
        } else {
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .connectionPool(plainPool);
        }
        return builder.build();
    }

    void close() {
        base.connectionPool().evictAll();
        plainPool.evictAll();
        base.dispatcher().executorService().shutdown();
    }
}
