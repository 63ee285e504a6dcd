package signalbox.core;

import java.io.IOException;
import signalbox.core.Settling.Ending;
import signalbox.core.Settling.Settled;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.provider.ErrorClass;
import signalbox.core.provider.Upstream.Answer;
import signalbox.core.provider.Upstream.UpstreamFailure;

/// A plain answer on its way to the client: read whole, settled, then handed over in one write. Not metered while it is
/// read: its head comes when the model has finished, so there is nothing left to stop.
final class PlainRelay {
    private final CallContext call;
    private final AttemptEnd end;
    private final Answer answer;
    private final AnswerTap tap;
    private final String type;

    PlainRelay(CallContext call, AttemptEnd end, Answer answer, AnswerTap tap, String type) {
        this.call = call;
        this.end = end;
        this.answer = answer;
        this.tap = tap;
        this.type = type;
    }

    AttemptResult run() throws UpstreamFailure {
        byte[] body;
        try {
            body = Relay.whole(answer, tap);
        } catch (UpstreamFailure failure) {
            throw failure;
        } catch (IOException e) {
            throw new UpstreamFailure(ErrorClass.BROKEN, true, "The answer could not be read.", e);
        }
        if (tap.error() || !tap.complete()) {
            UpstreamErrors.Reading reading = end.unusable(answer, tap);
            return end.failedWith(end.answered(answer.status(), tap, Ending.broken(reading.id())), reading);
        }
        Settled settled = end.answered(answer.status(), tap, Ending.WHOLE);
        end.well(settled);
        if (!LocalCount.wanted(call)) {
            end.timed(settled, false);
        }
        long saved = end.saved(settled);
        var headers = AnswerHeaders.of(type, end.figures(settled, saved));
        return end.deliver(settled, saved, () -> call.sink().reply(answer.status(), headers, body));
    }
}
