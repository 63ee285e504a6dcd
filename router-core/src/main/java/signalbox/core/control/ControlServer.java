package signalbox.core.control;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.RouterException;

/// Serves control commands on a Unix-domain socket. Thread-safe; one virtual thread a connection.
public final class ControlServer implements AutoCloseable {
    /// The socket's name in the data directory.
    public static final String SOCKET = "control.sock";

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final ServerSocketChannel server;
    private final Path socket;
    private final ControlCommands commands;

    private ControlServer(ServerSocketChannel server, Path socket, ControlCommands commands) {
        this.server = server;
        this.socket = socket;
        this.commands = commands;
    }

    /// Starts serving. The caller owns the data directory's lock, so a socket file that is there was left by a crash.
    ///
    /// @throws IOException when the socket cannot be made, for example because its path is too long
    public static ControlServer start(Path dataDir, ControlCommands commands) throws IOException {
        Path socket = dataDir.resolve(SOCKET);
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        if (Files.getFileStore(socket.getParent()).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        }
        var control = new ControlServer(server, socket, commands);
        Thread.ofVirtual().name("control").start(control::accept);
        return control;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Thread.ofVirtual().name("control-client").start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                var in = new BufferedInputStream(Channels.newInputStream(client));
                var out = new BufferedOutputStream(Channels.newOutputStream(client))) {
            Map<String, String> request = ControlMessage.read(ControlMessage.line(in));
            answer(request, out);
            out.flush();
        } catch (IOException e) {
            LOG.debug("a control connection broke off", e);
        }
    }

    private void answer(Map<String, String> request, OutputStream out) throws IOException {
        ControlCommands.Result result;
        try {
            result = commands.run(request);
        } catch (RouterException e) {
            write(out, Map.of("ok", "false", "code", e.code(), "message", e.getMessage()));
            return;
        } catch (RuntimeException e) {
            LOG.error("control command {} failed", request.get("command"), e);
            write(out, Map.of("ok", "false", "code", "internal_error", "message", "Signalbox failed on this command."));
            return;
        }
        write(out, Map.of("ok", "true"));
        result.writeTo(out);
    }

    private static void write(OutputStream out, Map<String, String> fields) throws IOException {
        out.write(ControlMessage.write(fields).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.warn("the control socket could not be removed", e);
        }
    }
}
