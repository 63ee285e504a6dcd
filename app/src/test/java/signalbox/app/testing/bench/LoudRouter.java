package signalbox.app.testing.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import signalbox.core.Router;
import signalbox.core.RouterEvent;

/// A real router whose listeners also hear what the bench makes up, and whose ledger's answers are timed. Thread-safe.
final class LoudRouter {
    private final List<Consumer<RouterEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Asked asked = new Asked();
    private final Router router;

    LoudRouter(Router real) {
        var ledger = asked.of(real.ledger());
        router =
                (Router)
                        Proxy.newProxyInstance(
                                Router.class.getClassLoader(),
                                new Class<?>[] {Router.class},
                                (self, method, arguments) -> {
                                    if (method.getName().equals("on")) {
                                        return listen(real, arguments[0]);
                                    }
                                    if (method.getName().equals("ledger")) {
                                        return ledger;
                                    }
                                    try {
                                        return method.invoke(real, arguments);
                                    } catch (InvocationTargetException e) {
                                        throw e.getCause();
                                    }
                                });
    }

    Router router() {
        return router;
    }

    Asked asked() {
        return asked;
    }

    void emit(RouterEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    @SuppressWarnings("unchecked")
    private Router.Subscription listen(Router real, Object argument) {
        var listener = (Consumer<RouterEvent>) argument;
        listeners.add(listener);
        var ours = real.on(listener);
        return () -> {
            listeners.remove(listener);
            ours.close();
        };
    }
}
