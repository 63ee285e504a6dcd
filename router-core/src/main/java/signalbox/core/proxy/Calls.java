package signalbox.core.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.CallRequest;
import signalbox.core.Router;

/// Calls in work: each on its own platform thread, handed over directly; no queue, so a call is either served at once
/// or refused. Platform threads because a blocked virtual thread costs more per token of a stream. Thread-safe.
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final long STACK = 256 << 10;
    private static final long KEEP_ALIVE_SECONDS = 10;

    private final Router router;
    private final ProxyLimits limits;
    private final BodyMemory memory;
    private final ThreadPoolExecutor pool;

    Calls(Router router, ProxyLimits limits) {
        this.router = router;
        this.limits = limits;
        this.memory = BodyMemory.of(Runtime.getRuntime().maxMemory(), limits.maxBody());
        var number = new AtomicLong();
        this.pool =
                new ThreadPoolExecutor(
                        0,
                        limits.calls(),
                        KEEP_ALIVE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        work -> {
                            var thread = new Thread(null, work, "call-" + number.incrementAndGet(), STACK);
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    Router router() {
        return router;
    }

    ProxyLimits limits() {
        return limits;
    }

    /// A place for a body to arrive in; [#start] closes it when the call has ended.
    Body newBody(long announced) throws Refused {
        return new Body(announced, limits.maxBody(), memory);
    }

    /// Whether new calls are refused because the listener stops.
    boolean stopping() {
        return pool.isShutdown();
    }

    /// Starts a call whose request has arrived whole, and closes its body afterwards. On the connection's event loop.
    void start(Arrival arrival, Body body, Conversation talk) throws Refused {
        var sink = new CallSink(talk, limits.slowReader());
        talk.serve(sink);
        try {
            pool.execute(() -> run(arrival, body, sink));
        } catch (RejectedExecutionException e) {
            body.close();
            throw stopping() ? Refused.stopping() : Refused.overloaded("Too many calls at a time. Send it again soon.");
        }
    }

    private void run(Arrival arrival, Body body, CallSink sink) {
        try (body) {
            serve(arrival, body.whole(), sink);
        } catch (IOException e) {
            LOG.debug("client gone before its answer");
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("call failed unexpectedly: {}", e.getClass().getName(), e);
        } finally {
            sink.close();
        }
    }

    private void serve(Arrival arrival, byte[] body, CallSink sink) throws IOException {
        switch (arrival.endpoint().kind()) {
            case CALL ->
                    router.call(
                            new CallRequest(
                                    arrival.at(),
                                    arrival.key(),
                                    arrival.endpoint().wire(),
                                    arrival.endpoint().address(),
                                    arrival.workload(),
                                    arrival.headers(),
                                    body),
                            sink);
            case MODELS, MODEL -> Models.answer(arrival.endpoint(), router.models(arrival.key()), sink);
            case LOOKUP -> CallLookup.answer(arrival.endpoint(), router, arrival.key(), sink);
            case HEALTH -> throw new IllegalStateException("answered by the gate");
        }
    }

    /// Refuses new calls and waits for those in work.
    ///
    /// @return whether all have ended
    boolean finish(Duration patience) {
        pool.shutdown();
        return await(patience);
    }

    /// Waits for the calls in work, which the caller has told to end. Never interrupts them: an interrupt in the middle
    /// of a write closes the database.
    boolean await(Duration patience) {
        try {
            return pool.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
