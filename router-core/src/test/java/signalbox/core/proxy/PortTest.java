package signalbox.core.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {
    private final FakeRouter router = new FakeRouter();

    @Test
    void onePortOnBothLoopbackAddresses() throws IOException {
        try (var server = ProxyServer.start(router.router(), 0)) {
            var addresses = server.addresses();
            assertEquals(List.of("127.0.0.1", "0:0:0:0:0:0:0:1"), hosts(addresses));
            assertEquals(1, addresses.stream().map(InetSocketAddress::getPort).distinct().count());
            assertEquals("http://127.0.0.1:" + server.port(), server.url());
            for (var address : List.of("127.0.0.1", "::1")) {
                try (var client = new RawClient(address, server.port())) {
                    assertEquals(204, client.get("/health").read().status());
                }
            }
        }
    }

    private static List<String> hosts(List<InetSocketAddress> addresses) {
        return addresses.stream().map(address -> address.getAddress().getHostAddress()).toList();
    }

    @Test
    void nothingListensBeyondThisMachine() throws IOException {
        try (var server = ProxyServer.start(router.router(), 0)) {
            for (var network : NetworkInterface.networkInterfaces().toList()) {
                for (var address : network.inetAddresses().filter(a -> !a.isLoopbackAddress()).toList()) {
                    assertThrows(
                            IOException.class,
                            () -> {
                                try (var socket = new Socket()) {
                                    socket.connect(new InetSocketAddress(address, server.port()), 500);
                                }
                            });
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aTakenPortNamesItsOwnerAndOffersAnother(String address) throws IOException {
        try (var squatter = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            int port = squatter.getLocalPort();
            var taken = assertThrows(PortTaken.class, () -> ProxyServer.start(router.router(), port));
            assertEquals(port, taken.port());
            assertTrue(taken.getMessage().startsWith("Port " + port + " is in use by "), taken.getMessage());
            if (Files.exists(Path.of("/proc/net/tcp"))) {
                assertTrue(taken.owner().endsWith("(process " + ProcessHandle.current().pid() + ")"), taken.owner());
            }
            try (var server = ProxyServer.start(router.router(), taken.nextFree().orElseThrow())) {
                assertTrue(server.port() > port);
            }
            assertNotBound("127.0.0.1".equals(address) ? "::1" : "127.0.0.1", port);
        }
    }

    private static void assertNotBound(String address, int port) throws IOException {
        try (var free = new ServerSocket()) {
            free.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        }
    }

    @Test
    void thePortIsFreeAgainAfterStop() throws IOException {
        int port;
        try (var server = ProxyServer.start(router.router(), 0)) {
            port = server.port();
            try (var client = new RawClient(port)) {
                client.get("/health").read();
            }
        }
        try (var server = ProxyServer.start(router.router(), port)) {
            assertEquals(port, server.port());
        }
    }

    @Test
    void anOwnerIsReadFromTheProcessFileSystem(@TempDir Path proc) throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(
                proc.resolve("net/tcp6"),
                """
                  sl  local_address remote_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode
                   0: 00000000000000000000000001000000:1F90 0:0 0A 0:0 00:0 0 0 0 4711 1
                   1: 00000000000000000000000001000000:1F91 0:0 01 0:0 00:0 0 0 0 4712 1
                """);
        var descriptors = Files.createDirectories(proc.resolve("812/fd"));
        Files.writeString(proc.resolve("812/comm"), "nginx\n");
        symlink(descriptors.resolve("3"), "/dev/null");
        symlink(descriptors.resolve("4"), "socket:[4711]");
        Files.createDirectories(proc.resolve("813"));
        var owner = new PortOwner(proc);
        assertEquals("nginx (process 812)", owner.of(8080));
        assertEquals("", owner.of(8081), "a connection is not a listener");
        assertEquals("", owner.of(8082));
        assertEquals("", new PortOwner(proc.resolve("nowhere")).of(8080));
    }

    private static void symlink(Path link, String target) {
        try {
            Files.createSymbolicLink(link, Path.of(target));
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here");
        }
    }
}
