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
            take(ControlMessage.line(in), out);
            out.flush();
        } catch (IOException e) {
            LOG.debug("a control connection broke off", e);
        } catch (RuntimeException e) {
            // the client sees a result without its end
            LOG.error("a control command failed while its result was written", e);
        }
    }

    private void take(String line, OutputStream out) throws IOException {
        Map<String, String> request;
        try {
            request = ControlMessage.read(line);
        } catch (IOException e) {
            refuse(out, "bad_message", "This is no command. Send one JSON object of strings on one line.");
            return;
        }
        answer(request, out);
    }

    private void answer(Map<String, String> request, OutputStream out) throws IOException {
        ControlCommands.Result result;
        try {
            result = commands.run(request);
        } catch (RouterException e) {
            refuse(out, e.code(), e.getMessage());
            return;
        } catch (RuntimeException e) {
            LOG.error("control command {} failed", request.get("command"), e);
            refuse(out, "internal_error", "Signalbox failed on this command; its log says where.");
            return;
        }
        write(out, Map.of("ok", "true"));
        var chunks = new ChunkedOutput(out);
        result.writeTo(chunks);
        chunks.finish();
    }

    private static void refuse(OutputStream out, String code, String message) throws IOException {
        write(out, Map.of("ok", "false", "code", code, "message", message));
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
