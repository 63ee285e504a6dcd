package signalbox.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The load generator. A run is closed (each connection sends its next request when it has its answer), open (requests
/// are due at a fixed rate, whatever becomes of those before) or of streams (closed, started over the first second).
final class Load implements AutoCloseable {
    private final EventLoopGroup loop = Mock.loop();

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// @param rate requests a second of an open run; 0 for a closed one
    record Shape(int connections, int rate, boolean stream, Duration warmUp, Duration measured) {
        static Shape closed(int connections, Duration warmUp, Duration measured) {
            return new Shape(connections, 0, false, warmUp, measured);
        }

        static Shape open(int rate, Duration warmUp, Duration measured) {
            return new Shape(64, rate, false, warmUp, measured);
        }

        static Shape streams(int connections, Duration warmUp, Duration measured) {
            return new Shape(connections, 0, true, warmUp, measured);
        }
    }

    Result run(Target target, Shape shape) throws InterruptedException {
        var run = new Run(target, shape);
        for (int i = 0; i < shape.connections(); i++) {
            run.connect();
        }
        if (shape.rate() > 0) {
            loop.next().schedule(run::due, 100, TimeUnit.MILLISECONDS);
        }
        TimeUnit.NANOSECONDS.sleep(shape.warmUp().toNanos());
        double cpu = target.cpuMicros();
        long from = System.nanoTime();
        loop.submit(run::measure).sync();
        TimeUnit.NANOSECONDS.sleep(shape.measured().toNanos());
        loop.submit(run::stop).sync();
        double seconds = (System.nanoTime() - from) / 1e9;
        double used = target.cpuMicros() - cpu;
        TimeUnit.MILLISECONDS.sleep(200);
        loop.submit(run::close).sync();
        return run.result(seconds, used);
    }

    /// One run; confined to the event loop but for its start.
    private final class Run implements Exchange.Watch {
        private final Target target;
        private final Shape shape;
        private final ByteBuf request;
        private final Samples latency = new Samples();
        private final Samples firstByte = new Samples();
        private final Samples delay = new Samples();
        private final List<Exchange> open = new ArrayList<>();
        private final ArrayDeque<Exchange> idle = new ArrayDeque<>();
        private final ArrayDeque<Long> late = new ArrayDeque<>();
        private int answers;
        private int errors;
        private boolean measuring;
        private boolean stopped;
        private boolean closed;
        private long nextDue;

        Run(Target target, Shape shape) {
            this.target = target;
            this.shape = shape;
            this.request = target.request(shape.stream() ? "paced" : "plain", shape.stream());
        }

        void connect() {
            new Bootstrap()
                    .group(loop)
                    .channel(Mock.channel())
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(
                            new ChannelInitializer<SocketChannel>() {
                                @Override
                                protected void initChannel(SocketChannel channel) {
                                    channel.pipeline().addLast(new Exchange(Run.this));
                                }
                            })
                    .connect("127.0.0.1", target.port());
        }

        @Override
        public void ready(Exchange exchange) {
            open.add(exchange);
            if (shape.rate() > 0) {
                idle.add(exchange);
            } else if (shape.stream()) {
                // over one pause between pieces, so that the mock's own work is spread as it would be
                long spread = (long) open.size() * TimeUnit.SECONDS.toNanos(1) / shape.connections();
                loop.next().schedule(() -> send(exchange, System.nanoTime()), spread, TimeUnit.NANOSECONDS);
            } else {
                send(exchange, System.nanoTime());
            }
        }

        private void send(Exchange exchange, long due) {
            if (!stopped) {
                exchange.send(request, due);
            }
        }

        /// Sends what is due and comes back when the next is.
        void due() {
            long now = System.nanoTime();
            nextDue = nextDue == 0 ? now : nextDue;
            while (nextDue <= now) {
                if (idle.isEmpty()) {
                    late.add(nextDue);
                } else {
                    send(idle.poll(), nextDue);
                }
                nextDue += TimeUnit.SECONDS.toNanos(1) / shape.rate();
            }
            if (!stopped) {
                loop.next().schedule(this::due, nextDue - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public void piece(Exchange exchange, ByteBuf bytes, boolean first) {
            if (!measuring) {
                return;
            }
            long now = System.nanoTime();
            if (first) {
                firstByte.add(now - exchange.dueAt);
            }
            long written = shape.stream() ? MockCall.writtenAt(bytes) : -1;
            if (written > 0) {
                delay.add(now - written);
            }
        }

        @Override
        public void answered(Exchange exchange, int status) {
            long now = System.nanoTime();
            if (measuring && status == 200) {
                answers++;
                latency.add(now - exchange.dueAt);
            } else if (status != 200) {
                errors++;
            }
            if (status != 200 && shape.rate() == 0) {
                // who is refused does not come back at once
                loop.next().schedule(() -> send(exchange, System.nanoTime()), 100, TimeUnit.MILLISECONDS);
            } else if (shape.rate() == 0) {
                send(exchange, now);
            } else if (late.isEmpty()) {
                idle.add(exchange);
            } else {
                send(exchange, late.poll());
            }
        }

        @Override
        public void lost(Exchange exchange) {
            open.remove(exchange);
            idle.remove(exchange);
            if (!closed) {
                errors++;
                connect();
            }
        }

        void measure() {
            measuring = true;
        }

        void stop() {
            measuring = false;
            stopped = true;
        }

        void close() {
            closed = true;
            List.copyOf(open).forEach(Exchange::close);
        }

        Result result(double seconds, double cpuMicros) {
            return new Result(seconds, answers, delay.count(), errors, latency, firstByte, delay, cpuMicros);
        }
    }
}
