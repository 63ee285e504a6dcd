package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Wire;
import signalbox.core.secret.Secrets;
import signalbox.core.testing.Providers;

/// Where a provider may and may not be (guarantees.md rows 40, 41).
class AddressGuardTest {
    @ParameterizedTest
    @CsvSource({
        "1.1.1.1, PUBLIC",
        "8.8.8.8, PUBLIC",
        "9.255.255.255, PUBLIC",
        "11.0.0.0, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.32.0.0, PUBLIC",
        "192.167.255.255, PUBLIC",
        "192.169.0.0, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.128.0.0, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "2a00:1450:4001::200e, PUBLIC",
        "64:ff9b::8.8.8.8, PUBLIC",
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "::1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "64:ff9b::127.0.0.1, LOOPBACK",
        "10.0.0.1, PRIVATE",
        "10.255.255.255, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.1.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "100.127.255.255, PRIVATE",
        "fc00::1, PRIVATE",
        "fdff::1, PRIVATE",
        "::ffff:10.0.0.1, PRIVATE",
        "64:ff9b::10.0.0.1, PRIVATE",
        "0.0.0.0, FORBIDDEN",
        "0.1.2.3, FORBIDDEN",
        "169.254.169.254, FORBIDDEN",
        "169.254.0.1, FORBIDDEN",
        "::ffff:169.254.169.254, FORBIDDEN",
        "100.100.100.200, FORBIDDEN",
        "168.63.129.16, FORBIDDEN",
        "192.0.0.192, FORBIDDEN",
        "192.0.2.1, FORBIDDEN",
        "198.18.0.1, FORBIDDEN",
        "198.19.255.255, FORBIDDEN",
        "198.51.100.1, FORBIDDEN",
        "203.0.113.1, FORBIDDEN",
        "224.0.0.1, FORBIDDEN",
        "239.255.255.250, FORBIDDEN",
        "240.0.0.1, FORBIDDEN",
        "255.255.255.255, FORBIDDEN",
        "::, FORBIDDEN",
        "::2, FORBIDDEN",
        "::10.0.0.1, FORBIDDEN",
        "fe80::1, FORBIDDEN",
        "fec0::1, FORBIDDEN",
        "ff02::1, FORBIDDEN",
        "fd00:ec2::254, FORBIDDEN",
        "fd20:ce::254, FORBIDDEN",
        "2001:0:1::1, FORBIDDEN",
        "2001:db8::1, FORBIDDEN",
        "2002:7f00:1::, FORBIDDEN",
        "64:ff9b:1::1, FORBIDDEN",
        "64:ff9b::169.254.169.254, FORBIDDEN",
    })
    void everyAddressHasItsClass(String literal, AddressClass expected) throws Exception {
        assertEquals(expected, AddressClass.of(InetAddress.getByName(literal)));
    }

    @Test
    void aNameMustNotLeadIntoTheLocalNetworkUnlessMarkedLocal() throws Exception {
        var origin = Origin.of(URI.create("https://api.example.com/v1"));
        assertEquals(1, resolve(origin, false, "1.1.1.1").size());
        for (var inside : List.of("10.0.0.1", "127.0.0.1", "192.168.0.1", "fd12::1")) {
            assertThrows(AddressGuard.Refused.class, () -> resolve(origin, false, inside));
            assertEquals(1, resolve(origin, true, inside).size());
        }
        for (var never : List.of("169.254.169.254", "0.0.0.0", "fe80::1", "224.0.0.1")) {
            assertThrows(AddressGuard.Refused.class, () -> resolve(origin, false, never));
            assertThrows(AddressGuard.Refused.class, () -> resolve(origin, true, never));
        }
    }

    @Test
    void oneBadAddressRefusesTheName() {
        var origin = Origin.of(URI.create("https://api.example.com"));
        assertThrows(AddressGuard.Refused.class, () -> resolve(origin, false, "1.1.1.1", "10.0.0.1"));
    }

    @Test
    void localhostMustBeThisMachine() throws Exception {
        var origin = Origin.of(URI.create("http://localhost:11434"));
        assertEquals(2, resolve(origin, false, "127.0.0.1", "::1").size());
        for (var elsewhere : List.of("1.1.1.1", "10.0.0.1")) {
            assertThrows(AddressGuard.Refused.class, () -> resolve(origin, true, elsewhere));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1", "https://169.254.169.254", "https://[fe80::1]", "https://[::ffff:10.0.0.1]",
                "https://0.0.0.0", "https://[::]", "https://127.0.0.1.nip.invalid.", "https://2130706433",
                "https://0x7f000001", "https://0177.0.0.1", "https://127.1",
            })
    void noBaseUrlReachesInside(String base) {
        var asked = new ArrayList<String>();
        var guard =
                new AddressGuard(host -> {
                    asked.add(host);
                    throw new UnknownHostException(host);
                });
        try (var upstream = new HttpUpstream(Secrets.NONE, Deadlines.DEFAULT, guard, builder -> builder)) {
            var provider = Providers.http("inside", Wire.OPENAI_CHAT, URI.create(base + "/v1"), new Credential.None());
            var request =
                    new Upstream.Request(
                            provider, Wire.OPENAI_CHAT, "/chat/completions", Map.of(), new byte[0], "m", false);
            var failure =
                    assertThrows(
                            Upstream.UpstreamFailure.class, () -> upstream.send(request, new Upstream.Cancellation()));
            assertEquals(ErrorClass.CONNECT, failure.errorClass());
            assertTrue(!failure.sent());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.openai.com",
                "ftp://x",
                "file:///etc/passwd",
                "https://user@host",
                "https://host?key=1",
                "https://host#f",
                "http://192.168.1.1",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "relative",
                "https://",
                "http://0.0.0.0",
                "http://2130706433",
            })
    void aBaseUrlIsHttpsOrLoopback(String url) {
        assertThrows(IllegalArgumentException.class, () -> Origin.of(URI.create(url)));
    }

    @Test
    void originsAreWrittenOneWay() {
        assertEquals("https://api.openai.com", Origin.of(URI.create("HTTPS://API.OpenAI.com:443/v1")).text());
        assertEquals("https://h:8443", Origin.of(URI.create("https://h:8443")).text());
        assertEquals("http://[::1]:11434", Origin.of(URI.create("http://[::1]:11434/v1")).text());
    }

    private static List<InetAddress> resolve(Origin origin, boolean local, String... addresses)
            throws UnknownHostException {
        var answers = new ArrayList<InetAddress>();
        for (var address : addresses) {
            answers.add(InetAddress.getByName(address));
        }
        return new AddressGuard(host -> answers).of(origin, local).lookup(origin.host());
    }
}
