package signalbox.core.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import signalbox.core.CallRequest;
import signalbox.core.ClientSink;
import signalbox.core.ClientSink.Header;
import signalbox.core.Router;
import signalbox.core.Router.ModelOffer;
import signalbox.core.UnknownCallers;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.PiiClass;

/// A router that knows one key and answers every call as a test says. It remembers what it was asked.
final class FakeRouter {
    static final String SECRET = "sbx-right";
    static final AppKey KEY = new AppKey("app", "audit_report", Set.of(), PiiClass.PUBLIC);
    static final List<Header> JSON = List.of(new Header("content-type", "application/json"));

    interface Answer {
        void to(CallRequest request, ClientSink sink) throws IOException;
    }

    private final ConcurrentLinkedQueue<CallRequest> calls = new ConcurrentLinkedQueue<>();
    private final UnknownCallers callers = new UnknownCallers(InstantSource.system(), event -> {});
    private volatile Answer answer = FakeRouter::echo;

    static void echo(CallRequest request, ClientSink sink) throws IOException {
        sink.reply(200, JSON, request.body());
    }

    void answer(Answer answer) {
        this.answer = answer;
    }

    /// The calls so far, in order of arrival.
    List<CallRequest> calls() {
        return List.copyOf(calls);
    }

    UnknownCallers callers() {
        return callers;
    }

    Router router() {
        return (Router)
                Proxy.newProxyInstance(
                        Router.class.getClassLoader(),
                        new Class<?>[] {Router.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "authenticate" ->
                                            arguments[0].equals(SECRET) ? Optional.of(KEY) : Optional.empty();
                                    case "callers" -> callers;
                                    case "models" -> List.of(new ModelOffer("workload:audit_report", "signalbox"));
                                    case "call" -> call((CallRequest) arguments[0], (ClientSink) arguments[1]);
                                    default -> throw new UnsupportedOperationException(method.getName());
                                });
    }

    private Object call(CallRequest request, ClientSink sink) {
        calls.add(request);
        try {
            answer.to(request, sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
