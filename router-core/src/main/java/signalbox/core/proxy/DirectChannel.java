package signalbox.core.proxy;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client's connection that any thread may also write to itself, past its event loop: waking that one for each piece
/// of a slow stream costs more than the rest of the way. The JDK's channel makes that safe: a write never meets a
/// descriptor that was closed and given to another connection meanwhile.
final class DirectChannel extends NioSocketChannel {
    private static final Logger LOG = LoggerFactory.getLogger(DirectChannel.class);

    DirectChannel(Channel parent, SocketChannel socket) {
        super(parent, socket);
    }

    /// Writes as much as the socket takes at once. The caller sees to it that nothing handed to the event loop is still
    /// on its way.
    ///
    /// @throws IOException when the client has gone
    void writeNow(ByteBuffer bytes) throws IOException {
        javaChannel().write(bytes);
    }

    /// Accepts such connections.
    static final class Listener extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws IOException {
            SocketChannel socket = javaChannel().accept();
            return socket == null ? 0 : take(this, socket, accepted);
        }

        /// What is wrong with one connection must not end the listener, as it would if it left here.
        ///
        /// @return how many were accepted
        static int take(Channel parent, SocketChannel socket, List<Object> accepted) throws IOException {
            try {
                accepted.add(new DirectChannel(parent, socket));
                return 1;
            } catch (RuntimeException unusable) {
                LOG.debug("a connection could not be taken: {}", unusable.toString());
                socket.close();
                return 0;
            }
        }
    }
}
