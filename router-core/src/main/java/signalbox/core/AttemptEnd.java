package signalbox.core;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import signalbox.core.AttemptResult.Delivered;
import signalbox.core.AttemptResult.Failed;
import signalbox.core.Settling.Settled;
import signalbox.core.budget.Admission;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.dialect.UpstreamErrorBody;
import signalbox.core.plan.Attempt;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;
import signalbox.core.provider.Need;
import signalbox.core.provider.Traffic;
import signalbox.core.provider.Upstream.Answer;
import signalbox.core.provider.Upstream.UpstreamFailure;

/// How a dispatched attempt ends: its hold is settled once, health is told, the result is made. One instance per
/// attempt, used by one thread.
final class AttemptEnd {
    private final Engine engine;
    private final CallContext call;
    private final Provider provider;
    private final Model model;
    private final int number;
    private final Settling settling;
    private final UpstreamErrors errors;
    private final Admission.Hold hold;
    private Settled last;
    private final Instant started;
    private Instant firstToken;
    private boolean healthTold;

    AttemptEnd(
            Engine engine,
            CallContext call,
            Provider provider,
            Model model,
            int number,
            Settling settling,
            Admission.Hold hold) {
        this.engine = engine;
        this.call = call;
        this.provider = provider;
        this.model = model;
        this.number = number;
        this.settling = settling;
        this.hold = hold;
        this.started = engine.now();
        this.errors = new UpstreamErrors(provider, model.id());
    }

    interface Write {
        void run() throws IOException;
    }

    UpstreamErrors errors() {
        return errors;
    }

    /// Whether health knows how the attempt went; until then its place in a probe is taken.
    boolean healthTold() {
        return healthTold;
    }

    /// Watches a stream of this attempt.
    StreamMeter meter(Attempt attempt, AnswerTap tap) {
        return new StreamMeter(
                settling, engine.prices(), provider, model, attempt, call.facts().choices(), hold.bound(), tap);
    }

    AnswerHeaders.Figures figures(Settled settled, long saved) {
        return call.figures(provider.name(), model.id(), number, settled.row().costNanos(), saved);
    }

    /// What is known while a stream runs.
    AnswerHeaders.Figures figures() {
        return call.figures(provider.name(), model.id(), number, -1, -1);
    }

    /// Settles what the answer used, whole or in part.
    Settled answered(int status, AnswerTap tap, Settling.Ending ending) {
        return settled(settling.answered(hold, status, tap, ending));
    }

    private Settled settled(Settled result) {
        last = result;
        return result;
    }

    /// The answer is paid for whether or not the client is still there to take it.
    AttemptResult deliver(Settled settled, long saved, Write write) {
        var delivered = new Delivered(settled.row(), settled.charges(), true, saved);
        call.sink().delivering(delivered);
        try {
            write.run();
            return delivered;
        } catch (IOException clientGone) {
            return new Delivered(settled.row(), settled.charges(), false, saved);
        }
    }

    /// Bytes have reached the client, and no more will.
    static AttemptResult cut(Settled settled) {
        return new Delivered(settled.row(), settled.charges(), false, 0);
    }

    long saved(Settled settled) {
        return settling.saved(settled.row());
    }

    AttemptResult rejected(Answer answer, Traffic.Passage passage) throws UpstreamFailure {
        UpstreamErrorBody body = UpstreamErrorBody.read(UpstreamErrors.body(answer));
        passage.learn(body);
        UpstreamErrors.Reading reading = errors.read(answer.status(), answer.headers(), body, engine.now());
        return failedWith(settled(settling.unbilled(hold, answer.status(), reading.id())), reading);
    }

    AttemptResult failed(UpstreamFailure failure) {
        String id = failure.errorClass().id();
        Settled settled = settled(failure.sent() ? settling.unknown(hold, id) : settling.unbilled(hold, 0, id));
        return failedWith(settled, errors.ofFailure(failure));
    }

    /// A mistake of ours says nothing about the provider, and what the attempt may have cost stays charged and in the
    /// row.
    AttemptResult failedInside(RuntimeException mistake) {
        engine.ledger()
                .incident(
                        "unknown_outcome",
                        "A call to "
                                + provider.name()
                                + "/"
                                + model.id()
                                + " failed inside Signalbox; its whole hold stays charged.",
                        mistake);
        Settled settled = last != null ? last : settled(settling.unknown(hold, "internal_error"));
        if (call.sink().begun()) {
            call.sink().abort();
            return cut(settled);
        }
        return new Failed(settled.row(), settled.charges(), errors.internal());
    }

    /// Why an answer with a good status is no answer: an error in it, or its end missing.
    UpstreamErrors.Reading unusable(Answer answer, AnswerTap tap) {
        return tap.failure()
                .map(body -> errors.read(answer.status(), answer.headers(), body, engine.now()))
                .orElseGet(errors::incomplete);
    }

    AttemptResult failedWith(Settled settled, UpstreamErrors.Reading reading) {
        unwell(reading);
        return new Failed(settled.row(), settled.charges(), reading);
    }

    /// The model began to speak.
    void speaks() {
        firstToken = firstToken == null ? engine.now() : firstToken;
    }

    /// What the attempt used, as far as it is known.
    Need used() {
        return last == null
                ? new Need(0, 0)
                : new Need(last.row().usage().inputTokens(), last.row().usage().outputTokens());
    }

    /// Tells the board how quick a whole answer was.
    void timed(Settled settled, boolean stream) {
        Instant now = engine.now();
        Duration total = Duration.between(started, now);
        if (!stream) {
            engine.latency().whole(provider.name(), model.id(), total, now);
        } else if (firstToken != null) {
            Duration first = Duration.between(started, firstToken);
            long tokens = settled.row().usage().outputTokens();
            engine.latency().streamed(provider.name(), model.id(), first, total, tokens, now);
        }
    }

    void well(Settled settled) {
        healthTold = true;
        if (!settled.overrun()) {
            engine.health().succeeded(provider.name(), model.id());
        }
    }

    void unwell(UpstreamErrors.Reading reading) {
        healthTold = true;
        if (engine.health().failed(provider.name(), model.id(), reading.finding(), engine.now())) {
            engine.ledger().providerHealth(provider.name(), reading.id() + ": " + reading.finding().message());
        }
    }
}
