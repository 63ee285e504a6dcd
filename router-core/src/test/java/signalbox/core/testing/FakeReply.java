package signalbox.core.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// What a [FakeUpstream] does with one request: a head, pieces of a body, waits between them, and how it ends. Built by
/// chaining; not to be changed once it was handed over.
public final class FakeReply {
    sealed interface Step {
        record Write(byte[] bytes) implements Step {}

        /// Waits until the test lets it go on.
        record Await(CountDownLatch latch) implements Step {}

        /// Tells the test how far it has come.
        record Reached(CountDownLatch latch) implements Step {}

        /// Writes the same again and again until the client has gone.
        record Endless(byte[] piece, AtomicLong sent) implements Step {}

        /// Says nothing more, until the client has gone.
        record Stall() implements Step {}
    }

    enum End {
        /// The body is complete; the connection stays open for the next request.
        KEEP,
        /// The connection is closed properly.
        CLOSE,
        /// The connection is reset (RST).
        RESET
    }

    private final int status;
    private final List<String> headers = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private boolean head = true;
    private boolean chunked;
    private boolean declared;
    private End end = End.KEEP;
    private int cutAfter = Integer.MAX_VALUE;

    private FakeReply(int status) {
        this.status = status;
    }

    /// A plain JSON answer.
    public static FakeReply json(int status, String body) {
        return new FakeReply(status).header("Content-Type", "application/json").body(body);
    }

    /// An answer without body.
    public static FakeReply empty(int status) {
        return new FakeReply(status).body("");
    }

    /// An event stream; add [#piece]s. Ends properly after the last.
    public static FakeReply stream() {
        return pieces(200, "text/event-stream");
    }

    /// Reads the request, then closes without a byte.
    public static FakeReply drop() {
        var reply = new FakeReply(0);
        reply.head = false;
        reply.end = End.CLOSE;
        return reply;
    }

    /// Reads the request, then says nothing until the client has gone.
    public static FakeReply silence() {
        var reply = drop();
        reply.steps.add(new Step.Stall());
        return reply;
    }

    /// Exactly these bytes, head and all; then the connection is closed.
    public static FakeReply raw(byte[] bytes) {
        var reply = drop();
        reply.steps.add(new Step.Write(bytes));
        return reply;
    }

    public FakeReply header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    public FakeReply body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The whole body, with its length declared.
    public FakeReply body(byte[] bytes) {
        declared = true;
        header("Content-Length", Integer.toString(bytes.length));
        steps.add(new Step.Write(bytes));
        return this;
    }

    /// A piece of a stream, written and flushed by itself.
    public FakeReply piece(String text) {
        return piece(text.getBytes(StandardCharsets.UTF_8));
    }

    public FakeReply piece(byte[] bytes) {
        if (declared) {
            throw new IllegalStateException("a body with a declared length has no further pieces");
        }
        steps.add(new Step.Write(bytes));
        return this;
    }

    /// One `data:` event of a stream.
    public FakeReply event(String data) {
        return piece("data: " + data + "\n\n");
    }

    public FakeReply await(CountDownLatch latch) {
        steps.add(new Step.Await(latch));
        return this;
    }

    public FakeReply reached(CountDownLatch latch) {
        steps.add(new Step.Reached(latch));
        return this;
    }

    /// After what was written so far: the same again and again, until the client has gone.
    ///
    /// @param sent counts the bytes that were written
    public FakeReply endless(byte[] piece, AtomicLong sent) {
        steps.add(new Step.Endless(piece, sent));
        return this;
    }

    /// An answer of any kind in chunks; add [#piece]s.
    public static FakeReply pieces(int status, String type) {
        var reply = new FakeReply(status).header("Content-Type", type);
        reply.chunked = true;
        return reply;
    }

    /// After what was written so far: nothing more, until the client has gone.
    public FakeReply stall() {
        steps.add(new Step.Stall());
        return this;
    }

    /// Closes the connection after so many bytes of the answer, head included.
    public FakeReply cutAfter(int bytes) {
        cutAfter = bytes;
        end = End.CLOSE;
        return this;
    }

    /// Closes the connection after what was written so far; a stream then lacks its proper end.
    public FakeReply close() {
        end = End.CLOSE;
        return this;
    }

    /// Resets the connection after what was written so far.
    public FakeReply reset() {
        end = End.RESET;
        return this;
    }

    String headText() {
        if (!head) {
            return "";
        }
        var text = new StringBuilder("HTTP/1.1 ").append(status).append(" Status\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        if (chunked) {
            text.append("Transfer-Encoding: chunked\r\n");
        }
        return text.append("\r\n").toString();
    }

    List<Step> steps() {
        return steps;
    }

    boolean chunked() {
        return chunked;
    }

    End end() {
        return end;
    }

    int cutAfter() {
        return cutAfter;
    }
}
