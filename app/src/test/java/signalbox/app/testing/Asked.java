package signalbox.app.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import signalbox.core.RouterException;
import signalbox.core.policy.Amount;

/// What was asked of a fake, in order, and whether the next thing fails. Thread-safe.
final class Asked {
    private final List<String> all = new CopyOnWriteArrayList<>();
    private volatile RouterException next;

    List<String> all() {
        return List.copyOf(all);
    }

    void add(String what) {
        all.add(what);
    }

    /// Something that changes something, which fails if it was told to.
    void note(String what) throws RouterException {
        add(what);
        var failure = next;
        next = null;
        if (failure != null) {
            throw failure;
        }
    }

    void failNext(RouterException failure) {
        next = failure;
    }

    /// A ceiling as it is noted.
    static String words(Optional<Amount> ceiling) {
        return ceiling.map(Amount::format).orElse("suggested");
    }
}
