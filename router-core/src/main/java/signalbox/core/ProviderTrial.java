package signalbox.core;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import signalbox.core.Router.ProviderTest;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Lane;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Quality;
import signalbox.core.policy.Route;
import signalbox.core.policy.Target;
import signalbox.core.policy.Task;
import signalbox.core.policy.Wire;
import signalbox.core.policy.Workload;

/// One tiny public call to one target, through the same pipeline as any other: billed, ledgered, explained. It runs
/// under a workload of its own that no policy has.
final class ProviderTrial {
    static final String NAME = "signalbox-test";
    private static final int OUTPUT = 16;

    private final Engine engine;
    private final Policy policy;
    private final long id;

    ProviderTrial(Engine engine, Policy policy, long id) {
        this.engine = engine;
        this.policy = policy;
        this.id = id;
    }

    ProviderTest run(String providerName, String model) {
        Provider provider = policy.providers().get(providerName);
        if (provider == null || !provider.models().containsKey(model)) {
            return new ProviderTest(
                    false, 0, "There is no model " + model + " at a provider " + providerName + ".", 0, Duration.ZERO);
        }
        var sink = new CapturedAnswer();
        var key = new AppKey(NAME, NAME, Set.of(), PiiClass.PUBLIC);
        Instant started = engine.now();
        byte[] body =
                ("{\"model\":\""
                                + NAME
                                + "\",\"max_tokens\":"
                                + OUTPUT
                                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Answer with the word ok.\"}]}")
                        .getBytes(StandardCharsets.UTF_8);
        // the same body is valid in these two; the other formats are reached by translation
        Wire wire = provider.wire() == Wire.ANTHROPIC ? Wire.ANTHROPIC : Wire.OPENAI_CHAT;
        var request = new CallRequest(started, key, wire, NAME, Map.of(), body);
        new CallPipeline(engine, trialPolicy(providerName, model), request, sink, id).run();
        Duration latency = Duration.between(started, engine.now());
        return new ProviderTest(sink.status() / 100 == 2, sink.status(), sink.text(), sink.costNanos(), latency);
    }

    /// The policy in force plus a workload and a route of this one target.
    private Policy trialPolicy(String provider, String model) {
        var workloads = new LinkedHashMap<>(policy.workloads());
        workloads.put(
                NAME,
                new Workload(
                        NAME, Task.OTHER, Quality.LOW, PiiClass.PUBLIC, OUTPUT, true, false, 1, Set.of(), NAME, ""));
        var routes = new LinkedHashMap<>(policy.routes());
        routes.put(NAME, new Route(NAME, List.of(new Lane(List.of(new Target(provider, model, 1))))));
        return policy.withWorkloads(workloads).withRoutes(routes);
    }

    /// Keeps an answer in memory.
    private static final class CapturedAnswer implements ClientSink {
        private int status;
        private byte[] body = {};
        private Map<String, String> headers = Map.of();

        @Override
        public void reply(int newStatus, List<Header> newHeaders, byte[] newBody) {
            status = newStatus;
            body = newBody;
            headers = new LinkedHashMap<>();
            newHeaders.forEach(header -> headers.put(header.name(), header.value()));
        }

        @Override
        public void begin(int newStatus, List<Header> newHeaders) {
            status = newStatus;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            // a test call never streams; should a provider do so all the same, its status is what counts
        }

        @Override
        public void end() {
            // nothing to close
        }

        @Override
        public void abort() {
            status = 0;
        }

        @Override
        public void onGone(Runnable action) {
            // whoever waits for a test stays
        }

        int status() {
            return status;
        }

        String text() {
            return AnswerText.of(new String(body, StandardCharsets.UTF_8));
        }

        long costNanos() {
            return Optional.ofNullable(headers.get("x-signalbox-cost-usd"))
                    .map(text -> new BigDecimal(text).movePointRight(9).longValue())
                    .orElse(0L);
        }
    }
}
