package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import signalbox.core.AttemptResult.NotAdmitted;
import signalbox.core.AttemptResult.Skipped;
import signalbox.core.budget.Admission;
import signalbox.core.budget.Bound;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.dialect.Forwarding;
import signalbox.core.dialect.JsonArrayTap;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.Interlock;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;
import signalbox.core.provider.ErrorClass;
import signalbox.core.provider.Need;
import signalbox.core.provider.Patience;
import signalbox.core.provider.Traffic;
import signalbox.core.provider.Upstream;
import signalbox.core.provider.Upstream.Answer;
import signalbox.core.provider.Upstream.Cancellation;
import signalbox.core.provider.Upstream.UpstreamFailure;

/// Makes one planned attempt: reserve, send, relay, settle. One reservation is at most one billed upstream attempt, and
/// is settled or released on every path. One instance per attempt, used by one thread.
final class AttemptStep {
    /// Of the input bound, which counts bytes, about this much is one token.
    static final int BYTES_PER_TOKEN = 3;

    /// The rule by which an attempt waits for another call's probe.
    static final String PROBE_RULE = "health.probe";

    private static final Duration KEPT = Duration.ofSeconds(2);
    private static final Duration KEPT_FOR_ANOTHER = Duration.ofMinutes(1);

    private final Engine engine;
    private final CallContext call;
    private final Translating translating;
    private final List<Attempt> choices;
    private final int number;
    private final Patience patience;
    private final Provider provider;
    private final Model model;
    private final Instant started;
    private Attempt attempt;
    private Translating.Translated translated;
    private AttemptEnd end;

    /// @param choices the attempt in every size it may be made in, largest first
    /// @param number which attempt of the call it is, from 1
    AttemptStep(
            Engine engine,
            CallContext call,
            Translating translating,
            List<Attempt> choices,
            int number,
            Patience patience) {
        this.engine = engine;
        this.call = call;
        this.translating = translating;
        this.choices = choices;
        this.attempt = choices.getFirst();
        this.number = number;
        this.patience = patience;
        this.provider = call.policy().providers().get(attempt.provider());
        this.model = provider.models().get(attempt.model());
        this.started = engine.now();
    }

    AttemptResult run() throws LedgerUnavailable {
        assertInterlock();
        if (!engine.health().admit(provider.name(), model.id(), started)) {
            return new Skipped(PROBE_RULE, "another call is probing whether it is well again");
        }
        try {
            return reserve();
        } finally {
            if (end == null || !end.healthTold()) {
                engine.health().released(provider.name(), model.id());
            }
        }
    }

    private AttemptResult reserve() throws LedgerUnavailable {
        List<Bound> bounds = choices.stream().map(AttemptStep::worst).toList();
        return switch (engine.book(provider).reserveFirst(call.id(), call.subject(attempt), bounds, started)) {
            case Admission.Refused refused -> new NotAdmitted(refused);
            case Admission.Granted(Admission.Hold hold) -> {
                attempt = choices.get(bounds.indexOf(hold.bound()));
                yield dispatch(hold);
            }
        };
    }

    private static Bound worst(Attempt attempt) {
        return new Bound(attempt.worstTokens(), attempt.worstNanos());
    }

    /// The attempt in the size it was made in.
    Attempt made() {
        return attempt;
    }

    /// The planner has asked already; asking again at the last moment keeps a planner's mistake from leaving the house.
    private void assertInterlock() {
        Optional<Interlock.Refusal> refusal =
                Interlock.refusal(call.policy(), provider, call.workload().name(), call.facts().pii());
        if (refusal.isPresent()) {
            throw new IllegalStateException("planned past the interlock: " + refusal.get().rule());
        }
    }

    private AttemptResult dispatch(Admission.Hold hold) {
        Traffic.Passage passage = engine.traffic().begin(provider, model.id(), need(), engine.now());
        if (passage == null) {
            engine.book(provider).release(hold);
            return new Skipped("quota.full", "calls that came first used its quota up");
        }
        try {
            return dispatch(hold, passage);
        } finally {
            passage.ended(end.used(), engine.now());
        }
    }

    private Need need() {
        return new Need(Math.max(0, attempt.worstTokens() - output()) / BYTES_PER_TOKEN, output());
    }

    private long output() {
        return (long) attempt.outputLimit() * call.facts().choices();
    }

    private AttemptResult dispatch(Admission.Hold hold, Traffic.Passage passage) {
        var settling = new Settling(engine, call, attempt, provider, model, started);
        end = new AttemptEnd(engine, call, provider, model, number, settling, hold);
        var cancellation = new Cancellation();
        var departure = new Departure(call.workload().conduct().onDisconnect(), cancellation, Departure.LONGEST);
        try (Answer answer = send(cancellation, departure)) {
            passage.learn(answer.headers(), engine.now());
            engine.guard().heard(provider, answer.headers(), engine.now());
            boolean good = answer.status() >= 200 && answer.status() < 300;
            return good ? relay(answer, departure) : end.rejected(answer, passage);
        } catch (UpstreamFailure failure) {
            return end.failed(failure);
        } catch (RuntimeException e) {
            return end.failedInside(e);
        } finally {
            call.sink().onGone(null);
            departure.over();
        }
    }

    /// Nobody is asked on behalf of a client that has left already.
    private Answer send(Cancellation cancellation, Departure departure) throws UpstreamFailure {
        call.sink().onGone(departure::happened);
        if (departure.hasHappened()) {
            throw new UpstreamFailure(ErrorClass.CANCELLED, false, "The client has left.", null);
        }
        return engine.upstream().send(request().within(patience), cancellation);
    }

    private Upstream.Request request() {
        translated = translating.attempt(provider, model, attempt);
        if (translated != null) {
            return translated.request(call.facts().stream());
        }
        Forwarding change = Departing.to(provider, call, attempt);
        translating.dropped(provider, model, change.dropped());
        byte[] forwarded = translating.unsealed(call.dialect().forward(call.parsed(), change));
        byte[] body = translating.cached(provider, model, forwarded);
        return new Upstream.Request(
                provider,
                provider.wire(),
                UpstreamPath.of(provider, call.request().address().operation(), model.id(), call.facts().stream()),
                call.request().headers(),
                Egress.ready(call, provider, body),
                model.id(),
                call.facts().stream());
    }

    private AttemptResult relay(Answer answer, Departure departure) throws UpstreamFailure {
        String type = answer.headers().getOrDefault("content-type", "application/json");
        boolean stream = type.startsWith("text/event-stream");
        boolean hideUsage = stream && !call.parsed().usageAsked();
        AnswerTap relayed = translated != null ? translated.tap(stream) : call.dialect().tap(stream, hideUsage);
        AnswerTap restored = call.restoring(relayed, stream);
        boolean array = stream && call.request().address().array();
        AnswerTap tap = array ? new JsonArrayTap(restored) : restored;
        String told = array ? "application/json" : type;
        return stream
                ? new StreamRelay(call, end, end.meter(attempt, tap), departure, answer, tap, told, keeping()).run()
                : new PlainRelay(call, end, answer, tap, told).run();
    }

    /// How long a stream without output is kept from the client, so that another target can take its place.
    private Duration keeping() {
        return patience.standBy() ? KEPT_FOR_ANOTHER : KEPT;
    }
}
