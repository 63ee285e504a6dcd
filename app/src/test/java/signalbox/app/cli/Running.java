package signalbox.app.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import signalbox.core.CallRequest;
import signalbox.core.ClientSink;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.RouterException;
import signalbox.core.control.ControlCommands;
import signalbox.core.control.ControlServer;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.provider.PracticeSettings;

/// A real router with a real control socket on a data directory; its provider is the practice one.
final class Running implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /// One workload under a small cap, one without any, and a vault reference.
    static final String POLICY =
            """
            signalbox: 1
            providers:
              practice:
                base-url: practice
                jurisdiction: local
                clearance: private
                models:
                  practice-large: {class: frontier, context: 200000, max-output: 8192}
              cloud:
                base-url: https://api.example.com/v1
                credential: vault:cloud
                jurisdiction: US
                clearance: internal
                models: {m: {context: 1000, max-output: 100, price: {input: 1, output: 2}}}
              house:
                base-url: http://127.0.0.1:9/v1
                jurisdiction: local
                clearance: private
                models: {h: {context: 1000, max-output: 100, price: {input: 1, output: 2}}}
            routes:
              practice: [practice/practice-large]
              both: [cloud/m, house/h]
            workloads:
              etl: {route: practice, max-tokens: 200}
              letters: {route: both, max-tokens: 50, pii: private}
            budgets:
              etl-daily: {on: "workload:etl", limit: $0.02, window: day}
            """;

    private static final byte[] CHAT =
            """
            {"model":"practice-large","messages":[{"role":"user","content":"Summarise the day."}]}\
            """
                    .getBytes(StandardCharsets.UTF_8);

    private final Router router;
    private final ControlServer control;

    private Running(Router router, ControlServer control) {
        this.router = router;
        this.control = control;
    }

    static Running open(Path dataDir) throws Exception {
        InstantSource clock = () -> NOON;
        Router router = Router.open(RouterConfig.of(dataDir).withClock(clock).withPractice(PracticeSettings.instant()));
        router.apply(new PolicyChange.Replace(PolicyFile.read(POLICY)), "test", "");
        return new Running(router, ControlServer.start(dataDir, new ControlCommands(router, new Facts())));
    }

    Router router() {
        return router;
    }

    /// Calls the workload until it is refused; the status of the refusal.
    int callUntilHalted(String workload) throws RouterException {
        var key = router.issueKey(workload + "-calls", workload, Set.of(workload), "test").key();
        var sink = new StatusSink();
        for (int i = 0; i < 500 && sink.status != 429; i++) {
            router.call(new CallRequest(NOON, key, Wire.OPENAI_CHAT, "", Map.of(), CHAT), sink);
        }
        router.ledger().flush();
        return sink.status;
    }

    @Override
    public void close() {
        control.close();
        router.close();
    }

    private static final class Facts implements ControlCommands.Instance {
        @Override
        public String address() {
            return "http://127.0.0.1:4717";
        }

        @Override
        public String version() {
            return "1.2.3";
        }

        @Override
        public Instant startedAt() {
            return NOON;
        }

        @Override
        public void show() throws RouterException {
            throw new RouterException("headless", "There is no window.");
        }
    }

    /// Keeps the status of the last answer.
    private static final class StatusSink implements ClientSink {
        private volatile int status;

        @Override
        public void reply(int newStatus, List<Header> headers, byte[] body) {
            status = newStatus;
        }

        @Override
        public void begin(int newStatus, List<Header> headers) {
            status = newStatus;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {}

        @Override
        public void end() {}

        @Override
        public void abort() {}

        @Override
        public void onGone(Runnable action) {}
    }
}
