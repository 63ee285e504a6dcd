package signalbox.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// One connection to the mock. The model of a request says what it answers:
///
/// | model | answer |
/// |---|---|
/// | `plain` | a small answer at once, with its usage |
/// | `paced` | a stream of [#PIECES] pieces, [#GAP_MILLIS] ms apart, each carrying the instant it was written |
/// | `flaky` | by turns: fails with 500 or 429, hangs up, breaks its stream off, else as `plain` or `paced` |
///
/// Confined to the event loop.
final class MockCall extends ByteToMessageDecoder {
    static final int PIECES = 100;
    static final int GAP_MILLIS = 50;

    /// Tokens of every whole answer: input and output.
    static final int IN = 420;

    static final int OUT = PIECES;

    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":%1$d,\"completion_tokens\":%2$d,\"total_tokens\":%3$d}"
                    .formatted(IN, OUT, IN + OUT);
    private static final ByteBuf PLAIN = plain();
    private static final ByteBuf STREAM_HEAD =
            ready("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
    private static final ByteBuf STREAM_END = ready(streamEnd());
    private static final ByteBuf BUSY = failure("429 Too Many Requests", "rate_limit_exceeded");
    private static final ByteBuf BROKEN = failure("500 Internal Server Error", "server_error");

    /// What is around a piece's text; the chunk always has the same length, so that its frame is ready too.
    private static final String BEFORE =
            "data:"
                + " {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":\"paced\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"";

    private static final String AFTER = "\"},\"finish_reason\":null}]}\n\n";
    private static final int DIGITS = 19;
    private static final byte[] PIECE_START =
            (chunkSize(BEFORE.length() + DIGITS + AFTER.length()) + BEFORE).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PIECE_END = (AFTER + "\r\n").getBytes(StandardCharsets.US_ASCII);

    private final MockCounts counts;
    private int bodyStart = -1;
    private int bodyLength;
    private boolean getsCounts;
    private Future<?> stream;
    private int piecesLeft;

    MockCall(MockCounts counts) {
        this.counts = counts;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (bodyStart < 0 && !readHead(in)) {
            return;
        }
        if (in.readableBytes() < bodyStart + bodyLength) {
            return;
        }
        String body = in.toString(in.readerIndex() + bodyStart, bodyLength, StandardCharsets.ISO_8859_1);
        in.skipBytes(bodyStart + bodyLength);
        bodyStart = -1;
        answer(context, body);
    }

    private boolean readHead(ByteBuf in) {
        String text = in.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        bodyStart = end + 4;
        bodyLength = (int) Math.max(0, Heads.contentLength(text, end));
        getsCounts = text.startsWith("GET ");
        return true;
    }

    private void answer(ChannelHandlerContext context, String body) {
        if (getsCounts) {
            context.writeAndFlush(whole("200 OK", "text/plain", counts.lines()));
            return;
        }
        String model = field(body, "\"model\":");
        boolean streams = body.contains("\"stream\":true");
        counts.asked(model);
        int turn = model.equals("flaky") ? turn(body) : 0;
        switch (turn) {
            case 1 -> write(context, BROKEN);
            case 2 -> write(context, BUSY);
            case 3 -> context.close();
            case 4 -> startStream(context, model, PIECES / 2);
            default -> {
                if (streams) {
                    startStream(context, model, 0);
                } else {
                    counts.reported(model, IN + OUT);
                    write(context, PLAIN);
                }
            }
        }
    }

    private int turns;

    private int turn(String body) {
        turns++;
        boolean streams = body.contains("\"stream\":true");
        return turns % 19 == 0 ? 1 : turns % 23 == 0 ? 2 : turns % 29 == 0 ? 3 : streams && turns % 7 == 0 ? 4 : 0;
    }

    private static String field(String body, String name) {
        int at = body.indexOf(name);
        int from = body.indexOf('"', at + name.length()) + 1;
        return at < 0 ? "" : body.substring(from, body.indexOf('"', from));
    }

    /// @param breakAt how many pieces are left when it breaks off; 0 for a proper end
    private void startStream(ChannelHandlerContext context, String model, int breakAt) {
        piecesLeft = PIECES;
        context.write(STREAM_HEAD.retainedDuplicate(), context.voidPromise());
        stream =
                context.executor()
                        .scheduleAtFixedRate(() -> next(context, model, breakAt), 0, GAP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void next(ChannelHandlerContext context, String model, int breakAt) {
        if (piecesLeft > breakAt) {
            piecesLeft--;
            write(context, piece(context));
            return;
        }
        stream.cancel(false);
        if (breakAt > 0) {
            context.close();
        } else {
            counts.reported(model, IN + OUT);
            write(context, STREAM_END);
        }
    }

    private static ByteBuf piece(ChannelHandlerContext context) {
        var piece = context.alloc().buffer(PIECE_START.length + DIGITS + PIECE_END.length);
        piece.writeBytes(PIECE_START);
        long now = System.nanoTime();
        for (long digit = 1_000_000_000_000_000_000L; digit > 0; digit /= 10) {
            piece.writeByte('0' + (int) (now / digit % 10));
        }
        return piece.writeBytes(PIECE_END);
    }

    /// When the last piece in `bytes` was written, in the nanoseconds of this machine's clock that all programs share.
    ///
    /// @return -1 when there is none
    static long writtenAt(ByteBuf bytes) {
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        int at = text.lastIndexOf("\"content\":\"");
        int from = at + "\"content\":\"".length();
        return at < 0 || from + DIGITS > text.length() ? -1 : Long.parseLong(text, from, from + DIGITS, 10);
    }

    private static void write(ChannelHandlerContext context, ByteBuf bytes) {
        var shared = bytes == PLAIN || bytes == STREAM_END || bytes == BUSY || bytes == BROKEN;
        context.writeAndFlush(shared ? bytes.retainedDuplicate() : bytes, context.voidPromise());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (stream != null) {
            stream.cancel(false);
        }
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private static ByteBuf plain() {
        String text = "All services are well. ".repeat(20);
        return whole(
                "200 OK",
                "application/json",
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1767225600,\"model\":\"plain\",\"choices\":"
                    + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                        + text
                        + "\"},\"finish_reason\":\"stop\"}],"
                        + USAGE
                        + "}");
    }

    private static ByteBuf failure(String status, String code) {
        return whole(
                status,
                "application/json",
                "{\"error\":{\"message\":\"Not now.\",\"type\":\"" + code + "\",\"code\":\"" + code + "\"}}");
    }

    private static ByteBuf whole(String status, String type, String body) {
        return ready(
                "HTTP/1.1 "
                        + status
                        + "\r\ncontent-type: "
                        + type
                        + "\r\ncontent-length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
    }

    private static String streamEnd() {
        String start = BEFORE.substring(0, BEFORE.indexOf("\"choices\""));
        String stop = start + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
        String usage = start + "\"choices\":[]," + USAGE + "}\n\n";
        String all = stop + usage + "data: [DONE]\n\n";
        return chunkSize(all.length()) + all + "\r\n0\r\n\r\n";
    }

    private static String chunkSize(int bytes) {
        return Integer.toHexString(bytes) + "\r\n";
    }

    private static ByteBuf ready(String text) {
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
