package signalbox.app.preferences;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import signalbox.core.RouterException;

class ReleasesTest {
    private static final int WHOLE = 64 << 20;

    @Test
    void aPageThatIsNoAddressIsNone() throws IOException {
        assertEquals(
                "https://a.example/1", Releases.read("{\"version\":\"1.2\",\"page\":\"https://a.example/1\"}").page());
        assertEquals("", Releases.read("{\"version\":\"1.2\",\"page\":\"https://a b\"}").page());
        assertEquals("", Releases.read("{\"version\":\"1.2\",\"page\":\"http://a.example\"}").page());
        assertEquals("", Releases.read("{\"version\":\"1.2\",\"page\":7}").page());
    }

    @Test
    void ofAnAnswerThatIsTooLongNoMoreIsRead() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var sent = new FutureTask<>(() -> send(server));
            Thread.ofPlatform().daemon().start(sent);
            var feed = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
            var refused = assertThrows(RouterException.class, () -> Releases.ask(feed));
            assertEquals("updates_unreadable", refused.code());
            assertTrue(sent.get(10, TimeUnit.SECONDS) < WHOLE, "all of it was read");
        }
    }

    /// @return how much of a long answer was taken
    private static long send(ServerSocket server) throws IOException {
        long sent = 0;
        try (var socket = server.accept()) {
            var out = socket.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + WHOLE + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] piece = new byte[1 << 16];
            while (sent < WHOLE) {
                out.write(piece);
                sent += piece.length;
            }
        } catch (IOException enough) {
            return sent;
        }
        return sent;
    }
}
