package signalbox.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The clients of a soak, on one event loop. Those that leave hang up after a random while in the middle of a stream.
final class SoakTraffic {
    private final EventLoopGroup loop = Mock.loop();
    private final Target target;
    private final Random random = new Random(1);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private boolean stopped;

    SoakTraffic(Target target) {
        this.target = target;
    }

    void start(int plainASecond, int flakyASecond, int streams, int leaving) {
        paced(target.request("plain", false), plainASecond);
        paced(target.request("flaky", true), flakyASecond);
        ByteBuf stream = target.request("paced", true);
        for (int i = 0; i < streams; i++) {
            connect(new Streaming(stream, 0));
        }
        for (int i = 0; i < leaving; i++) {
            connect(new Streaming(target.request("leaving", true), 200 + random.nextInt(3000)));
        }
    }

    /// Ends what is under way and waits for it.
    void stop() throws InterruptedException {
        loop.submit(
                        () -> {
                            stopped = true;
                        })
                .sync();
        // the longest stream, on a busy machine
        TimeUnit.SECONDS.sleep(10);
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Override
    public String toString() {
        return "clients saw " + outcomes;
    }

    private void count(String what) {
        outcomes.merge(what, 1, Integer::sum);
    }

    private void connect(Exchange.Watch watch) {
        if (stopped) {
            return;
        }
        new Bootstrap()
                .group(loop)
                .channel(Mock.channel())
                .handler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                channel.pipeline().addLast(new Exchange(watch));
                            }
                        })
                .connect("127.0.0.1", target.port());
    }

    private void paced(ByteBuf request, int aSecond) {
        var pool = new Paced(request);
        loop.next().scheduleAtFixedRate(pool::due, 0, TimeUnit.SECONDS.toNanos(1) / aSecond, TimeUnit.NANOSECONDS);
    }

    /// A request now and then, on any idle connection.
    private final class Paced implements Exchange.Watch {
        private final ByteBuf request;
        private final ArrayDeque<Exchange> idle = new ArrayDeque<>();

        Paced(ByteBuf request) {
            this.request = request;
        }

        void due() {
            Exchange exchange = idle.poll();
            if (stopped) {
                return;
            }
            if (exchange == null) {
                connect(this);
            } else {
                exchange.send(request, System.nanoTime());
            }
        }

        @Override
        public void ready(Exchange exchange) {
            idle.add(exchange);
        }

        @Override
        public void piece(Exchange exchange, ByteBuf bytes, boolean first) {}

        @Override
        public void answered(Exchange exchange, int status) {
            count(Integer.toString(status));
            idle.add(exchange);
        }

        @Override
        public void lost(Exchange exchange) {
            idle.remove(exchange);
            count("broken off");
        }
    }

    /// Streams one after the other.
    private final class Streaming implements Exchange.Watch {
        private final ByteBuf request;
        private final int leavesAfterMillis;

        /// @param leavesAfterMillis 0 for a client that stays
        Streaming(ByteBuf request, int leavesAfterMillis) {
            this.request = request;
            this.leavesAfterMillis = leavesAfterMillis;
        }

        @Override
        public void ready(Exchange exchange) {
            exchange.send(request, System.nanoTime());
            if (leavesAfterMillis > 0) {
                loop.next().schedule(exchange::close, leavesAfterMillis, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void piece(Exchange exchange, ByteBuf bytes, boolean first) {}

        @Override
        public void answered(Exchange exchange, int status) {
            count("stream " + status);
            if (!stopped) {
                exchange.send(request, System.nanoTime());
            }
        }

        @Override
        public void lost(Exchange exchange) {
            count(leavesAfterMillis > 0 ? "left" : "stream broken off");
            connect(this);
        }
    }
}
