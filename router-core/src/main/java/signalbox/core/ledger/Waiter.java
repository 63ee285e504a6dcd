package signalbox.core.ledger;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;

/// Somebody who waits until a record is durable. Either the writer takes the record up, or whoever waits gives it up:
/// what somebody was told does not count is never written afterwards. Thread-safe.
final class Waiter {
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();

    /// The writer takes the record up.
    ///
    /// @return false when it was given up before
    boolean takeUp() {
        return decided.compareAndSet(false, true);
    }

    void durable() {
        outcome.complete(null);
    }

    void refused(Exception why) {
        outcome.completeExceptionally(why);
    }

    /// Waits until the record is durable. One that nobody has taken up in time is given up; of one that is being
    /// written only the disk can say whether it counts, so that is waited for however long it takes.
    ///
    /// @param writing whether somebody still writes
    /// @throws LedgerUnavailable when it does not count
    void await(Duration patience, BooleanSupplier writing) throws LedgerUnavailable {
        while (true) {
            try {
                Waiting.get(outcome, patience.toNanos(), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                if (decided.compareAndSet(false, true) || !writing.getAsBoolean()) {
                    throw new LedgerUnavailable("The disk did not take the journal's record in time.", e);
                }
            } catch (ExecutionException e) {
                throw new LedgerUnavailable(e.getCause().getMessage(), e.getCause());
            }
        }
    }
}
