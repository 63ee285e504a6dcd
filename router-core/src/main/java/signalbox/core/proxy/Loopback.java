package signalbox.core.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Binds one port on every loopback address there is, or on none. With only `127.0.0.1` held, anyone may bind `[::1]`
/// and catch the clients that say `localhost`.
final class Loopback {
    private static final int ATTEMPTS = 32;
    private static final int NEAR = 100;
    private static final int CONNECT_MILLIS = 200;

    private final List<InetAddress> addresses;

    private Loopback(List<InetAddress> addresses) {
        this.addresses = addresses;
    }

    /// The loopback addresses of this machine: `127.0.0.1`, and `[::1]` where there is IPv6.
    static Loopback here() {
        var v6 = address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        var found = new ArrayList<InetAddress>();
        found.add(address(127, 0, 0, 1));
        try {
            if (NetworkInterface.getByInetAddress(v6) != null) {
                found.add(v6);
            }
        } catch (SocketException e) {
            // no interface can be read: IPv4 only
        }
        return new Loopback(List.copyOf(found));
    }

    /// @param port 0 for any that is free on all of them
    /// @throws PortTaken when another program holds it on one of them
    List<Channel> bind(ServerBootstrap server, int port) throws IOException {
        for (int attempt = 1; ; attempt++) {
            var bound = new ArrayList<Channel>();
            try {
                int chosen = port;
                for (var address : addresses) {
                    var channel = bind(server, new InetSocketAddress(address, chosen));
                    bound.add(channel);
                    chosen = ((InetSocketAddress) channel.localAddress()).getPort();
                }
                return List.copyOf(bound);
            } catch (IOException e) {
                bound.forEach(channel -> channel.close().syncUninterruptibly());
                if (port != 0 || attempt == ATTEMPTS) {
                    throw explained(port, e);
                }
            }
        }
    }

    private static Channel bind(ServerBootstrap server, InetSocketAddress address) throws IOException {
        var binding = server.bind(address).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException(binding.cause().getMessage(), binding.cause());
        }
        return binding.channel();
    }

    private IOException explained(int port, IOException cause) {
        if (port == 0 || !answers(port) && free(port)) {
            return new IOException("Port " + port + " cannot be opened on this machine: " + cause.getMessage(), cause);
        }
        return new PortTaken(port, new PortOwner(Path.of("/proc")).of(port), nextFree(port), cause);
    }

    private boolean answers(int port) {
        return addresses.stream()
                .anyMatch(address -> {
                    try (var socket = new Socket()) {
                        socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    private int nextFree(int port) {
        for (int next = port + 1; next <= Math.min(port + NEAR, 65535); next++) {
            if (free(next)) {
                return next;
            }
        }
        return 0;
    }

    private boolean free(int port) {
        return addresses.stream()
                .allMatch(address -> {
                    try (var socket = new ServerSocket()) {
                        socket.bind(new InetSocketAddress(address, port));
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    private static InetAddress address(int... bytes) {
        var raw = new byte[bytes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
