package signalbox.core.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.nio.charset.StandardCharsets;

/// Netty’s encoder for the heads of answers that a call’s thread writes, outside of a pipeline. Keeps nothing between
/// two heads, so one serves all threads.
final class Heads extends HttpResponseEncoder {
    private static final Heads ENCODER = new Heads();
    private static final int USUAL = 512;

    private Heads() {}

    /// @param room for what follows the head in the same buffer
    static ByteBuf encode(HttpResponse head, int room, Channel channel) {
        return ENCODER.bytes(head, channel.alloc().directBuffer(USUAL + room));
    }

    private ByteBuf bytes(HttpResponse head, ByteBuf to) {
        sanitizeHeadersBeforeEncode(head, isContentAlwaysEmpty(head));
        to.writeCharSequence(head.protocolVersion() + " " + head.status() + "\r\n", StandardCharsets.US_ASCII);
        encodeHeaders(head.headers(), to);
        return to.writeByte('\r').writeByte('\n');
    }
}
