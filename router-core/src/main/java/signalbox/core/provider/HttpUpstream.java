package signalbox.core.provider;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Provider;
import signalbox.core.secret.Secret;
import signalbox.core.secret.SecretException;
import signalbox.core.secret.Secrets;
import signalbox.core.vendor.AuthStyle;

/// Calls providers over HTTP: HTTP/2 or 1.1 over TLS, plain HTTP/1.1 on loopback. One `send` is at most one request on
/// the wire, to the provider's own origin, with that provider's key. Thread-safe.
public final class HttpUpstream implements Upstream {
    /// A plain answer is held whole before it is settled; a stream is not.
    static final long MAX_PLAIN_BYTES = 64L << 20;

    static final long MAX_STREAM_BYTES = 512L << 20;

    private static final int MAX_CACHED_URLS = 4096;
    private static final int MAX_CACHED_ORIGINS = 1024;

    private final Secrets secrets;
    private final Deadlines deadlines;
    private final AddressGuard guard;
    private final OriginClients clients;
    private final DeadlineTicker ticker = new DeadlineTicker();
    private final Map<String, HttpUrl> urls = new ConcurrentHashMap<>();
    private final Map<URI, Origin> origins = new ConcurrentHashMap<>();

    public HttpUpstream(Secrets secrets, Deadlines deadlines) {
        this(secrets, deadlines, AddressGuard.system(), builder -> builder);
    }

    HttpUpstream(Secrets secrets, Deadlines deadlines, AddressGuard guard, OriginClients.Tuning tuning) {
        this.secrets = secrets;
        this.deadlines = deadlines;
        this.guard = guard;
        clients = new OriginClients(guard, tuning);
    }

    /// How long it lets providers take.
    public Deadlines deadlines() {
        return deadlines;
    }

    /// The ports that this router itself listens on: never called, whatever a base URL says.
    public void ownPorts(Set<Integer> ports) {
        guard.ownPorts(ports);
    }

    /// Fetches a public text, such as a price table: https, no key, no redirect, at most [WebText#MOST_BYTES].
    ///
    /// @throws IOException with a sentence for the operator
    public String fetchText(URI address) throws IOException {
        return WebText.fetch(address, false, guard, clients);
    }

    /// Asks a provider for its list of models: its own origin, with its key, by the rules of every other call.
    ///
    /// @param path below its base URL, or, with two slashes, from the root of its origin
    /// @throws IOException with a sentence for the operator
    public byte[] models(Provider provider, String path, AuthStyle auth) throws IOException {
        return models(provider, path, null, auth);
    }

    /// The same with a question: what is known of one model.
    ///
    /// @param question a JSON body that is posted; null to get
    public byte[] models(Provider provider, String path, byte[] question, AuthStyle auth) throws IOException {
        var origin = origin(provider);
        boolean local = provider.jurisdiction().equals("local");
        guard.demandReachable(origin, local);
        URI base = ((Endpoint.Http) provider.endpoint()).baseUrl();
        var url = path.startsWith("//") ? url(URI.create(origin.text()), path.substring(1)) : url(base, path);
        return ModelFetch.fetch(
                provider, url, question, auth, Optional.ofNullable(key(provider, origin)), clients.of(origin, local));
    }

    @Override
    public Answer send(Request request, Cancellation cancellation) throws UpstreamFailure {
        var provider = request.provider();
        var origin = origin(provider);
        boolean local = provider.jurisdiction().equals("local");
        var stated = provider.limits();
        var limits = deadlines.limits(request.stream(), local || origin.loopback(), request.patience(), stated);
        var attempt = new HttpAttempt(provider.name(), stated.connect().orElse(deadlines.connect()), limits);
        var call = client(origin, local, attempt).newCall(build(request, origin, attempt));
        attempt.start(call);
        ticker.add(attempt);
        cancellation.onCancel(attempt::cancel);
        Runnable onEnd =
                () -> {
                    cancellation.onCancel(null);
                    ticker.remove(attempt);
                };
        try {
            return answer(request, attempt, call.execute(), onEnd);
        } catch (IOException | RuntimeException e) {
            onEnd.run();
            attempt.over();
            throw e instanceof UpstreamFailure known ? known : attempt.failure(e);
        }
    }

    private static Answer answer(Request request, HttpAttempt attempt, Response response, Runnable onEnd)
            throws UpstreamFailure {
        var encoding = response.header("content-encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            // without this OkHttp reads on for a while to save the connection
            attempt.cancel();
            response.close();
            throw attempt.failed(
                    ErrorClass.BROKEN,
                    request.provider().name() + " compressed its answer although it was asked not to.");
        }
        // what is no stream is held whole, whatever was asked for
        var type = response.header("content-type");
        boolean stream = request.stream() && type != null && type.startsWith("text/event-stream");
        return new HttpAnswer(attempt, response, stream ? MAX_STREAM_BYTES : MAX_PLAIN_BYTES, onEnd);
    }

    private OkHttpClient client(Origin origin, boolean local, HttpAttempt attempt) throws UpstreamFailure {
        try {
            guard.demandReachable(origin, local);
            return clients.of(origin, local);
        } catch (IOException e) {
            throw attempt.failure(e);
        }
    }

    private okhttp3.Request build(Request request, Origin origin, HttpAttempt attempt) throws UpstreamFailure {
        var key = key(request.provider(), origin);
        try {
            return new okhttp3.Request.Builder()
                    .url(url(((Endpoint.Http) request.provider().endpoint()).baseUrl(), request.path()))
                    .headers(UpstreamHeaders.out(request, key))
                    .post(new OneShotBody(request.body()))
                    .tag(HttpAttempt.class, attempt)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new UpstreamFailure(ErrorClass.CLIENT_MISTAKE, false, e.getMessage(), null);
        }
    }

    private Origin origin(Provider provider) throws UpstreamFailure {
        URI base = ((Endpoint.Http) provider.endpoint()).baseUrl();
        var known = origins.get(base);
        if (known != null) {
            return known;
        }
        if (origins.size() >= MAX_CACHED_ORIGINS) {
            origins.clear();
        }
        try {
            var origin = Origin.of(base);
            origins.put(base, origin);
            return origin;
        } catch (IllegalArgumentException e) {
            throw new UpstreamFailure(ErrorClass.CONNECT, false, provider.name() + ": " + e.getMessage(), null);
        }
    }

    /// The only place where a provider's key is taken: for this provider, for this origin.
    private Secret key(Provider provider, Origin origin) throws UpstreamFailure {
        if (provider.credential() instanceof Credential.None) {
            return null;
        }
        var reference = provider.credential().reference();
        try {
            return secrets.find(reference, origin.text())
                    .orElseThrow(() ->
                            new UpstreamFailure(
                                    ErrorClass.BAD_KEY,
                                    false,
                                    "The key of " + provider.name() + " (" + reference + ") is not set.",
                                    null));
        } catch (SecretException e) {
            var errorClass = e.code().equals("vault_locked") ? ErrorClass.LOCKED : ErrorClass.BAD_KEY;
            throw new UpstreamFailure(errorClass, false, e.getMessage(), null);
        }
    }

    private HttpUrl url(URI base, String path) {
        var text = base + "\n" + path;
        var known = urls.get(text);
        if (known != null) {
            return known;
        }
        String version = base.getRawQuery();
        String address = version == null ? base.toString() : base.toString().replace("?" + version, "");
        String query = version == null ? "" : (path.contains("?") ? "&" : "?") + version;
        var url = HttpUrl.parse(address + path + query);
        var root = HttpUrl.parse(address);
        if (url == null || root == null || !below(root, url) || !path.startsWith("/")) {
            throw new IllegalArgumentException("The path does not lie below the provider's base URL.");
        }
        if (urls.size() >= MAX_CACHED_URLS) {
            urls.clear();
        }
        urls.put(text, url);
        return url;
    }

    private static boolean below(HttpUrl root, HttpUrl url) {
        return url.scheme().equals(root.scheme())
                && url.host().equals(root.host())
                && url.port() == root.port()
                && url.username().isEmpty()
                && url.encodedPath().startsWith(root.encodedPath());
    }

    /// Ends every attempt in flight and closes idle connections.
    @Override
    public void close() {
        ticker.inFlight().forEach(watched -> ((HttpAttempt) watched).cancel());
        ticker.close();
        clients.close();
    }
}
