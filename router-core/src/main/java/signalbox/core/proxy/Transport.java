package signalbox.core.proxy;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/// How sockets are watched here.
record Transport(IoHandlerFactory handlers, Class<? extends ServerChannel> channel) {
    /// Epoll on Linux when its library loads, else what every JDK has.
    static Transport best() {
        return Epoll.isAvailable()
                ? new Transport(EpollIoHandler.newFactory(), EpollServerSocketChannel.class)
                : portable();
    }

    static Transport portable() {
        return new Transport(NioIoHandler.newFactory(), NioServerSocketChannel.class);
    }
}
