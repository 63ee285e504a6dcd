package signalbox.core;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.provider.Deadlines;
import signalbox.core.provider.PracticeSettings;
import signalbox.core.proxy.ProxyServer;

/// A real router behind a real listener on a temporary data directory, with one key, and a client to call it.
final class Served implements AutoCloseable {
    static final String CHAT = "/v1/chat/completions";
    static final String MESSAGES = "/v1/messages";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Router router;
    private final ProxyServer proxy;
    private String secret = "";

    private Served(Router router, ProxyServer proxy) {
        this.router = router;
        this.proxy = proxy;
    }

    /// Client connections that the listener has open.
    int connections() {
        return proxy.connections();
    }

    static Served open(Path dataDir) throws Exception {
        return open(dataDir, InstantSource.system());
    }

    static Served open(Path dataDir, InstantSource clock) throws Exception {
        return open(dataDir, clock, null, Deadlines.DEFAULT);
    }

    static Served open(Path dataDir, InstantSource clock, Deadlines deadlines) throws Exception {
        return open(dataDir, clock, null, deadlines);
    }

    /// @param elapsed what the clock is checked against; null to believe it
    static Served open(Path dataDir, InstantSource clock, ElapsedTime elapsed) throws Exception {
        return open(dataDir, clock, elapsed, Deadlines.DEFAULT);
    }

    private static Served open(Path dataDir, InstantSource clock, ElapsedTime elapsed, Deadlines deadlines)
            throws Exception {
        RouterConfig config =
                RouterConfig.of(dataDir)
                        .withClock(clock, elapsed)
                        .withEnvironment(Map.of("FAKE_KEY", "sk-fake-canary-1"))
                        .withPractice(PracticeSettings.instant())
                        .withDeadlines(deadlines);
        Router router = Router.open(config);
        ProxyServer proxy = ProxyServer.start(router, 0);
        router.listening(Set.of(proxy.port()));
        return new Served(router, proxy);
    }

    /// With this policy in force and a key for workload `w`.
    static Served open(Path dataDir, String policy) throws Exception {
        Served served = open(dataDir);
        served.enforce(policy);
        served.issueKey("w");
        return served;
    }

    void enforce(String policy) throws Exception {
        router.apply(new PolicyChange.Replace(PolicyFile.read(policy)), "test", "");
    }

    /// A key for the first of the workloads that may name the others too.
    String issueKey(String... workloads) throws RouterException {
        secret = router.issueKey(workloads[0] + "-key", workloads[0], Set.of(workloads), "test").secret();
        return secret;
    }

    void use(String newSecret) {
        secret = newSecret;
    }

    Router router() {
        return router;
    }

    int port() {
        return proxy.port();
    }

    BudgetStatus budget(String name) {
        return router.budgets().stream()
                .filter(status -> status.budget().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    HttpRequest.Builder request(String path, String body, String... headers) {
        var builder =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + secret)
                        .header("Content-Type", "application/json");
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return body == null ? builder.GET() : builder.POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> call(String path, String body, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, body, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> chat(String extra) throws IOException, InterruptedException {
        return call(CHAT, chatBody(extra));
    }

    static String chatBody(String extra) {
        return "{\"model\":\"m\""
                + (extra.isEmpty() ? "" : "," + extra)
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";
    }

    /// A call over a bare socket, which shows every byte up to where the connection ends, and can leave at any time.
    Socket raw(String path, String body) throws IOException {
        var socket = new Socket("127.0.0.1", proxy.port());
        socket.setSoTimeout(20_000);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + proxy.port()
                        + "\r\nAuthorization: Bearer "
                        + secret
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        return socket;
    }

    /// Everything up to the end of a stream that the listener cuts or ends.
    String rawStream(String path, String body) throws IOException {
        try (var socket = raw(path, body)) {
            var text = new StringBuilder();
            byte[] buffer = new byte[65536];
            int read;
            while ((read = socket.getInputStream().read(buffer)) >= 0) {
                text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                if (text.indexOf("\r\n0\r\n\r\n") >= 0) {
                    break;
                }
            }
            return text.toString();
        }
    }

    CallRow lastRow() {
        flush();
        return router.ledger().recent(1).getFirst();
    }

    /// Waits until every call is over, row and all: a client has its answer a moment before.
    void flush() {
        Awaitility.await().until(() -> router.inFlight() == 0);
        router.ledger().flush();
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        proxy.stop(Duration.ofSeconds(5));
        router.close();
    }
}
