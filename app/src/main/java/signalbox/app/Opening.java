package signalbox.app;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import signalbox.core.RouterException;

/// An instance that is being opened on a thread of its own. Thread-safe.
final class Opening implements AutoCloseable {
    private final CompletableFuture<Instance> instance = new CompletableFuture<>();

    private Opening() {}

    static Opening begin(Callable<Instance> opener) {
        var opening = new Opening();
        Thread.ofPlatform().name("opening").start(() -> opening.open(opener));
        return opening;
    }

    private void open(Callable<Instance> opener) {
        try {
            instance.complete(opener.call());
        } catch (Throwable failure) {
            instance.completeExceptionally(failure);
        }
    }

    /// Calls one of the two when that is known, on any thread.
    void then(Consumer<Instance> opened, Runnable failed) {
        instance.whenComplete((open, failure) -> {
            if (failure == null) {
                opened.accept(open);
            } else {
                failed.run();
            }
        });
    }

    /// Waits until it is open.
    ///
    /// @throws RouterException why it could not be opened
    void check() throws RouterException {
        try {
            instance.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RouterException expected) {
                throw expected;
            }
            throw e;
        }
    }

    /// Waits until it is open, then closes it.
    @Override
    public void close() {
        instance.handle((open, failure) -> open)
                .thenAccept(open -> {
                    if (open != null) {
                        open.close();
                    }
                })
                .join();
    }
}
