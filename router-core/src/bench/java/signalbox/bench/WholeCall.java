package signalbox.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import signalbox.core.CallRequest;
import signalbox.core.ClientSink;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.pii.PiiScan;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.provider.PracticeSettings;

/// A call of two kilobytes through the whole router but for its two sockets: parse, tripwire, plan, reserve, answer,
/// settle, keep, record; the provider is the practice provider. Beside it the tripwire's scan of clean text alone.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 4, time = 3)
public class WholeCall {
    private static final String SENTENCE =
            "The quarterly report lists every service of the plant, what it cost and who answers for it. ";
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              practice: {base-url: practice, tier: paid, models: {practice-small: {price: {input: 1, output: 2}}}}
            routes: {r: [practice/practice-small]}
            workloads: {w: {route: r, max-tokens: 20}}
            budgets:
              one: {on: "workload:w", limit: $900000.00, window: hour}
              two: {on: everything, limit: $900000.00, window: hour}
              three: {on: "provider:practice", limit: 900000M tokens, window: hour}
            """;

    private final char[] clean = SENTENCE.repeat(44).toCharArray();
    private final Nobody nobody = new Nobody();
    private Path directory;
    private Router router;
    private AppKey key;
    private byte[] body;

    public WholeCall() {}

    @Setup
    public void open() throws Exception {
        directory = Files.createTempDirectory("whole-call");
        router = Router.open(RouterConfig.of(directory).withPractice(PracticeSettings.instant()));
        router.apply(new PolicyChange.Replace(PolicyFile.read(POLICY)), "bench", "");
        key = router.issueKey("k", "w", Set.of("w"), "bench").key();
        String text = "{\"model\":\"practice-small\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"";
        body = (text + SENTENCE.repeat(20) + "\"}]}").getBytes(StandardCharsets.UTF_8);
        call();
        if (nobody.status != 200) {
            throw new IllegalStateException("answered with " + nobody.status);
        }
    }

    @TearDown
    public void close() throws IOException {
        router.close();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public void call() {
        router.call(new CallRequest(Instant.now(), key, Wire.OPENAI_CHAT, "", Map.of(), body), nobody);
    }

    @Benchmark
    public Object tripwireOnFourKilobytesOfCleanText() {
        return PiiScan.builtIn().scan(clean, 0, clean.length);
    }

    private static final class Nobody implements ClientSink {
        private int status;

        @Override
        public void reply(int newStatus, List<Header> headers, byte[] answer) {
            status = newStatus;
        }

        @Override
        public void begin(int newStatus, List<Header> headers) {}

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
