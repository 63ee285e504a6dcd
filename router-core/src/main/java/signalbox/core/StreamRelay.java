package signalbox.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.Settling.Ending;
import signalbox.core.Settling.Settled;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.dialect.DialectError;
import signalbox.core.provider.ErrorClass;
import signalbox.core.provider.Upstream.Answer;
import signalbox.core.provider.Upstream.UpstreamFailure;

/// A stream on its way to the client: nothing is begun before the first output, so that a fallback stays possible,
/// unless that keeps the client waiting for long; after that a failure becomes a proper error event and a closed
/// connection, never a made-up end.
final class StreamRelay implements Relay.ToClient {
    private static final Logger LOG = LoggerFactory.getLogger(StreamRelay.class);
    private static final int MOST_KEPT = 16 * 1024;

    private final CallContext call;
    private final AttemptEnd end;
    private final StreamMeter meter;
    private final Departure departure;
    private final Answer answer;
    private final AnswerTap tap;
    private final String type;
    private final long keptUntil;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /// The client has left and the rest is read for its usage alone.
    private boolean discards;

    StreamRelay(
            CallContext call,
            AttemptEnd end,
            StreamMeter meter,
            Departure departure,
            Answer answer,
            AnswerTap tap,
            String type,
            Duration keeping) {
        this.call = call;
        this.end = end;
        this.meter = meter;
        this.departure = departure;
        this.answer = answer;
        this.tap = tap;
        this.type = type;
        this.keptUntil = System.nanoTime() + keeping.toNanos();
    }

    AttemptResult run() {
        try {
            if (!read()) {
                return tap.error() ? broken(end.unusable(answer, tap)) : stopped();
            }
        } catch (UpstreamFailure failure) {
            return broken(end.errors().ofFailure(failure));
        } catch (IOException clientGone) {
            return AttemptEnd.cut(end.answered(answer.status(), tap, Ending.broken(ErrorClass.CANCELLED.id())));
        }
        return tap.error() || !tap.complete() ? broken(end.unusable(answer, tap)) : discards ? drained() : whole();
    }

    /// @return whether the end was reached
    private boolean read() throws IOException {
        try {
            return Relay.stream(answer, tap, this, this::passed);
        } catch (UpstreamFailure failure) {
            if (failure.errorClass() == ErrorClass.CANCELLED || !finished()) {
                throw failure;
            }
            tap.end(this);
            return true;
        }
    }

    /// Whether the answer is whole but for its mark of the end.
    private boolean finished() {
        return !tap.error() && (tap.complete() || tap.usageFinal() && call.facts().choices() == 1);
    }

    /// After every piece: whether it was one too many. Behind an error there is nothing worth waiting for.
    private boolean passed() {
        if (tap.contentSeen()) {
            answer.speaks();
        }
        if (finished()) {
            answer.finished();
        }
        return tap.error() || meter.passed();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        if (discards) {
            return;
        }
        try {
            if (tap.contentSeen()) {
                end.speaks();
            }
            if (call.sink().begun()) {
                call.sink().write(buffer, offset, length);
            } else {
                kept.write(buffer, offset, length);
                beginWhenDue();
            }
        } catch (IOException e) {
            departure.happened();
            if (!departure.drains()) {
                throw new ClientGone(e);
            }
            discards = true;
        }
    }

    private void beginWhenDue() throws IOException {
        boolean due = tap.contentSeen() || kept.size() > MOST_KEPT || System.nanoTime() - keptUntil > 0;
        if (due && !tap.error()) {
            begin();
        }
    }

    private void begin() throws IOException {
        call.sink().begin(answer.status(), AnswerHeaders.of(type, end.figures()));
        call.sink().write(kept.toByteArray(), 0, kept.size());
        kept.reset();
    }

    /// The client has left, and the provider has said what it used.
    private AttemptResult drained() {
        Settled settled = end.answered(answer.status(), tap, new Ending(true, ErrorClass.CANCELLED.id(), "drained"));
        end.well(settled);
        return AttemptEnd.cut(settled);
    }

    /// The provider wrote beyond its limit. The model rests by the overrun that settling finds.
    private AttemptResult stopped() {
        answer.close();
        UpstreamErrors.Reading reading = end.errors().overran();
        Settled settled = end.answered(answer.status(), tap, Ending.broken(reading.error().code()));
        end.well(settled);
        if (!call.sink().begun()) {
            return new AttemptResult.Failed(settled.row(), settled.charges(), reading);
        }
        tellBroken(reading.error());
        call.sink().abort();
        return AttemptEnd.cut(settled);
    }

    private AttemptResult whole() {
        Settled settled = end.answered(answer.status(), tap, Ending.WHOLE);
        end.well(settled);
        end.timed(settled, true);
        long saved = end.saved(settled);
        return end.deliver(
                settled,
                saved,
                () -> {
                    if (!call.sink().begun()) {
                        begin();
                    }
                    close(end.figures(settled, saved));
                });
    }

    /// The client has its whole answer. Some leave as soon as they read its last event, which breaks nothing off.
    private void close(AnswerHeaders.Figures figures) {
        try {
            if (call.dialect().comments()) {
                call.sink().trailer(AnswerHeaders.comment(figures).getBytes(StandardCharsets.US_ASCII));
            }
            call.sink().end();
        } catch (IOException left) {
            LOG.debug("the client left at the end of its stream");
        }
    }

    private AttemptResult broken(UpstreamErrors.Reading reading) {
        Settled settled = end.answered(answer.status(), tap, Ending.broken(reading.id()));
        if (!call.sink().begun()) {
            return end.failedWith(settled, reading);
        }
        end.unwell(reading);
        tellBroken(reading.error());
        call.sink().abort();
        return AttemptEnd.cut(settled);
    }

    private void tellBroken(DialectError error) {
        try {
            tap.breakOff(error, this);
        } catch (IOException clientGone) {
            LOG.debug("the client left before it could be told that its stream broke off");
        }
    }
}
