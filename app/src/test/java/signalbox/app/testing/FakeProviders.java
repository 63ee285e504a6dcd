package signalbox.app.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import signalbox.core.FoundModel;
import signalbox.core.Router;
import signalbox.core.RouterEvent;
import signalbox.core.RouterException;
import signalbox.core.policy.Policy;

/// The providers of a router without a core: how they are, and what trying them comes to. Thread-safe.
public final class FakeProviders {
    private static final Duration TRIAL = Duration.ofMillis(412);

    private final Supplier<Policy> policy;
    private final Consumer<RouterEvent> events;
    private final Map<String, RouterEvent.ProviderHealth> health = new ConcurrentHashMap<>();
    private volatile Router.ProviderTest trial = new Router.ProviderTest(true, 200, "ok", 100_000, TRIAL);
    private volatile RouterException nextStore;

    FakeProviders(Supplier<Policy> policy, Consumer<RouterEvent> events) {
        this.policy = policy;
        this.events = events;
    }

    public void health(RouterEvent.ProviderHealth state) {
        health.put(state.provider(), state);
        events.accept(state);
    }

    Map<String, RouterEvent.ProviderHealth> health() {
        return Map.copyOf(health);
    }

    /// What test calls come to from now on.
    public void answerTests(boolean ok, int status, String message) {
        trial = new Router.ProviderTest(ok, status, message, ok ? 100_000 : 0, TRIAL);
    }

    Router.ProviderTest trial() {
        return trial;
    }

    /// The next secret is refused so.
    public void failStore(RouterException failure) {
        nextStore = failure;
    }

    void store() throws RouterException {
        var failure = nextStore;
        nextStore = null;
        if (failure != null) {
            throw failure;
        }
    }

    List<FoundModel> found() {
        return policy.get().providers().get("ollama").models().values().stream()
                .map(model -> new FoundModel(model, model.id(), true, false, "found"))
                .toList();
    }
}
