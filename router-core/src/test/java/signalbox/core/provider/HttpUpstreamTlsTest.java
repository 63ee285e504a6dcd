package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Wire;
import signalbox.core.secret.Secret;
import signalbox.core.testing.Answers;
import signalbox.core.testing.Certificates;
import signalbox.core.testing.FakeUpstream;
import signalbox.core.testing.Providers;

/// TLS is strict: no byte of a request, and no key, reaches a server that cannot prove its name (guarantees.md row 45).
@Timeout(60)
class HttpUpstreamTlsTest {
    private static final AddressGuard HERE =
            new AddressGuard(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})));

    private static final Deadlines HASTY =
            new Deadlines(
                    Duration.ofMillis(300),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60));

    private static Certificates certificate;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        certificate = Certificates.selfSigned(directory, "api.test");
    }

    @Test
    void aTrustedServerOfThatNameIsCalled() throws Exception {
        try (var fake = FakeUpstream.start(certificate.serverSocket());
                var upstream = upstream(trusting(certificate.trust()))) {
            assertEquals("{}", Answers.text(send(upstream, "api.test", fake.port())));
            assertEquals("Bearer key", fake.next().header("authorization"));
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsNot() throws Exception {
        assertRefused("api.test", builder -> builder);
    }

    @Test
    void aServerOfAnotherNameIsNot() throws Exception {
        assertRefused("other.test", trusting(certificate.trust()));
    }

    @Test
    void aServerWithoutTlsIsNotAndTheConnectLimitHoldsForTheHandshake() {
        try (var plain = FakeUpstream.start();
                var upstream = upstream(builder -> builder, HASTY)) {
            var failure = assertThrows(Upstream.UpstreamFailure.class, () -> send(upstream, "api.test", plain.port()));
            assertEquals(ErrorClass.CONNECT, failure.errorClass());
            assertEquals("No connection to tls in 300 ms.", failure.getMessage());
            assertTrue(plain.received().isEmpty());
        }
    }

    private static void assertRefused(String host, OriginClients.Tuning tuning) throws Exception {
        try (var fake = FakeUpstream.start(certificate.serverSocket());
                var upstream = upstream(tuning)) {
            var failure = assertThrows(Upstream.UpstreamFailure.class, () -> send(upstream, host, fake.port()));
            assertEquals(ErrorClass.CONNECT, failure.errorClass());
            assertFalse(failure.sent());
            assertTrue(fake.received().isEmpty());
        }
    }

    private static HttpUpstream upstream(OriginClients.Tuning tuning) {
        return upstream(tuning, Deadlines.DEFAULT);
    }

    private static HttpUpstream upstream(OriginClients.Tuning tuning, Deadlines deadlines) {
        return new HttpUpstream(
                (reference, origin) -> Optional.of(Secret.of("key".toCharArray())), deadlines, HERE, tuning);
    }

    private static Upstream.Answer send(HttpUpstream upstream, String host, int port) throws Exception {
        var base = URI.create("https://" + host + ":" + port + "/v1");
        var provider = Providers.local("tls", Wire.OPENAI_CHAT, base, new Credential.Environment("KEY"));
        var request =
                new Upstream.Request(
                        provider, Wire.OPENAI_CHAT, "/chat/completions", Map.of(), new byte[] {'{', '}'}, "m", false);
        return upstream.send(request, new Upstream.Cancellation());
    }

    private static OriginClients.Tuning trusting(X509TrustManager trust) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return builder -> builder.sslSocketFactory(context.getSocketFactory(), trust);
    }
}
