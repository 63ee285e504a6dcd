package signalbox.core.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import signalbox.core.budget.Charge;
import signalbox.core.plan.Step;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;

/// Made-up calls, the same for the same seed.
final class Rows {
    static final Instant START = Instant.parse("2026-11-02T09:00:00Z");
    private static final List<String> WORKLOADS = List.of("audit-report", "content-summary", "code-review");
    private static final List<String> MODELS = List.of("gpt-5.4-mini", "claude-sonnet-4-6", "gemini-3-flash");
    private static final List<String> PROVIDERS = List.of("openai", "anthropic", "google");

    private final Random random;
    private final CallId ids = new CallId();
    private Instant now;
    private Duration pace = Duration.ofMillis(700);

    Rows(long seed) {
        random = new Random(seed);
        now = START;
    }

    Rows pace(Duration between) {
        pace = between;
        return this;
    }

    Rows from(Instant start) {
        now = start;
        return this;
    }

    List<CallRow> some(int count) {
        var rows = new ArrayList<CallRow>();
        for (int i = 0; i < count; i++) {
            rows.add(next());
        }
        return rows;
    }

    CallRow next() {
        now = now.plus(pace);
        int kind = random.nextInt(20);
        if (kind == 0) {
            return row(CallRow.Outcome.REFUSED, "budget_halted", 429, List.of());
        }
        if (kind == 1) {
            return row(CallRow.Outcome.FAILED, "no_route_available", 503, List.of(failed(), failed()));
        }
        return row(CallRow.Outcome.ANSWERED, "", 200, kind == 2 ? List.of(failed(), answered()) : List.of(answered()));
    }

    private CallRow row(CallRow.Outcome outcome, String code, int status, List<AttemptRow> attempts) {
        boolean served = outcome == CallRow.Outcome.ANSWERED;
        return new CallRow(
                ids.next(now),
                now,
                WORKLOADS.get(random.nextInt(3)),
                "app-" + random.nextInt(4),
                random.nextBoolean() ? "team-red" : "",
                Wire.values()[random.nextInt(2)],
                "gpt-5.4-mini",
                PiiClass.values()[random.nextInt(3)],
                random.nextBoolean(),
                outcome,
                code,
                status,
                attempts,
                served ? Duration.ofMillis(120 + random.nextInt(900)) : null,
                Duration.of(1_000 + random.nextInt(4_000_000), ChronoUnit.MICROS),
                served ? random.nextInt(9_000_000) : 0,
                random.nextInt(10) == 0,
                steps(),
                random.nextInt(10) == 0 ? null : demand());
    }

    private Demand demand() {
        return new Demand(
                200 + random.nextInt(20_000),
                random.nextInt(3) == 0 ? -1 : 1 + random.nextInt(4096),
                1,
                random.nextBoolean() ? Set.of() : Set.of(Ability.TOOLS, Ability.IMAGES),
                random.nextInt(2),
                random.nextInt(5) == 0 ? "flex" : "");
    }

    private AttemptRow answered() {
        int which = random.nextInt(3);
        long in = 200 + random.nextInt(5000);
        var usage =
                new Usage(
                        Map.of(Counter.IN_TEXT, in, Counter.OUT_TEXT, 10L + random.nextInt(900)),
                        in,
                        "standard",
                        "",
                        -1);
        long cost = 100_000 + random.nextInt(40_000_000);
        return new AttemptRow(
                PROVIDERS.get(which),
                MODELS.get(which),
                200,
                "",
                usage,
                cost,
                cost,
                MODELS.get(which) + "@2026-08",
                Provenance.REPORTED,
                "",
                Duration.ofMillis(100 + random.nextInt(4000)));
    }

    private AttemptRow failed() {
        int which = random.nextInt(3);
        return new AttemptRow(
                PROVIDERS.get(which),
                MODELS.get(which),
                429,
                "rate_limit",
                Usage.NONE,
                0,
                0,
                "",
                Provenance.NONE,
                "",
                Duration.ofMillis(40));
    }

    private List<Step> steps() {
        return List.of(
                new Step("workload.known", "audit-report", Step.Verdict.NOTED, "Task draft, quality standard."),
                new Step(
                        "pii.class",
                        "call",
                        Step.Verdict.NOTED,
                        "Class INTERNAL by key app-" + random.nextInt(4) + "."),
                new Step("interlock.clearance", "openai/gpt-5.4-mini", Step.Verdict.ALLOWED, "Cleared for INTERNAL."),
                new Step("interlock.jurisdiction", "google/gemini-3-flash", Step.Verdict.REFUSED, "Inference in US."),
                new Step(
                        "price.worst",
                        "openai/gpt-5.4-mini",
                        Step.Verdict.ALLOWED,
                        "At most 0.%06d USD for %d tokens.".formatted(random.nextInt(900_000), random.nextInt(9000))),
                new Step(
                        "budget.reserve",
                        "audit-day",
                        Step.Verdict.ALLOWED,
                        "Spent $%d.%04d of $25.0000.".formatted(random.nextInt(25), random.nextInt(10_000))),
                new Step(
                        "route.order", "openai/gpt-5.4-mini", Step.Verdict.CHOSEN, "First of 2 lanes that may serve."));
    }

    static List<Charge> charges(CallRow row) {
        if (row.costNanos() == 0) {
            return List.of();
        }
        Instant day = row.at().truncatedTo(ChronoUnit.DAYS);
        return List.of(
                new Charge(row.workload() + "-day", day, row.costNanos()),
                new Charge("everything-month", Instant.parse("2026-11-01T00:00:00Z"), row.costNanos()));
    }
}
