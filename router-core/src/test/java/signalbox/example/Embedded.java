package signalbox.example;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import signalbox.core.Permit;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.RouterException;
import signalbox.core.plan.CallFacts;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;
import signalbox.core.price.Usage;

/// The router inside another program: register a workload under a cap, ask leave for each call, make the call oneself,
/// record what it used, look where the budget stands. Run it with a directory to keep the ledger in.
public final class Embedded {
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              openai:
                base-url: https://api.openai.com/v1
                credential: env:OPENAI_API_KEY
                models: {gpt-5.4-nano: {context: 272000, max-output: 128000, price: {input: 0.20, output: 1.25}}}
            routes: {cheap: [openai/gpt-5.4-nano]}
            workloads: {nightly-etl: {route: cheap, max-tokens: 500}}
            budgets: {etl-daily: {on: "workload:nightly-etl", limit: $0.01, window: day}}
            """;

    private Embedded() {}

    public static void main(String[] args) throws Exception {
        System.out.println(run(Path.of(args[0])));
    }

    /// Makes calls until the cap is reached; a sentence for what happened.
    static String run(Path directory) throws RouterException, PolicyFileException {
        try (Router router = Router.open(RouterConfig.of(directory))) {
            router.apply(new PolicyChange.Replace(PolicyFile.read(POLICY)), "example", "");
            int made = 0;
            while (true) {
                try (Permit permit = router.enforce(facts("Summarise the log of the night."))) {
                    permit.record(call(permit.attempt().model(), permit.attempt().outputLimit()));
                    made++;
                } catch (RouterException refused) {
                    var status = router.budgets().getFirst();
                    return "%d calls, then %s: %d of %d nano-dollars spent"
                            .formatted(made, refused.code(), status.spent(), status.budget().cap());
                }
            }
        }
    }

    private static CallFacts facts(String prompt) {
        long bytes = prompt.getBytes(StandardCharsets.UTF_8).length;
        return new CallFacts(
                "nightly-etl", "", Wire.OPENAI_CHAT, "", PiiClass.INTERNAL, bytes + 80, -1, 1, false, Set.of(), 0, "");
    }

    /// Stands for the program's own client: what a provider would report for the call.
    private static Usage call(String model, int outputLimit) {
        return new Usage(Map.of(Counter.IN_TEXT, 40L, Counter.OUT_TEXT, (long) outputLimit / 2), 40, "", "", -1);
    }
}
