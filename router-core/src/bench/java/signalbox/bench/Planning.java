package signalbox.bench;

import java.time.Instant;
import java.util.ArrayList;
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
import org.openjdk.jmh.annotations.Warmup;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.LiveView;
import signalbox.core.plan.Plan;
import signalbox.core.plan.Planner;
import signalbox.core.policy.Ability;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.price.PriceBook;

/// A plan over a route of eight targets under six budgets.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Planning {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final PriceBook prices = PriceBook.shipped();
    private Policy policy;
    private CallFacts facts;

    public Planning() {}

    @Setup
    public void prepare() throws Exception {
        var text = new StringBuilder("signalbox: 1\nproviders:\n");
        var lanes = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            text.append("  p").append(i).append(":\n    base-url: https://p").append(i).append(".example/v1\n");
            text.append("    jurisdiction: EU\n    models: {m: {context: 100000, max-output: 8000, price: {input: ");
            text.append(i + 1).append(", output: ").append(2 * i + 2).append("}}}\n");
            lanes.add("p" + i + "/m");
        }
        text.append("routes: {r: [").append(String.join(", ", lanes)).append("]}\n");
        text.append("workloads: {w: {route: r, max-tokens: 500, any-model: true, team: data}}\nbudgets:\n");
        for (String scope : List.of("workload:w", "key:k", "team:data", "provider:p0", "model:p1/m", "everything")) {
            text.append("  b").append(text.length()).append(": {on: \"").append(scope).append("\", limit: $25.00}\n");
        }
        text.append("keys: {k: {workload: w}}\n");
        text.append("rules: {stays: {at-least: private, jurisdictions: [EU]}}\n");
        policy = PolicyFile.read(text.toString());
        facts =
                new CallFacts(
                        "w",
                        "k",
                        Wire.OPENAI_CHAT,
                        "m",
                        PiiClass.INTERNAL,
                        900,
                        200,
                        1,
                        false,
                        Set.of(Ability.TOOLS),
                        0,
                        "");
        if (plan().attempts().size() != 8) {
            throw new IllegalStateException("a target is refused: " + plan());
        }
    }

    @Benchmark
    public Plan plan() {
        return Planner.plan(policy, prices, facts, new LiveView(Map.of()), NOON);
    }
}
