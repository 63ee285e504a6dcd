package signalbox.app.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Demand;
import signalbox.core.plan.Step;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;

/// Calls of the sample day, one at a time.
public final class SampleCalls {
    private SampleCalls() {}

    /// One call of a workload, `ago` before now.
    public static CallRow call(long sequence, int workload, Duration ago, CallRow.Outcome outcome, long nanos) {
        Instant at = SampleDay.NOW.minus(ago);
        String target = SampleDay.TARGETS[workload];
        String provider = target.substring(0, target.indexOf('/'));
        String model = target.substring(target.indexOf('/') + 1);
        boolean refused = outcome == CallRow.Outcome.REFUSED;
        long in = 1_800 + nanos / 40_000;
        var usage =
                new Usage(
                        Map.of(Counter.IN_TEXT, in, Counter.CACHE_READ, in / 2, Counter.OUT_TEXT, in / 5),
                        in + in / 2,
                        "",
                        "",
                        -1);
        var total = Duration.ofMillis(700 + (sequence * 337) % 2_300);
        var attempt =
                new AttemptRow(
                        provider,
                        model,
                        outcome == CallRow.Outcome.FAILED ? 503 : 200,
                        outcome == CallRow.Outcome.FAILED ? "overloaded" : "",
                        usage,
                        nanos,
                        nanos,
                        "sample/in,sample/out",
                        Provenance.REPORTED,
                        "",
                        total);
        return new CallRow(
                ((at.toEpochMilli() - 1_577_836_800_000L) << 20) + sequence,
                at,
                SampleDay.WORKLOADS[workload],
                workload == 2 ? "etl-runner" : "ana-laptop",
                "data",
                wire(provider),
                model,
                PiiClass.INTERNAL,
                true,
                outcome,
                code(outcome),
                status(outcome),
                refused ? List.of() : List.of(attempt),
                refused ? null : total.dividedBy(4),
                refused ? Duration.ofMillis(1) : total,
                nanos / 3,
                false,
                steps(SampleDay.WORKLOADS[workload], target, refused),
                new Demand(in * 2, 2_048, 1, Set.of(), 0, ""));
    }

    /// A simulated call of `support-bot`.
    public static CallRow practice(long sequence, long nanos) {
        return call(sequence, 0, Duration.ZERO, CallRow.Outcome.ANSWERED, nanos).withPractice(true);
    }

    private static String code(CallRow.Outcome outcome) {
        return switch (outcome) {
            case ANSWERED -> "";
            case REFUSED -> "budget_halted";
            case FAILED -> "upstream_failed";
        };
    }

    private static int status(CallRow.Outcome outcome) {
        return switch (outcome) {
            case ANSWERED -> 200;
            case REFUSED -> 429;
            case FAILED -> 503;
        };
    }

    private static Wire wire(String provider) {
        return provider.equals("anthropic") ? Wire.ANTHROPIC : Wire.OPENAI_CHAT;
    }

    private static List<Step> steps(String workload, String target, boolean refused) {
        var steps = new ArrayList<Step>();
        steps.add(
                new Step(
                        "workload.key",
                        "the call",
                        Step.Verdict.NOTED,
                        "The app key’s default workload is " + workload + "."));
        steps.add(
                new Step(
                        "interlock.clearance",
                        target,
                        Step.Verdict.ALLOWED,
                        "Class internal; cleared up to internal."));
        steps.add(
                new Step(
                        "interlock.clearance",
                        "relay/llama-4-70b",
                        Step.Verdict.REFUSED,
                        "Class internal; cleared up to public only."));
        steps.add(
                refused
                        ? new Step(
                                "budget.halted",
                                workload + "-day",
                                Step.Verdict.REFUSED,
                                "Spent $25.00 of $25.00; halted at 14:00 UTC.")
                        : new Step(
                                "route.primary",
                                target,
                                Step.Verdict.CHOSEN,
                                "First target of lane 1; worst case 1.9 ¢ fits every budget."));
        return steps;
    }

    /// The id of a call as people see it.
    public static String id(CallRow row) {
        return CallId.format(row.id());
    }
}
