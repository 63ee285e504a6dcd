package signalbox.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A kept connection of the load generator: sends one request at a time as ready-made bytes and finds the end of each
/// answer, no more. Confined to its event loop.
final class Exchange extends ChannelInboundHandlerAdapter {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// What happens to the requests of one connection.
    interface Watch {
        /// Connected, ready for its first request.
        void ready(Exchange exchange);

        /// A piece of an answer, heads and framing included.
        void piece(Exchange exchange, ByteBuf bytes, boolean first);

        /// The answer is whole.
        void answered(Exchange exchange, int status);

        /// The connection has ended, asked for or not.
        void lost(Exchange exchange);
    }

    private final Watch watch;
    private final ByteBuf head = Unpooled.buffer(1024);
    private final byte[] tail = new byte[LAST_CHUNK.length];
    private Channel channel;
    private boolean waiting;
    private boolean first;
    private boolean headSeen;
    private boolean chunked;
    private long left;
    private int status;

    /// When the request in work was due, in nanoseconds.
    long dueAt;

    Exchange(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        watch.ready(this);
    }

    /// @param request the bytes of a whole request; kept by the caller
    void send(ByteBuf request, long due) {
        dueAt = due;
        waiting = true;
        first = true;
        headSeen = false;
        head.clear();
        channel.writeAndFlush(request.retainedDuplicate(), channel.voidPromise());
    }

    void close() {
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        try {
            if (waiting) {
                watch.piece(this, bytes, first);
                first = false;
                read(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void read(ByteBuf bytes) {
        if (!headSeen && !readHead(bytes)) {
            return;
        }
        boolean ended;
        if (chunked) {
            ended = endsInLastChunk(bytes);
        } else {
            left -= bytes.readableBytes();
            ended = left <= 0;
        }
        if (ended) {
            waiting = false;
            watch.answered(this, status);
        }
    }

    /// Leaves the bytes after the head in `bytes`.
    private boolean readHead(ByteBuf bytes) {
        int before = head.readableBytes();
        head.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        headSeen = true;
        Arrays.fill(tail, (byte) 0);
        status = Integer.parseInt(text.substring(9, 12));
        left = Heads.contentLength(text, end);
        chunked = left < 0;
        bytes.skipBytes(end + 4 - before);
        return true;
    }

    private boolean endsInLastChunk(ByteBuf bytes) {
        int size = bytes.readableBytes();
        int fresh = Math.min(size, tail.length);
        System.arraycopy(tail, fresh, tail, 0, tail.length - fresh);
        bytes.getBytes(bytes.writerIndex() - fresh, tail, tail.length - fresh, fresh);
        return Arrays.equals(tail, LAST_CHUNK);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        head.release();
        watch.lost(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
