package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.testing.Certificates;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

@Timeout(60)
class WebTextTest {
    private static final AddressGuard HERE =
            new AddressGuard(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})));

    @TempDir Path directory;

    private FakeUpstream fake;
    private OriginClients clients;

    @BeforeEach
    void open() throws Exception {
        var certificate = Certificates.selfSigned(directory, "prices.test");
        fake = FakeUpstream.start(certificate.serverSocket());
        X509TrustManager trust = certificate.trust();
        clients = new OriginClients(HERE, builder -> trusting(builder, trust));
    }

    private static okhttp3.OkHttpClient.Builder trusting(okhttp3.OkHttpClient.Builder builder, X509TrustManager trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return builder.sslSocketFactory(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        clients.close();
        fake.close();
    }

    @Test
    void theTextComesAsItIsAndNoKeyGoesOut() throws Exception {
        fake.then(FakeReply.json(200, "vendor,model\nä"));
        assertEquals("vendor,model\nä", fetch("https://prices.test:" + fake.port() + "/p.csv?raw=1"));
        var request = fake.next();
        assertEquals("/p.csv?raw=1", request.target());
        assertNull(request.header("authorization"));
        assertNull(request.header("cookie"));
    }

    @Test
    void aRedirectIsNotFollowed() {
        fake.then(FakeReply.json(302, "").header("Location", "https://prices.test:" + fake.port() + "/other"));
        var sentence = refused("https://prices.test:" + fake.port() + "/p.csv");
        assertTrue(sentence.contains("redirects elsewhere, which is not followed"), sentence);
        assertEquals(1, fake.received().size());
    }

    @Test
    void anErrorIsSaid() {
        fake.then(FakeReply.json(404, "no"));
        assertTrue(refused("https://prices.test:" + fake.port() + "/p.csv").contains("status 404"));
    }

    @Test
    void moreThanTheBoundIsNotRead() {
        fake.then(FakeReply.json(200, "x".repeat(WebText.MOST_BYTES + 1)));
        assertTrue(refused("https://prices.test:" + fake.port() + "/p.csv").contains("larger than 16 MB"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1/p.csv", "http://prices.test/p", "https://ann@prices.test/p", "file:///etc/x"})
    void onlyPlainHttpsAddressesAreRead(String address) {
        assertTrue(refused(address).startsWith("Give an https address"));
        assertEquals(0, fake.received().size());
    }

    @Test
    void anAddressOnThisMachineOrTheLocalNetworkIsNotRead() {
        for (var address :
                List.of(
                        "https://127.0.0.1/p",
                        "https://localhost/p",
                        "https://[::1]/p",
                        "https://192.168.1.1/p",
                        "https://x.test/p")) {
            var e = assertThrows(IOException.class, () -> WebText.fetch(URI.create(address), false, HERE, clients));
            assertTrue(e.getMessage().contains("not called"), e.getMessage());
        }
    }

    private String fetch(String address) throws IOException {
        return WebText.fetch(URI.create(address), true, HERE, clients);
    }

    private String refused(String address) {
        return assertThrows(IOException.class, () -> fetch(address)).getMessage();
    }
}
