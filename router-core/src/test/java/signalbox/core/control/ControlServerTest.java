package signalbox.core.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.RouterException;

/// The control socket as a hostile or unlucky client meets it.
class ControlServerTest {
    @TempDir Path dir;

    private Router router;
    private ControlServer server;
    private volatile RuntimeException fault;

    @BeforeEach
    void open() throws Exception {
        router = Router.open(RouterConfig.of(dir));
        server = ControlServer.start(dir, new ControlCommands(router, new Facts()));
    }

    @AfterEach
    void close() {
        server.close();
        router.close();
    }

    @Test
    void onlyItsOwnerMayOpenTheSocket() throws Exception {
        var mode = Files.getPosixFilePermissions(dir.resolve(ControlServer.SOCKET));
        assertEquals("rw-------", PosixFilePermissions.toString(mode));
    }

    @Test
    void garbageIsAnsweredAndHurtsNobody() throws Exception {
        for (String garbage :
                new String[] {
                    "\n",
                    "GET / HTTP/1.1\r\n",
                    "{\"command\":{\"a\":\"b\"}}\n",
                    "[]\n",
                    "{}{}\n",
                    "{\"command\":1}\n",
                    "\0\n"
                }) {
            assertTrue(raw(garbage).contains("\"code\":\"bad_message\""), garbage);
        }
        assertTrue(status().contains("policy_version"));
    }

    @Test
    void aClientThatLeavesHurtsNobody() throws Exception {
        try (var channel = connect()) {
            channel.write(ByteBuffer.wrap("{\"command\":".getBytes(StandardCharsets.UTF_8)));
        }
        assertTrue(status().contains("policy_version"));
    }

    @Test
    void anUnknownCommandIsNamed() {
        var refused = assertThrows(RouterException.class, () -> ControlClient.send(dir, Map.of("command", "dance")));
        assertEquals("unknown_command", refused.code());
    }

    @Test
    void twoCommandsAtOnceBothGetTheirAnswer() throws Exception {
        var together = new CyclicBarrier(2);
        Callable<Integer> client =
                () -> {
                    int whole = 0;
                    for (int i = 0; i < 50; i++) {
                        together.await(10, TimeUnit.SECONDS);
                        whole += status().endsWith("}\n") ? 1 : 0;
                    }
                    return whole;
                };
        try (var threads = Executors.newFixedThreadPool(2)) {
            var one = threads.submit(client);
            var two = threads.submit(client);
            assertEquals(100, one.get() + two.get());
        }
    }

    @Test
    void aResultThatBreaksOffIsNeverTakenForWhole() throws Exception {
        fault = new IllegalStateException("the disk went away");
        var error = assertThrows(IOException.class, this::status);
        assertTrue(error.getMessage().contains("middle of the result"), error.getMessage());
        fault = null;
        assertTrue(status().contains("policy_version"));
    }

    @Test
    void aCommandThatIsTooLongIsNotSent() {
        var request = Map.of("command", "policy-import", "policy", "x".repeat(ControlMessage.MOST_BYTES));
        var refused = assertThrows(RouterException.class, () -> ControlClient.send(dir, request));
        assertEquals("too_large", refused.code());
    }

    @Test
    void theSocketGoesWithTheServerAndASocketLeftByACrashIsReplaced() throws Exception {
        server.close();
        assertFalse(Files.exists(dir.resolve(ControlServer.SOCKET)));
        var gone = assertThrows(RouterException.class, this::status);
        assertEquals("not_running", gone.code());
        Files.createFile(dir.resolve(ControlServer.SOCKET));
        server = ControlServer.start(dir, new ControlCommands(router, new Facts()));
        assertTrue(status().contains("policy_version"));
    }

    private String status() throws RouterException, IOException {
        try (InputStream result = ControlClient.send(dir, Map.of("command", "status"))) {
            return new String(result.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String raw(String line) throws IOException {
        try (var channel = connect()) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(dir.resolve(ControlServer.SOCKET)));
    }

    private final class Facts implements ControlCommands.Instance {
        @Override
        public String address() {
            return "http://127.0.0.1:4717";
        }

        /// Asked for while the status is being written.
        @Override
        public String version() {
            if (fault != null) {
                throw fault;
            }
            return "1";
        }

        @Override
        public Instant startedAt() {
            return Instant.EPOCH;
        }

        @Override
        public void show() throws RouterException {
            throw new RouterException("headless", "There is no window.");
        }
    }
}
