package signalbox.core;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import signalbox.core.policy.OnDisconnect;
import signalbox.core.provider.Upstream.Cancellation;

/// What becomes of an attempt whose client leaves: the upstream is closed at once, or read on for a bounded time so
/// that it says what it used. [#happened] may be called from any thread, and more than once.
final class Departure {
    /// How long an answer is read on for nobody.
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final OnDisconnect then;
    private final Cancellation cancellation;
    private final Duration longest;
    private volatile boolean happened;

    /// When reading on ends; null until the client has left, and then only when there is reading on.
    private CompletableFuture<Void> due;

    private boolean over;

    Departure(OnDisconnect then, Cancellation cancellation, Duration longest) {
        this.then = then;
        this.cancellation = cancellation;
        this.longest = longest;
    }

    void happened() {
        synchronized (this) {
            if (happened) {
                return;
            }
            happened = true;
            if (over) {
                return;
            }
            if (drains()) {
                due = new CompletableFuture<>();
                due.completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS).thenRun(cancellation::cancel);
                return;
            }
        }
        cancellation.cancel();
    }

    boolean hasHappened() {
        return happened;
    }

    /// Whether the answer is worth reading although nobody takes it.
    boolean drains() {
        return then == OnDisconnect.DRAIN;
    }

    /// The attempt has ended; nothing is left to cancel.
    synchronized void over() {
        over = true;
        if (due != null) {
            due.cancel(false);
        }
    }
}
