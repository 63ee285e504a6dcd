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
    /// @return the result's bytes as they come; close it
    /// @throws RouterException `not_running` when no instance answers, or what the instance answered
    /// @throws IOException when the connection breaks off
    public static InputStream send(Path dataDir, Map<String, String> request) throws RouterException, IOException {
        SocketChannel channel = connect(dataDir);
        try {
            channel.write(ByteBuffer.wrap(ControlMessage.write(request).getBytes(StandardCharsets.UTF_8)));
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            Map<String, String> head = ControlMessage.read(ControlMessage.line(in));
            if (head.get("ok").equals("true")) {
                return in;
            }
            channel.close();
            throw new RouterException(head.get("code"), head.get("message"));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
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
