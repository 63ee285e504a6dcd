package signalbox.core.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Sets up each accepted connection and knows all that are open. Thread-safe.
final class Connections extends ChannelInitializer<Channel> {
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final KeyThrottle throttle = new KeyThrottle();
    private final Calls calls;

    Connections(Calls calls) {
        this.calls = calls;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (open.size() >= calls.limits().connections()) {
            channel.close();
            return;
        }
        open.add(channel);
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        var talk = new Conversation((DirectChannel) channel);
        var patience = new Patience(talk, calls.limits());
        channel.pipeline()
                .addLast(
                        new FramingGuard(talk, patience),
                        new HttpRequestDecoder(decoding()),
                        new Gate(talk, patience, new HeadRules(port), calls, throttle));
    }

    /// Wider than the guard's limits, so that the guard speaks first; stricter where Netty can be.
    private static HttpDecoderConfig decoding() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(HeadScanner.MAX_HEAD)
                .setMaxHeaderSize(2 * HeadScanner.MAX_HEAD)
                .setValidateHeaders(true)
                .setAllowDuplicateContentLengths(false);
    }

    int count() {
        return open.size();
    }

    /// Closes idle connections at once and the others after their answer; after `patience`, all.
    void close(Duration patience) {
        open.forEach(channel -> channel.pipeline().fireUserEventTriggered(Gate.STOP));
        if (!open.newCloseFuture().awaitUninterruptibly(patience.toMillis())) {
            open.close().awaitUninterruptibly();
        }
    }
}
