package signalbox.app.testing;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import signalbox.core.BudgetExplanation;
import signalbox.core.RouterEvent;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Demand;
import signalbox.core.ledger.Ledger;
import signalbox.core.plan.Step;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Experiment;
import signalbox.core.policy.Lane;
import signalbox.core.policy.LaneOrder;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Quality;
import signalbox.core.policy.Route;
import signalbox.core.policy.Rule;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Target;
import signalbox.core.policy.Task;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Window;
import signalbox.core.policy.Wire;
import signalbox.core.policy.Workload;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;

/// A working day that looks real: eight workloads, four providers, two weeks of spend, one of them halted. Always the
/// same.
public final class SampleDay {
    public static final Instant NOW = Instant.parse("2026-11-14T14:02:00Z");
    public static final long DOLLAR = 1_000_000_000L;
    static final Instant MIDNIGHT = NOW.truncatedTo(ChronoUnit.DAYS);
    static final String[] WORKLOADS = {
        "support-bot", "code-review", "nightly-etl", "search-rerank", "claude-code", "codex", "meeting-notes", "evals"
    };
    static final String[] TARGETS = {
        "openai/gpt-5.4-mini", "anthropic/claude-sonnet-5", "openai/gpt-5.4-mini", "gemini/gemini-3-flash",
        "anthropic/claude-opus-5", "openai/gpt-5.4", "anthropic/claude-haiku-5", "openai/gpt-5.4-nano"
    };

    private SampleDay() {}

    /// A router in the middle of that day.
    public static FakeRouter router() {
        return router(true);
    }

    /// The same day with nothing halted.
    public static FakeRouter calm() {
        return router(false);
    }

    private static FakeRouter router(boolean halted) {
        var router = new FakeRouter().policy(policy()).budgets(budgets(halted)).inFlight(3);
        router.ledger()
                .arms(
                        "nano-or-flash",
                        new Ledger.ArmOutcome("flash", 611, 2, 9, 1_402_000, 3_690_000_000L, 610, 1_480));
        router.ledger()
                .arms(
                        "nano-or-flash",
                        new Ledger.ArmOutcome("nano", 593, 0, 31, 1_311_000, 2_210_000_000L, 480, 2_260));
        SampleSpend.fill(router.ledger(), halted);
        router.ledger()
                .add(
                        new Ledger.AuditEntry(
                                1, NOW.minusSeconds(864_000), "ana", "Created workload nightly-etl", "", "", ""));
        SampleTrail.fill(router);
        return router;
    }

    public static Policy policy() {
        return SamplePrivacy.dress(bare());
    }

    private static Policy bare() {
        return Policy.EMPTY
                .withVersion(12)
                .withProviders(byName(providers(), Provider::name))
                .withRoutes(byName(routes(), Route::name))
                .withWorkloads(byName(workloads(), Workload::name))
                .withBudgets(byName(budgets(true).stream().map(BudgetStatus::budget).toList(), Budget::name))
                .withRules(
                        byName(
                                List.of(new Rule("eu-only", PiiClass.PRIVATE, Set.of("EU", "local"), true, Set.of())),
                                Rule::name))
                .withKeys(
                        byName(
                                List.of(
                                        new AppKey("etl-runner", "nightly-etl", Set.of(), PiiClass.INTERNAL),
                                        new AppKey("ana-laptop", "claude-code", Set.of("codex"), PiiClass.INTERNAL)),
                                AppKey::name));
    }

    public static List<BudgetStatus> budgets(boolean halted) {
        var list = new ArrayList<BudgetStatus>();
        long[] caps = {12, 10, 25, 8, 10, 6, 4};
        SampleSpend spend = SampleSpend.of(halted);
        for (int i = 0; i < caps.length; i++) {
            var budget =
                    new Budget(
                            WORKLOADS[i] + "-day",
                            new Scope.OfWorkload(WORKLOADS[i]),
                            Measure.MONEY,
                            caps[i] * DOLLAR,
                            Window.DAY,
                            ZoneOffset.UTC,
                            List.of(80),
                            AtLimit.HALT);
            boolean stopped = halted && i == 2;
            long used = spend.today(WORKLOADS[i]);
            var state = stopped ? BudgetStatus.State.HALTED : i == 5 ? BudgetStatus.State.SOFT : BudgetStatus.State.OK;
            list.add(status(budget, used, stopped ? 0 : 140_000_000L, state, stopped ? 37 : 0));
        }
        var all =
                new Budget(
                        "everything-day",
                        new Scope.Everything(),
                        Measure.MONEY,
                        60 * DOLLAR,
                        Window.DAY,
                        ZoneOffset.UTC,
                        List.of(80),
                        AtLimit.HALT);
        list.add(status(all, spend.today(), 420_000_000L, BudgetStatus.State.OK, 0));
        var month =
                new Budget(
                        "everything-month",
                        new Scope.Everything(),
                        Measure.MONEY,
                        1200 * DOLLAR,
                        Window.MONTH,
                        ZoneOffset.UTC,
                        List.of(80),
                        AtLimit.HALT);
        list.add(
                new BudgetStatus(
                        month,
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-12-01T00:00:00Z"),
                        spend.month(),
                        0,
                        0,
                        1200 * DOLLAR,
                        List.of(),
                        BudgetStatus.State.OK,
                        0,
                        null));
        list.addAll(SampleBudgets.others());
        return list;
    }

    /// The status of a daily budget of that day.
    public static BudgetStatus status(Budget budget, long spent, long held, BudgetStatus.State state, long refused) {
        Instant since = state == BudgetStatus.State.HALTED ? NOW.minusSeconds(95) : null;
        return new BudgetStatus(
                budget,
                MIDNIGHT,
                MIDNIGHT.plus(Duration.ofDays(1)),
                spent,
                held,
                0,
                budget.cap(),
                List.of(),
                state,
                refused,
                since);
    }

    /// A status that differs in cap, bumps and state.
    public static BudgetStatus with(
            BudgetStatus one, long cap, List<Bump> bumps, BudgetStatus.State state, Instant since) {
        return new BudgetStatus(
                one.budget(),
                one.windowStart(),
                one.windowEnd(),
                one.spent(),
                one.held(),
                one.unreported(),
                cap,
                bumps,
                state,
                one.refused(),
                since);
    }

    /// The same figures under a changed budget.
    static BudgetStatus changed(BudgetStatus one, Budget budget) {
        return new BudgetStatus(
                budget,
                one.windowStart(),
                one.windowEnd(),
                one.spent(),
                one.held(),
                one.unreported(),
                budget.cap() + one.cap() - one.budget().cap(),
                one.bumps(),
                one.state(),
                one.refused(),
                one.haltedSince());
    }

    static BudgetExplanation explanation(BudgetStatus status, FakeLedger ledger) {
        return SampleBudgets.explanation(status, ledger);
    }

    public static RouterEvent.BudgetHalted halt(String workload) {
        var status =
                budgets(true).stream()
                        .filter(one -> one.budget().scope().equals(new Scope.OfWorkload(workload)))
                        .findFirst()
                        .orElseThrow();
        var halted = with(status, status.spent(), List.of(), BudgetStatus.State.HALTED, NOW);
        return new RouterEvent.BudgetHalted(halted, workload, NOW);
    }

    /// One call of a workload, `ago` before now.
    public static CallRow call(long sequence, int workload, Duration ago, CallRow.Outcome outcome, long nanos) {
        Instant at = NOW.minus(ago);
        String target = TARGETS[workload];
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
                WORKLOADS[workload],
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
                steps(WORKLOADS[workload], target, refused),
                new Demand(in * 2, 2_048, 1, Set.of(), 0, ""));
    }

    /// The same call with other attempts.
    static CallRow with(CallRow row, List<AttemptRow> attempts) {
        return new CallRow(
                row.id(),
                row.at(),
                row.workload(),
                row.key(),
                row.team(),
                row.wire(),
                row.askedModel(),
                row.pii(),
                row.stream(),
                row.outcome(),
                row.code(),
                row.httpStatus(),
                attempts,
                row.firstByte(),
                row.total(),
                row.savedNanos(),
                row.practice(),
                row.steps(),
                row.demand());
    }

    /// The same call with one step as its whole explanation.
    public static CallRow refusedBy(CallRow row, Step step) {
        return new CallRow(
                row.id(),
                row.at(),
                row.workload(),
                row.key(),
                row.team(),
                row.wire(),
                row.askedModel(),
                row.pii(),
                row.stream(),
                row.outcome(),
                row.code(),
                row.httpStatus(),
                row.attempts(),
                row.firstByte(),
                row.total(),
                row.savedNanos(),
                row.practice(),
                List.of(step),
                row.demand());
    }

    /// A simulated call of `support-bot`.
    public static CallRow practice(long sequence, long nanos) {
        var row = call(sequence, 0, Duration.ZERO, CallRow.Outcome.ANSWERED, nanos);
        return new CallRow(
                row.id(),
                row.at(),
                row.workload(),
                row.key(),
                row.team(),
                row.wire(),
                row.askedModel(),
                row.pii(),
                row.stream(),
                row.outcome(),
                row.code(),
                row.httpStatus(),
                row.attempts(),
                row.firstByte(),
                row.total(),
                row.savedNanos(),
                true,
                row.steps());
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

    /// Adds a day of simulated calls.
    public static void practiceDay(FakeLedger ledger) {
        for (int hour = 0; hour < 60; hour++) {
            Instant at = NOW.minus(Duration.ofHours(hour)).truncatedTo(ChronoUnit.HOURS);
            ledger.add(new FakeLedger.Past(at, WORKLOADS[hour % 3], TARGETS[hour % 3], true, 12, 310_000_000L));
        }
    }

    /// Makes `nightly-etl` spend many times the usual in the last five minutes.
    public static void runaway(FakeLedger ledger) {
        for (int i = 0; i < 40; i++) {
            ledger.add(call(50_000 + i, 2, Duration.ofSeconds(5 + i), CallRow.Outcome.ANSWERED, 400_000_000L));
        }
    }

    private static List<Workload> workloads() {
        Task[] tasks = {
            Task.CHAT, Task.CODE, Task.EXTRACT, Task.CLASSIFY, Task.CODE, Task.CODE, Task.SUMMARISE, Task.OTHER
        };
        var list = new ArrayList<Workload>();
        for (int i = 0; i < WORKLOADS.length; i++) {
            list.add(
                    new Workload(
                            WORKLOADS[i],
                            tasks[i],
                            Quality.STANDARD,
                            PiiClass.INTERNAL,
                            4_096,
                            i != 0 && i != 2,
                            true,
                            256,
                            Set.of(),
                            i == 7 ? "trial" : i % 2 == 0 ? "standard" : "frontier",
                            i < 4 ? "data" : "platform"));
        }
        return list;
    }

    private static List<Route> routes() {
        return List.of(
                new Route(
                        "standard",
                        List.of(
                                new Lane(
                                        List.of(
                                                new Target("openai", "gpt-5.4-mini", 3),
                                                new Target("gemini", "gemini-3-flash", 1))),
                                new Lane(List.of(new Target("anthropic", "claude-haiku-5", 1))))),
                new Route(
                        "frontier",
                        List.of(
                                new Lane(List.of(new Target("anthropic", "claude-sonnet-5", 1))),
                                new Lane(List.of(new Target("openai", "gpt-5.4", 1))))),
                trial());
    }

    /// A route whose calls are split between two small models.
    private static Route trial() {
        var nano = new Lane(List.of(new Target("openai", "gpt-5.4-nano", 1)));
        var flash = new Lane(List.of(new Target("gemini", "gemini-3-flash", 1)));
        var fallback =
                new Lane(
                        LaneOrder.WEIGHTED,
                        List.of(new Target("openai", "gpt-5.4-mini", 3), new Target("anthropic", "claude-haiku-5", 1)));
        var split =
                new Experiment(
                        "nano-or-flash",
                        List.of(new Experiment.Arm("nano", 1, nano), new Experiment.Arm("flash", 1, flash)));
        return new Route("trial", List.of(fallback), Optional.of(split));
    }

    private static List<Provider> providers() {
        return List.of(
                provider(
                        "openai",
                        Wire.OPENAI_CHAT,
                        "https://api.openai.com/v1",
                        "US",
                        "gpt-5.4",
                        "gpt-5.4-mini",
                        "gpt-5.4-nano"),
                provider(
                        "anthropic",
                        Wire.ANTHROPIC,
                        "https://api.anthropic.com",
                        "US",
                        "claude-opus-5",
                        "claude-sonnet-5",
                        "claude-haiku-5"),
                provider("gemini", Wire.GEMINI, "https://generativelanguage.googleapis.com", "EU", "gemini-3-flash"),
                provider("ollama", Wire.OPENAI_CHAT, "http://127.0.0.1:11434/v1", "local", "llama-4-8b"));
    }

    private static Provider provider(String name, Wire wire, String url, String where, String... models) {
        var byId = new LinkedHashMap<String, Model>();
        for (String id : models) {
            byId.put(id, new Model(id, ModelClass.STANDARD, 200_000, 16_384, Set.of(), Optional.empty()));
        }
        return new Provider(
                name,
                name,
                wire,
                new Endpoint.Http(URI.create(url)),
                where.equals("local") ? new Credential.None() : new Credential.Vault(name),
                where.equals("local") ? Tier.FREE : Tier.PAID,
                where,
                false,
                where.equals("US") ? PiiClass.INTERNAL : PiiClass.PRIVATE,
                false,
                byId);
    }

    private static <T> SequencedMap<String, T> byName(List<T> parts, Function<T, String> name) {
        var map = new LinkedHashMap<String, T>();
        parts.forEach(part -> map.put(name.apply(part), part));
        return map;
    }

    /// The id of a call as people see it.
    public static String id(CallRow row) {
        return CallId.format(row.id());
    }
}
