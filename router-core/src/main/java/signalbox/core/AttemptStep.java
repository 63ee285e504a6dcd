package signalbox.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.AttemptResult.Delivered;
import signalbox.core.AttemptResult.Failed;
import signalbox.core.AttemptResult.NotAdmitted;
import signalbox.core.AttemptResult.Skipped;
import signalbox.core.Settling.Settled;
import signalbox.core.budget.Admission;
import signalbox.core.budget.Bound;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.dialect.DialectError;
import signalbox.core.dialect.Forwarding;
import signalbox.core.dialect.UpstreamErrorBody;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.Interlock;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;
import signalbox.core.provider.ErrorClass;
import signalbox.core.provider.Upstream;
import signalbox.core.provider.Upstream.Answer;
import signalbox.core.provider.Upstream.Cancellation;
import signalbox.core.provider.Upstream.UpstreamFailure;

/// Makes one planned attempt: reserve, send, relay, settle. One reservation is at most one billed upstream attempt, and
/// is settled or released on every path. One instance per attempt, used by one thread.
final class AttemptStep {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptStep.class);
    private static final int MOST_KEPT = 16 * 1024;
    private static final Duration LONGEST_KEPT = Duration.ofSeconds(2);

    private final Engine engine;
    private final CallContext call;
    private final Attempt attempt;
    private final int number;
    private final Provider provider;
    private final Model model;
    private final Settling settling;
    private final UpstreamErrors errors;
    private final Instant started;
    private boolean healthTold;

    AttemptStep(Engine engine, CallContext call, Attempt attempt, int number) {
        this.engine = engine;
        this.call = call;
        this.attempt = attempt;
        this.number = number;
        this.provider = call.policy().providers().get(attempt.provider());
        this.model = provider.models().get(attempt.model());
        this.started = engine.now();
        this.settling = new Settling(engine, call, attempt, provider, model, started);
        this.errors = new UpstreamErrors(provider, model.id());
    }

    AttemptResult run() throws LedgerUnavailable {
        assertInterlock();
        if (!engine.health().admit(provider.name(), model.id(), started)) {
            return new Skipped("another call is probing whether it is well again");
        }
        try {
            return reserve();
        } finally {
            if (!healthTold) {
                engine.health().released(provider.name(), model.id());
            }
        }
    }

    private AttemptResult reserve() throws LedgerUnavailable {
        var worst = new Bound(attempt.worstTokens(), attempt.worstNanos());
        return switch (engine.book(provider).reserve(call.subject(attempt), worst, started)) {
            case Admission.Refused refused -> new NotAdmitted(refused);
            case Admission.Granted(Admission.Hold hold) -> dispatch(hold);
        };
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
        var guard = new HoldGuard(hold);
        var cancellation = new Cancellation();
        call.sink().onGone(cancellation::cancel);
        try (Answer answer = engine.upstream().send(request(), cancellation)) {
            return answer.status() >= 200 && answer.status() < 300 ? relay(guard, answer) : rejected(guard, answer);
        } catch (UpstreamFailure failure) {
            return failed(guard, failure);
        } catch (RuntimeException e) {
            return failedInside(guard, e);
        } finally {
            call.sink().onGone(null);
        }
    }

    /// A mistake of ours says nothing about the provider, and what the attempt may have cost stays charged and in the
    /// row.
    private AttemptResult failedInside(HoldGuard guard, RuntimeException mistake) {
        engine.ledger()
                .incident(
                        "unknown_outcome",
                        "A call to "
                                + provider.name()
                                + "/"
                                + model.id()
                                + " failed inside Signalbox; its whole hold stays charged.",
                        mistake);
        Settled settled =
                guard.last != null ? guard.last : guard.settled(settling.unknown(guard.hold, "internal_error"));
        if (call.sink().begun()) {
            call.sink().abort();
            return new Delivered(settled.row(), settled.charges(), false, 0);
        }
        return new Failed(settled.row(), settled.charges(), errors.internal());
    }

    private Upstream.Request request() {
        var change =
                new Forwarding(
                        model.id(),
                        attempt.outputLimit(),
                        LimitField.of(provider, call.parsed()),
                        call.facts().stream() && !call.parsed().usageAsked());
        byte[] body = call.dialect().forward(call.parsed(), change);
        return new Upstream.Request(
                provider,
                provider.wire(),
                UpstreamPath.of(provider),
                call.request().headers(),
                body,
                model.id(),
                call.facts().stream());
    }

    private AttemptResult relay(HoldGuard guard, Answer answer) throws UpstreamFailure {
        String type = answer.headers().getOrDefault("content-type", "application/json");
        boolean stream = type.startsWith("text/event-stream");
        boolean hideUsage = stream && !call.parsed().usageAsked();
        AnswerTap tap = call.dialect().tap(stream, hideUsage);
        return stream ? new StreamRelay(guard, answer, tap, type).run() : plain(guard, answer, tap, type);
    }

    private AttemptResult plain(HoldGuard guard, Answer answer, AnswerTap tap, String type) throws UpstreamFailure {
        byte[] body;
        try {
            body = Relay.whole(answer, tap);
        } catch (UpstreamFailure failure) {
            throw failure;
        } catch (IOException e) {
            throw new UpstreamFailure(ErrorClass.BROKEN, true, "The answer could not be read.", e);
        }
        if (tap.error() || !tap.complete()) {
            UpstreamErrors.Reading reading = unusable(answer, tap);
            Settled settled = guard.settled(settling.answered(guard.hold, answer.status(), tap, false, reading.id()));
            return failedWith(settled, reading);
        }
        Settled settled = guard.settled(settling.answered(guard.hold, answer.status(), tap, true, ""));
        well(settled);
        long saved = settling.saved(settled.row());
        var figures = call.figures(provider.name(), model.id(), number, settled.row().costNanos(), saved);
        return deliver(settled, saved, () -> call.sink().reply(answer.status(), AnswerHeaders.of(type, figures), body));
    }

    /// Why an answer with a good status is no answer: an error in it, or its end missing.
    private UpstreamErrors.Reading unusable(Answer answer, AnswerTap tap) {
        return tap.failure()
                .map(body -> errors.read(answer.status(), answer.headers(), body, engine.now()))
                .orElseGet(errors::incomplete);
    }

    private interface Write {
        void run() throws IOException;
    }

    /// The answer is paid for whether or not the client is still there to take it.
    private static AttemptResult deliver(Settled settled, long saved, Write write) {
        try {
            write.run();
            return new Delivered(settled.row(), settled.charges(), true, saved);
        } catch (IOException clientGone) {
            return new Delivered(settled.row(), settled.charges(), false, saved);
        }
    }

    private AttemptResult rejected(HoldGuard guard, Answer answer) throws UpstreamFailure {
        UpstreamErrorBody body = UpstreamErrorBody.read(UpstreamErrors.body(answer));
        UpstreamErrors.Reading reading = errors.read(answer.status(), answer.headers(), body, engine.now());
        return failedWith(guard.settled(settling.unbilled(guard.hold, answer.status(), reading.id())), reading);
    }

    private AttemptResult failedWith(Settled settled, UpstreamErrors.Reading reading) {
        unwell(reading);
        return new Failed(settled.row(), settled.charges(), reading);
    }

    private void well(Settled settled) {
        healthTold = true;
        if (!settled.overrun()) {
            engine.health().succeeded(provider.name(), model.id());
        }
    }

    private void unwell(UpstreamErrors.Reading reading) {
        healthTold = true;
        if (engine.health().failed(provider.name(), model.id(), reading.finding(), engine.now())) {
            engine.ledger().providerHealth(provider.name(), reading.id() + ": " + reading.finding().message());
        }
    }

    private AttemptResult failed(HoldGuard guard, UpstreamFailure failure) {
        String id = failure.errorClass().id();
        Settled settled =
                guard.settled(failure.sent() ? settling.unknown(guard.hold, id) : settling.unbilled(guard.hold, 0, id));
        return failedWith(settled, errors.ofFailure(failure));
    }

    /// A stream on its way to the client: nothing is begun before the first output, so that a fallback stays possible,
    /// unless that keeps the client waiting for long; after that a failure becomes a proper error event and a closed
    /// connection, never a made-up end.
    private final class StreamRelay implements Relay.ToClient {
        private final HoldGuard guard;
        private final Answer answer;
        private final AnswerTap tap;
        private final String type;
        private final Instant headAt = engine.now();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        private StreamRelay(HoldGuard guard, Answer answer, AnswerTap tap, String type) {
            this.guard = guard;
            this.answer = answer;
            this.tap = tap;
            this.type = type;
        }

        AttemptResult run() {
            try {
                Relay.stream(answer, tap, this);
            } catch (UpstreamFailure failure) {
                return broken(errors.ofFailure(failure));
            } catch (IOException clientGone) {
                return gone();
            }
            return tap.error() || !tap.complete() ? broken(unusable(answer, tap)) : whole();
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            try {
                if (call.sink().begun()) {
                    call.sink().write(buffer, offset, length);
                } else {
                    kept.write(buffer, offset, length);
                    beginWhenDue();
                }
            } catch (IOException e) {
                throw new ClientGone(e);
            }
        }

        private void beginWhenDue() throws IOException {
            boolean due =
                    tap.contentSeen()
                            || kept.size() > MOST_KEPT
                            || Duration.between(headAt, engine.now()).compareTo(LONGEST_KEPT) > 0;
            if (due && !tap.error()) {
                begin();
            }
        }

        private void begin() throws IOException {
            var figures = call.figures(provider.name(), model.id(), number, -1, -1);
            call.sink().begin(answer.status(), AnswerHeaders.of(type, figures));
            call.sink().write(kept.toByteArray(), 0, kept.size());
            kept.reset();
        }

        private AttemptResult whole() {
            Settled settled = guard.settled(settling.answered(guard.hold, answer.status(), tap, true, ""));
            well(settled);
            long saved = settling.saved(settled.row());
            return deliver(
                    settled,
                    saved,
                    () -> {
                        var figures =
                                call.figures(provider.name(), model.id(), number, settled.row().costNanos(), saved);
                        if (!call.sink().begun()) {
                            begin();
                        }
                        byte[] comment = AnswerHeaders.comment(figures).getBytes(StandardCharsets.US_ASCII);
                        write(comment, 0, comment.length);
                        call.sink().end();
                    });
        }

        private AttemptResult gone() {
            Settled settled =
                    guard.settled(
                            settling.answered(guard.hold, answer.status(), tap, false, ErrorClass.CANCELLED.id()));
            return new Delivered(settled.row(), settled.charges(), false, 0);
        }

        private AttemptResult broken(UpstreamErrors.Reading reading) {
            Settled settled = guard.settled(settling.answered(guard.hold, answer.status(), tap, false, reading.id()));
            if (!call.sink().begun()) {
                return failedWith(settled, reading);
            }
            unwell(reading);
            tellBroken(reading.error());
            call.sink().abort();
            return new Delivered(settled.row(), settled.charges(), false, 0);
        }

        private void tellBroken(DialectError error) {
            try {
                tap.breakOff(error, this);
            } catch (IOException clientGone) {
                LOG.debug("the client left before it could be told that its stream broke off");
            }
        }
    }

    /// A hold and how it ended, once it has.
    private final class HoldGuard {
        private final Admission.Hold hold;
        private Settled last;

        private HoldGuard(Admission.Hold hold) {
            this.hold = hold;
        }

        Settled settled(Settled result) {
            last = result;
            return result;
        }
    }
}
