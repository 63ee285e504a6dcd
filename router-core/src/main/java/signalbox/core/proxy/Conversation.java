package signalbox.core.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import signalbox.core.ClientSink.Header;
import signalbox.core.dialect.Dialect;
import signalbox.core.policy.Wire;

/// Where one connection stands: which part of which request is being read, which call is in work, whether it closes
/// afterwards. Confined to the connection's event loop, but for [#closing], which any thread may read.
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

    private final Channel channel;
    private volatile boolean closing;
    private Phase phase = Phase.HEAD;
    private long bodyLeft;
    private Wire wire = Wire.OPENAI_CHAT;
    private NettySink sink;

    Conversation(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    Phase phase() {
        return phase;
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
    void serve(NettySink sink) {
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
    void answered() {
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
    void answer(int status, java.util.List<Header> headers, byte[] body) {
        if (phase == Phase.CLOSED) {
            return;
        }
        closing |= phase != Phase.WORKING;
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        ResponseHeaders.fill(response.headers(), headers, closing);
        if (status != 204) {
            response.headers().set("content-type", "application/json").set("content-length", body.length);
        }
        if (closing) {
            phase = Phase.CLOSED;
        }
        channel.writeAndFlush(response).addListener((ChannelFutureListener) written -> answered());
    }

    private void close() {
        phase = Phase.CLOSED;
        if (channel instanceof DuplexChannel duplex && duplex.isActive()) {
            duplex.shutdownOutput();
            channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        } else {
            channel.close();
        }
    }
}
