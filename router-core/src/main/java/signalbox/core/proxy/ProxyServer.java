package signalbox.core.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.Router;

/// The listener of a router: one port on `127.0.0.1` and `[::1]`, nothing beyond this machine. Thread-safe.
public final class ProxyServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LAST_BYTES = Duration.ofSeconds(3);

    private final EventLoopGroup loops;
    private final List<Channel> listeners;
    private final Connections connections;
    private final Calls calls;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private ProxyServer(EventLoopGroup loops, List<Channel> listeners, Connections connections, Calls calls) {
        this.loops = loops;
        this.listeners = listeners;
        this.connections = connections;
        this.calls = calls;
    }

    /// Starts with the limits that ship.
    ///
    /// @param port 0 for any that is free
    /// @throws PortTaken when another program holds the port on one of the two addresses
    /// @throws IOException when the port cannot be opened for another reason
    public static ProxyServer start(Router router, int port) throws IOException {
        return start(router, port, ProxyLimits.standard());
    }

    /// Starts with other limits.
    ///
    /// @throws PortTaken when another program holds the port on one of the two addresses
    /// @throws IOException when the port cannot be opened for another reason
    public static ProxyServer start(Router router, int port, ProxyLimits limits) throws IOException {
        var loops =
                new MultiThreadIoEventLoopGroup(
                        loopCount(), new DefaultThreadFactory("listener", true), NioIoHandler.newFactory());
        var calls = new Calls(router, limits);
        var connections = new Connections(calls);
        var bootstrap =
                new ServerBootstrap()
                        .group(loops)
                        .channelFactory(DirectChannel.Listener::new)
                        .option(ChannelOption.SO_BACKLOG, limits.connections())
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, false)
                        .childHandler(connections);
        try {
            var server = new ProxyServer(loops, Loopback.here().bind(bootstrap, port), connections, calls);
            LOG.info("listening on {}", server.addresses());
            return server;
        } catch (IOException e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
    }

    /// Half the processors: calls have the other half, and a loop that serves more connections wakes up less often.
    private static int loopCount() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    }

    public int port() {
        return addresses().getFirst().getPort();
    }

    /// Client connections that are open right now.
    public int connections() {
        return connections.count();
    }

    /// Where it listens: one address or two, on the same port.
    public List<InetSocketAddress> addresses() {
        return listeners.stream().map(listener -> (InetSocketAddress) listener.localAddress()).toList();
    }

    /// The address to give to clients, without a path: `http://127.0.0.1:PORT`.
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /// Accepts no more connections, answers new calls on open ones with 503, waits for the calls in work, cancels what
    /// is left after `patience`, and closes. Idempotent. Does not close the router.
    public void stop(Duration patience) {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        listeners.forEach(listener -> listener.close().syncUninterruptibly());
        boolean finished = calls.finish(patience);
        connections.close(finished ? LAST_BYTES : Duration.ZERO);
        if (!finished && !calls.await(LAST_BYTES)) {
            LOG.warn("calls still in work after the listener stopped");
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// Stops with ten seconds of patience.
    @Override
    public void close() {
        stop(PATIENCE);
    }
}
