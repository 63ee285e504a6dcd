package signalbox.core;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import signalbox.core.ClientSink.Header;
import signalbox.core.budget.Admission;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.DialectError;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.ledger.CallId;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.LiveView;
import signalbox.core.plan.Plan;
import signalbox.core.plan.Planner;
import signalbox.core.policy.Count;
import signalbox.core.policy.Measure;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Workload;
import signalbox.core.provider.ErrorClass;

/// One call, start to end (design.md §5): parse, choose the workload, plan, attempt until one answers, write the row.
/// One instance per call, used by one thread; whatever happens, exactly one row is written.
final class CallPipeline {
    private final Engine engine;
    private final Policy policy;
    private final CallRequest request;
    private final TrackedSink sink;
    private final Dialect dialect;
    private final long id;

    private final RowDraft draft;
    private CallFacts facts;
    private Attempt decided;
    private Workload workload;
    private PromptCaching prompts;
    private int kept = -1;
    private Admission.Refused firstRefused;
    private Refusals.Refusal limitTooLow;
    private Translating translating;
    private AttemptResult.Skipped lastSkipped;

    CallPipeline(Engine engine, Policy policy, CallRequest request, ClientSink client, long id) {
        this.engine = engine;
        this.policy = policy;
        this.request = request;
        this.sink = new TrackedSink(client, engine.clock(), request.at());
        this.dialect = Dialect.of(request.wire(), request.address().operation());
        this.draft = new RowDraft(id, request, sink);
        sink.beforeLast(this::keep);
        this.id = id;
    }

    void run() {
        try {
            if (engine.ledger().healthy()) {
                serve();
            } else {
                refuse(Refusals.ledgerUnavailable());
            }
        } catch (RuntimeException e) {
            draft.failed();
            engine.ledger()
                    .incident(
                            "internal_error",
                            "A call failed inside Signalbox ("
                                    + e.getClass().getSimpleName()
                                    + "); the log has the place.",
                            e);
            refuse(Refusals.internal(CallId.format(id)));
        } finally {
            engine.ledger().finished(draft.row(engine.now()), draft.charges(), kept);
        }
    }

    private void serve() {
        ParsedRequest parsed;
        try {
            parsed = request.address().on(dialect.parse(request.body()));
        } catch (MalformedRequest problem) {
            refuse(Refusals.malformed(problem));
            return;
        }
        var chosen = WorkloadChoice.choose(policy, request.key(), request.workload(), parsed.model());
        if (chosen.refusal() != null) {
            refuse(chosen.refusal());
            return;
        }
        workload = policy.workloads().get(chosen.workload());
        boolean practice = Practice.serves(policy, workload);
        draft.belongsTo(workload, practice);
        var screened = TripwireStep.screen(workload.conduct().tripwire(), request.key().opaque(), dialect, parsed);
        draft.steps(screened.steps());
        parsed = screened.parsed();
        facts = facts(parsed, chosen.model(), screened.least());
        draft.asked(facts);
        if (screened.refusal() != null) {
            refuse(screened.refusal());
            return;
        }
        Resending.keep(engine.requests(), id, request, workload, screened.restorer() != null);
        prompts = PromptCaching.of(engine, policy, workload, request, parsed);
        LiveView live = prompts.warmed(engine.live(policy, facts));
        Plan plan = Planner.plan(policy, engine.prices(), facts, live, request.at());
        draft.steps(plan.steps());
        decided = plan.decided();
        if (plan.refusal() != null) {
            refuse(Refusals.plan(plan.refusal(), workload.name(), pii(), engine.now()));
            return;
        }
        boolean redacted = screened.restorer() != null;
        var reuse = Reuse.of(engine.answers(), policy, workload, request, facts, plan, redacted);
        if (reuse.answered(id, draft, sink)) {
            return;
        }
        plan.atLimit()
                .forEach(passed ->
                        engine.books().of(practice).passedOver(passed.budget(), passed.asked(), engine.now()));
        reuse.watch(id, draft, sink);
        attempt(
                new CallContext(
                        id,
                        request,
                        policy,
                        workload,
                        dialect,
                        parsed,
                        facts,
                        plan,
                        screened.restorer(),
                        sink,
                        prompts));
    }

    private CallFacts facts(ParsedRequest parsed, String askedModel, PiiClass least) {
        return new CallFacts(
                workload.name(),
                request.key().name(),
                request.wire(),
                askedModel,
                PiiHeader.raise(
                        request.key().piiFloor().atLeast(workload.pii()).atLeast(least),
                        request.headers().getOrDefault(PiiHeader.NAME, "")),
                inputBound(parsed),
                parsed.outputLimit(),
                parsed.choices(),
                parsed.stream(),
                parsed.needs(),
                parsed.maxSearchCalls(),
                parsed.serviceTier(),
                subject(parsed),
                id);
    }

    /// Whom an experiment keeps in one arm: the end user the header names, else the one the body names, else the app.
    private String subject(ParsedRequest parsed) {
        String user = request.headers().getOrDefault("x-signalbox-user", parsed.endUser());
        return user.isEmpty() ? request.key().name() : user;
    }

    private long inputBound(ParsedRequest parsed) {
        long bound = dialect.inputBound(parsed);
        return bound >= Dialect.UNBOUNDED_INPUT ? CallFacts.UNBOUNDED : bound;
    }

    private void attempt(CallContext call) {
        translating = new Translating(engine, call);
        draft.translated(translating);
        var chain = new Chain(engine, call, draft);
        for (Attempt attempt = chain.next(); attempt != null; attempt = chain.next()) {
            if (!longEnough(call, attempt) || halted(call, attempt) || !translating.takes(attempt)) {
                continue;
            }
            AttemptResult result;
            try {
                var choices = Clamp.choices(engine, call, translating.bounded(attempt), engine.now());
                var step =
                        new AttemptStep(engine, call, translating, choices, chain.made() + 1, chain.patience(attempt));
                result = step.run();
                draft.clamped(attempt, step.made());
            } catch (LedgerUnavailable e) {
                if (draft.lastAttempt() != null) {
                    draft.failed();
                }
                refuse(Refusals.ledgerUnavailable());
                return;
            }
            switch (result) {
                case AttemptResult.Delivered delivered -> {
                    delivered(delivered);
                    return;
                }
                case AttemptResult.Failed failed -> {
                    chain.failed(attempt, failed);
                    draft.failed(attempt, failed);
                }
                case AttemptResult.NotAdmitted(Admission.Refused refused) -> notAdmitted(attempt, refused);
                case AttemptResult.Skipped skipped -> {
                    lastSkipped = skipped;
                    chain.skipped(attempt, skipped);
                    draft.refused(skipped.rule(), attempt, skipped.why());
                }
            }
        }
        giveUp(call, chain.told());
    }

    /// Whether the budget that halted an earlier attempt of this call would refuse this one too. It is not asked again,
    /// so that a refused call counts once.
    private boolean halted(CallContext call, Attempt next) {
        if (firstRefused == null || firstRefused.kind() != Admission.Kind.HALTED) {
            return false;
        }
        var budget = firstRefused.status().budget();
        boolean free = budget.measure() == Measure.MONEY && next.worstNanos() == 0;
        if (free || !call.subject(next).isIn(budget.scope())) {
            return false;
        }
        draft.refused("budget.reserve", next, "budget " + budget.name() + " is halted");
        return true;
    }

    /// Whether the output limit leaves room for what the request itself asks to reason with.
    private boolean longEnough(CallContext call, Attempt attempt) {
        int least = call.parsed().leastOutput();
        if (attempt.outputLimit() >= least) {
            return true;
        }
        limitTooLow = limitTooLow == null ? Refusals.limitTooLow(attempt.outputLimit(), least) : limitTooLow;
        draft.refused(
                "output.least",
                attempt,
                "an output limit of "
                        + attempt.outputLimit()
                        + " is below the "
                        + Count.of(least, "token")
                        + " that the request needs");
        return false;
    }

    /// Before a client can know how its call ended, the row is where a kill cannot lose it.
    private void keep() {
        if (sink.delivering() != null) {
            delivered(sink.delivering());
        }
        if (kept < 0) {
            kept = engine.ledger().keep(draft.row(engine.now()), draft.charges());
        }
    }

    private void delivered(AttemptResult.Delivered delivered) {
        if (draft.delivered(delivered)) {
            prompts.served(delivered.row());
            Observation.price(engine.prices(), policy, decided, delivered.row(), request.at()).ifPresent(draft::step);
        }
    }

    private void notAdmitted(Attempt attempt, Admission.Refused refused) {
        firstRefused = firstRefused == null ? refused : firstRefused;
        draft.refused("budget.reserve", attempt, Refusals.room(refused));
    }

    private void giveUp(CallContext call, AttemptResult.Failed failure) {
        boolean mistaken = failure != null && failure.errorClass() == ErrorClass.CLIENT_MISTAKE;
        if (LocalCount.wanted(call) && !mistaken) {
            countHere(call);
        } else if (failure != null) {
            draft.failed();
            refuse(new Refusals.Refusal(failure.reading().error(), failure.reading().retryAfter()));
        } else if (firstRefused != null) {
            refuse(Refusals.budget(firstRefused, workload.name(), engine.now()));
        } else if (limitTooLow != null) {
            refuse(limitTooLow);
        } else if (translating.refusal().isPresent()) {
            refuse(Refusals.malformed(translating.refusal().get()));
        } else {
            var nobody =
                    new Plan.Refusal(
                            Plan.Refusal.Kind.NO_ROUTE,
                            lastSkipped.rule(),
                            "no target takes a call right now: " + lastSkipped.why() + ".",
                            engine.now().plusSeconds(1));
            refuse(Refusals.plan(nobody, workload.name(), pii(), engine.now()));
        }
    }

    private void countHere(CallContext call) {
        draft.answered();
        draft.noted("count.estimated", "call", "no provider of the route counts tokens");
        try {
            sink.reply(200, LocalCount.headers(draft.figures()), LocalCount.body(call));
        } catch (IOException clientGone) {
            draft.failed();
        }
    }

    private void refuse(Refusals.Refusal refusal) {
        DialectError error = refusal.error();
        String code = error.code();
        draft.told(code);
        if (sink.begun()) {
            sink.abort();
            return;
        }
        boolean retryable = code.equals("budget_busy") || code.equals("ledger_unavailable");
        List<Header> headers = AnswerHeaders.ofError(draft.figures(), refusal.retryAfter(), retryable);
        try {
            sink.reply(error.status(), headers, dialect.error(error));
        } catch (IOException clientGone) {
            draft.noted("client.gone", "call", "the client left before the answer");
        }
    }

    private String pii() {
        return facts.pii().name().toLowerCase(Locale.ROOT);
    }
}
