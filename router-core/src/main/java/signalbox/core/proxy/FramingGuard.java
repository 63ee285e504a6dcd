package signalbox.core.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;

/// Stands before the HTTP decoder and lets through only bytes that belong to one well-formed request. It cuts the
/// stream itself (head, body of known length, chunks) with the lengths that the gate read from the decoded head, so
/// that decoder and guard can never disagree about where a request ends.
final class FramingGuard extends ChannelInboundHandlerAdapter {
    private static final int FIRST_HEAD = 1 << 10;

    private final Conversation talk;
    private final Patience patience;
    private final HeadScanner heads = new HeadScanner();
    private final ChunkScanner chunks = new ChunkScanner();
    private byte[] head = {};
    private int headLength;
    private boolean reading;

    FramingGuard(Conversation talk, Patience patience) {
        this.talk = talk;
        this.patience = patience;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var in = (ByteBuf) message;
        patience.bytesArrived();
        if (!reading) {
            talk.settle();
            reading = true;
        }
        try {
            while (in.isReadable()) {
                take(ctx, in);
            }
        } catch (Refused refused) {
            talk.refuse(refused);
        } finally {
            ReferenceCountUtil.release(in);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (talk.closing()) {
            talk.settle();
        }
        ctx.fireChannelReadComplete();
    }

    private void take(ChannelHandlerContext ctx, ByteBuf in) throws Refused {
        switch (talk.phase()) {
            case HEAD -> takeHead(ctx, in);
            case BODY -> ctx.fireChannelRead(in.readRetainedSlice(talk.takeBody(in.readableBytes())));
            case CHUNKS -> takeChunks(ctx, in);
            case WORKING -> {
                talk.closeAfterAnswer();
                in.skipBytes(in.readableBytes());
            }
            case CLOSED -> in.skipBytes(in.readableBytes());
        }
    }

    private void takeHead(ChannelHandlerContext ctx, ByteBuf in) throws Refused {
        int taken = Math.min(in.readableBytes(), HeadScanner.MAX_HEAD - headLength);
        if (head.length < headLength + taken) {
            head = Arrays.copyOf(head, Math.max(FIRST_HEAD, Math.max(2 * head.length, headLength + taken)));
        }
        in.getBytes(in.readerIndex(), head, headLength, taken);
        if (headLength == 0) {
            patience.requestStarted();
        }
        int end = heads.scan(head, headLength, headLength + taken);
        if (end < 0) {
            in.skipBytes(taken);
            headLength += taken;
            return;
        }
        in.skipBytes(end - headLength);
        var whole = Unpooled.wrappedBuffer(head, 0, end);
        head = new byte[0];
        headLength = 0;
        heads.reset();
        chunks.reset();
        patience.headArrived();
        ctx.fireChannelRead(whole);
    }

    private void takeChunks(ChannelHandlerContext ctx, ByteBuf in) throws Refused {
        int end = chunks.scan(in);
        if (end >= 0) {
            talk.arrived();
        }
        ctx.fireChannelRead(in.readRetainedSlice(end >= 0 ? end : in.readableBytes()));
    }
}
