package signalbox.core.proxy;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import signalbox.core.ClientSink.Header;
import signalbox.core.dialect.Dialect;
import signalbox.core.policy.Wire;

/// Where one connection stands: which part of which request is being read, which call is in work, whether it closes
/// afterwards. Confined to the connection's event loop, but for [#closing] and what a call's thread writes.
final class Conversation {
    /// How long a closed conversation goes on discarding what the client still sends, so that the answer is not lost to
    /// a reset (RFC 9112 §9.6).
    private static final long LINGER_SECONDS = 2;

    enum Phase {
        HEAD,
        BODY,
        CHUNKS,
        WORKING,
        CLOSED
    }

    private static final byte[] NOTHING = {};

    private final DirectChannel channel;
    private final Outlet outlet;
    private volatile boolean closing;

    /// Set by a call's thread as the last bytes of its answer leave; [#settle] takes note of it. Telling the event loop
    /// would wake it for nothing: most often the client's next request does.
    private volatile boolean answerLeft;

    private boolean headOnly;
    private Phase phase = Phase.HEAD;
    private long bodyLeft;
    private Wire wire = Wire.OPENAI_CHAT;
    private CallSink sink;

    Conversation(DirectChannel channel) {
        this.channel = channel;
        this.outlet = new Outlet(channel);
    }

    Phase phase() {
        return phase;
    }

    /// Takes note of an answer that has left. Not while bytes are read that came together with its request: they were
    /// sent before the answer, whether or not that is out by now.
    void settle() {
        if (answerLeft && outlet.clear()) {
            answered();
        }
    }

    /// Whether the client can take more. Any thread.
    boolean writable() {
        return channel.isWritable();
    }

    /// The request asks for the head of an answer alone.
    void headOnly(boolean asked) {
        headOnly = asked;
    }

    /// The dialect that errors are written in from now on.
    void speak(Wire wire) {
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    /// Whether the connection closes after the answer in work.
    boolean closing() {
        return closing;
    }

    void closeAfterAnswer() {
        closing = true;
    }

    void expectBody(long length) {
        bodyLeft = length;
        phase = length == 0 ? Phase.WORKING : Phase.BODY;
    }

    void expectChunks() {
        phase = Phase.CHUNKS;
    }

    /// Takes up to `available` bytes of a body of known length.
    int takeBody(int available) {
        int taken = (int) Math.min(available, bodyLeft);
        bodyLeft -= taken;
        if (bodyLeft == 0) {
            phase = Phase.WORKING;
        }
        return taken;
    }

    /// The request has arrived whole; nothing more is read until it is answered.
    void arrived() {
        phase = Phase.WORKING;
    }

    /// The call in work from now on: it is told when the client leaves or can take more.
    void serve(CallSink sink) {
        this.sink = sink;
        if (!channel.isActive()) {
            sink.gone();
        }
    }

    void writabilityChanged() {
        if (sink != null) {
            sink.writabilityChanged();
        }
    }

    void gone() {
        phase = Phase.CLOSED;
        if (sink != null) {
            sink.gone();
            sink = null;
        }
    }

    /// The answer is written; the connection takes its next request or closes.
    private void answered() {
        answerLeft = false;
        sink = null;
        if (closing || phase != Phase.WORKING) {
            close();
        } else {
            phase = Phase.HEAD;
        }
    }

    /// Closes at once when nothing is in work, else after the answer.
    void closeWhenDone() {
        closing = true;
        settle();
        if (phase == Phase.HEAD) {
            channel.close();
        }
    }

    /// Answers with an error and closes unless the request had arrived whole.
    void refuse(Refused refused) {
        var error = refused.error();
        answer(error.status(), refused.headers(), Dialect.of(wire).error(error));
    }

    /// Answers from the event loop with a small body, which is JSON when there is any.
    void answer(int status, List<Header> headers, byte[] body) {
        if (phase == Phase.CLOSED) {
            return;
        }
        closing |= phase != Phase.WORKING;
        var response = head(status, headers);
        if (status != 204) {
            response.headers().set("content-type", "application/json").set("content-length", body.length);
        }
        if (closing) {
            phase = Phase.CLOSED;
        }
        try {
            outlet.whole(response, headOnly ? NOTHING : body, () -> {});
            outlet.afterwards(this::answered);
        } catch (IOException gone) {
            channel.close();
        }
    }

    /// Asks a client that waits with its body to send it.
    void askForBody() throws IOException {
        outlet.whole(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE), NOTHING, () -> {});
    }

    /// A call's whole answer. On its thread, as are the three below.
    ///
    /// @throws IOException when the client has gone
    void reply(int status, List<Header> headers, byte[] body) throws IOException {
        var response = head(status, headers);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        boolean closes = closing;
        outlet.whole(response, headOnly ? NOTHING : body, () -> answerLeft = !closes);
        closeWhenOut(closes);
    }

    void begin(int status, List<Header> headers) {
        var response = head(status, headers);
        response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        outlet.begin(response);
    }

    void piece(byte[] buffer, int offset, int length) throws IOException {
        outlet.piece(buffer, offset, length);
    }

    void end() throws IOException {
        boolean closes = closing;
        outlet.end(() -> answerLeft = !closes);
        closeWhenOut(closes);
    }

    private void closeWhenOut(boolean closes) {
        if (closes) {
            outlet.afterwards(this::answered);
        }
    }

    /// Closes at once, so that no half answer looks whole. Any thread.
    void abort() {
        channel.close();
    }

    private HttpResponse head(int status, List<Header> headers) {
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        ResponseHeaders.fill(response.headers(), headers, closing);
        return response;
    }

    private void close() {
        phase = Phase.CLOSED;
        if (channel.isActive()) {
            channel.shutdownOutput();
            channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        } else {
            channel.close();
        }
    }
}
