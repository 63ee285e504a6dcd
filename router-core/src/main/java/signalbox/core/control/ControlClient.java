package signalbox.core.control;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import signalbox.core.RouterException;

/// Sends commands to the instance that runs on a data directory. Stateless.
public final class ControlClient {
    private ControlClient() {}

    /// Sends one command.
    ///
    /// @param request `command`, and its fields by name
    /// @return the result's bytes as they come; reading fails when the result breaks off; close it
    /// @throws RouterException `not_running` when no instance answers, `too_large`, or what the instance answered
    /// @throws IOException when the connection breaks off
    public static InputStream send(Path dataDir, Map<String, String> request) throws RouterException, IOException {
        byte[] line = ControlMessage.write(request).getBytes(StandardCharsets.UTF_8);
        if (line.length > ControlMessage.MOST_BYTES) {
            throw new RouterException(
                    "too_large",
                    "This is " + line.length + " bytes; a command takes at most " + ControlMessage.MOST_BYTES + ".");
        }
        SocketChannel channel = connect(dataDir);
        try {
            write(channel, line);
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            Map<String, String> head = head(in);
            if (head.getOrDefault("ok", "").equals("true")) {
                return new ChunkedInput(in);
            }
            channel.close();
            throw new RouterException(head.getOrDefault("code", "broken_off"), head.getOrDefault("message", ""));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void write(SocketChannel channel, byte[] line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static Map<String, String> head(InputStream in) throws IOException {
        String line = ControlMessage.line(in);
        if (line.isEmpty()) {
            throw new IOException("it closed the connection without an answer");
        }
        return ControlMessage.read(line);
    }

    private static SocketChannel connect(Path dataDir) throws RouterException {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(dataDir.resolve(ControlServer.SOCKET)));
        } catch (IOException e) {
            throw new RouterException(
                    "not_running",
                    "No Signalbox runs on " + dataDir + ". Start it with: signalbox --headless --data-dir " + dataDir,
                    e);
        }
    }
}
