package signalbox.core.dialect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import signalbox.core.policy.Wire;

/// Watches an event stream. Bytes go on as they come; only where a usage event must be hidden are the first bytes of an
/// event kept back, until its first choice shows that it is an answer. An event that begins as a JSON document and is
/// none does not go on, and is an error.
final class StreamTap implements AnswerTap, EventLines.Reader {
    /// A usage event is far smaller; what grows beyond is not one.
    private static final int MOST_HELD = 64 << 10;

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "error".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT_END = {'\n', '\n'};
    private static final byte[] SENSELESS = "A piece of the answer made no sense.".getBytes(StandardCharsets.US_ASCII);

    private final Dialect dialect;
    private final byte[] terminator;
    private final EventLines lines = new EventLines(this);
    private final Scan scan;
    private final boolean doneEnds;
    private final HeldBytes held;
    private final Literal done = new Literal(DONE);
    private final Literal errorName = new Literal(ERROR);
    private boolean terminated;
    private boolean errorEvent;
    private boolean inEvent;
    private boolean dataHere;
    private boolean documentHere;
    private boolean senseless;

    /// Where the event at hand begins in the buffer at hand, as far as it lies in it.
    private int eventFrom;

    /// @param terminator the event that ends a stream of this dialect
    /// @param hideUsage whether an event that carries nothing but usage is kept from the client
    StreamTap(Dialect dialect, byte[] terminator, boolean hideUsage) {
        this.dialect = dialect;
        this.terminator = terminator;
        this.scan = new AnswerScan(dialect.wire() != Wire.ANTHROPIC);
        this.doneEnds = true;
        this.held = hideUsage ? new HeldBytes(MOST_HELD) : null;
    }

    /// For dialects whose streams have no terminator of their own: they end with the scan's stop event, or by closing
    /// once every choice has finished.
    StreamTap(Dialect dialect, Scan scan) {
        this.dialect = dialect;
        this.terminator = new byte[0];
        this.scan = scan;
        this.doneEnds = false;
        this.held = null;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Out out) throws IOException {
        if (senseless) {
            return;
        }
        eventFrom = offset;
        int end = offset + length;
        if (held == null) {
            lines.feed(buffer, offset, end);
            out.write(buffer, offset, (senseless ? eventFrom : end) - offset);
        } else {
            held.begin(buffer, offset);
            lines.feed(buffer, offset, end);
            held.flush(senseless ? eventFrom : end, out);
        }
    }

    @Override
    public void end(Out out) throws IOException {
        boolean whole = lines.betweenEvents() || scan.oneDocument();
        if (held != null) {
            // half an event would only break the client's parser
            whole |= held.end(!scan.oneDocument() || scan.onlyUsage(), out);
        }
        if (!complete() && !error() && scan.finished() && whole) {
            separate(out);
            if (terminator.length > 0) {
                out.write(terminator, 0, terminator.length);
            }
            terminated = true;
        }
    }

    @Override
    public void breakOff(DialectError failure, Out out) throws IOException {
        separate(out);
        byte[] event = dialect.streamError(failure);
        out.write(event, 0, event.length);
    }

    private void separate(Out out) throws IOException {
        if (senseless || !lines.betweenEvents()) {
            out.write(EVENT_END, 0, EVENT_END.length);
        }
    }

    @Override
    public void line(int at) {
        if (senseless) {
            return;
        }
        if (!inEvent) {
            inEvent = true;
            eventFrom = at;
        }
        errorName.restart();
        if (held != null) {
            held.line(at);
        }
    }

    @Override
    public void otherLine() {
        if (!senseless && held != null) {
            held.otherLine();
        }
    }

    @Override
    public void eventName(byte[] bytes, int from, int to) {
        errorEvent |= errorName.matches(bytes, from, to);
        otherLine();
    }

    @Override
    public void data(byte[] bytes, int from, int to) {
        if (senseless) {
            return;
        }
        documentHere |= !dataHere && bytes[from] == '{';
        dataHere = true;
        done.matches(bytes, from, to);
        scan.feed(bytes, from, to);
        if (held != null) {
            held.data();
            if (scan.answerHere() || done.begun() || scan.error()) {
                held.answer();
            }
        }
    }

    @Override
    public void dataJoins() {
        done.fail();
    }

    @Override
    public void eventEnds(int at) {
        if (senseless || documentHere && !scan.oneDocument()) {
            senselessEvent();
            return;
        }
        inEvent = false;
        dataHere = false;
        documentHere = false;
        terminated |= doneEnds && done.whole();
        if (held != null) {
            held.eventEnds(at, scan.onlyUsage());
        }
        scan.nextDocument();
        done.restart();
        terminated |= scan.stopEvent();
    }

    private void senselessEvent() {
        if (!senseless && held != null) {
            held.drop();
        }
        senseless = true;
    }

    @Override
    public void lineFeedEnds(int at) {
        if (!senseless && held != null) {
            held.lineFeedEnds(at);
        }
    }

    @Override
    public List<String> usage() {
        return scan.usage();
    }

    @Override
    public boolean complete() {
        return terminated || doneEnds && done.whole();
    }

    @Override
    public boolean error() {
        return errorEvent || senseless || scan.error();
    }

    @Override
    public Optional<UpstreamErrorBody> failure() {
        if (scan.error()) {
            return scan.failure();
        }
        return senseless
                ? Optional.of(UpstreamErrorBody.read(SENSELESS))
                : errorEvent ? Optional.of(UpstreamErrorBody.read(new byte[0])) : Optional.empty();
    }

    @Override
    public long deliveredBytes() {
        return scan.contentBytes();
    }

    @Override
    public long leastTokens() {
        return scan.output().leastTokens();
    }

    @Override
    public int usagesSeen() {
        return scan.output().usages();
    }

    @Override
    public long bytesSinceUsage() {
        return scan.output().bytesSinceUsage();
    }

    @Override
    public boolean usageFinal() {
        return scan.output().usageFinal();
    }

    @Override
    public String model() {
        return scan.model();
    }

    @Override
    public String finish() {
        return scan.finish();
    }

    @Override
    public String tier() {
        return scan.tier();
    }
}
