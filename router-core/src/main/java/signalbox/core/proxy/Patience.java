package signalbox.core.proxy;

import io.netty.channel.Channel;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// How long a connection may take over a request: closes slow senders with 408 and idle ones without a word. One coarse
/// tick per connection, so that a request costs no timer. Confined to the event loop.
final class Patience {
    private final Conversation talk;
    private final ProxyLimits limits;
    private final long start = System.nanoTime();
    private ScheduledFuture<?> tick;
    private boolean waiting = true;
    private boolean first = true;
    private long since = start;
    private long requestSince = start;
    private long lastBytes = start;

    Patience(Conversation talk, ProxyLimits limits) {
        this.talk = talk;
        this.limits = limits;
    }

    void start(Channel channel) {
        long shortest = Math.min(limits.head().toNanos(), limits.bodyIdle().toNanos());
        long period = Math.clamp(shortest / 8, TimeUnit.MILLISECONDS.toNanos(5), TimeUnit.SECONDS.toNanos(1));
        tick = channel.eventLoop().scheduleAtFixedRate(this::check, period, period, TimeUnit.NANOSECONDS);
    }

    void stop() {
        if (tick != null) {
            tick.cancel(false);
        }
    }

    void bytesArrived() {
        lastBytes = System.nanoTime();
    }

    void requestStarted() {
        waiting = false;
        since = lastBytes;
        requestSince = lastBytes;
    }

    /// From here on the wait for the next request counts; [#check] moves its start while this one is in work.
    void headArrived() {
        first = false;
        waiting = true;
        since = lastBytes;
    }

    private void check() {
        long now = System.nanoTime();
        talk.settle();
        switch (talk.phase()) {
            case HEAD -> checkHead(now);
            case BODY, CHUNKS -> checkBody(now);
            case WORKING -> since = now;
            case CLOSED -> {}
        }
    }

    private void checkHead(long now) {
        var limit = waiting && !first ? limits.keptIdle() : limits.head();
        if (now - since < limit.toNanos()) {
            return;
        }
        if (waiting) {
            talk.closeWhenDone();
        } else {
            talk.refuse(Refused.slow());
        }
    }

    private void checkBody(long now) {
        if (now - lastBytes >= limits.bodyIdle().toNanos() || now - requestSince >= limits.request().toNanos()) {
            talk.refuse(Refused.slow());
        }
    }
}
