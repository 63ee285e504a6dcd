package signalbox.core.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads one segment frame by frame and checks everything on the way. May follow a segment that is still being written,
/// up to a limit that the writer vouches for. Used by one thread.
final class SegmentReader implements Closeable {
    private static final int WINDOW = 1 << 18;

    private final JournalFiles.Segment file;
    private final Dictionary dictionary = new Dictionary();
    private final LedgerState checkpoint;
    private final byte[] linkBefore;
    private byte[] link;
    private long offset;
    private long sequence;

    private byte[] window = new byte[0];
    private long windowStart;

    /// A batch of records that were appended together.
    ///
    /// @param sequence number of the first record
    record Batch(long sequence, List<JournalRecord> records) {}

    /// Opens the segment and reads its header.
    SegmentReader(JournalFiles.Segment file, int number) throws IOException, BrokenSegment {
        this.file = file;
        int length = frame(file.size(), Frame.HEADER);
        var in = new RecordReader(dictionary, window, at(Frame.HEAD), at(Frame.HEAD + length - Frame.LINK_KEPT));
        long format = in.unsigned();
        if (format > Frame.FORMAT) {
            throw new BrokenSegment(BrokenSegment.Kind.NEWER, 0, "its format is " + format);
        }
        if (in.unsigned() != number) {
            throw new BrokenSegment(BrokenSegment.Kind.FOREIGN, 0, "it is another segment");
        }
        linkBefore = in.raw(Frame.LINK);
        link = linkBefore;
        checkpoint = RecordCodec.readState(in);
        sequence = checkpoint.sequence();
        advance(length);
    }

    LedgerState checkpoint() {
        return checkpoint;
    }

    /// The link that the segment before must end with.
    byte[] linkBefore() {
        return linkBefore;
    }

    /// The link of the last frame read.
    byte[] link() {
        return link;
    }

    /// Where the next frame starts.
    long offset() {
        return offset;
    }

    /// Number of the last record read.
    long sequence() {
        return sequence;
    }

    long size() throws IOException {
        return file.size();
    }

    Dictionary dictionary() {
        return dictionary;
    }

    /// The next batch; null when there is nothing between here and `limit`.
    Batch next(long limit) throws IOException, BrokenSegment {
        if (offset == limit) {
            return null;
        }
        int length = frame(limit, Frame.BATCH);
        int end = at(Frame.HEAD + length - Frame.LINK_KEPT);
        try {
            var in = new RecordReader(dictionary, window, at(Frame.HEAD), end);
            long first = in.unsigned();
            if (first != sequence + 1) {
                throw foreign("its records are numbered from " + first + " after " + sequence);
            }
            int count = in.count();
            in.unsigned();
            var records = new ArrayList<JournalRecord>(count);
            for (int i = 0; i < count; i++) {
                records.add(RecordCodec.read(in));
            }
            sequence += count;
            advance(length);
            return new Batch(first, records);
        } catch (RecordCodec.NewerRecord e) {
            throw new BrokenSegment(BrokenSegment.Kind.NEWER, offset, e.getMessage());
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw foreign("a record cannot be read: " + e.getMessage());
        }
    }

    /// Checks the next frame without reading its records; after this, [#next] must not be called any more.
    ///
    /// @return false when there is nothing between here and `limit`
    boolean skip(long limit) throws IOException, BrokenSegment {
        if (offset == limit) {
            return false;
        }
        advance(frame(limit, Frame.BATCH));
        return true;
    }

    /// Whether a whole frame after the broken place at [#offset] says that the broken place was fsync'd before it was
    /// written. Then the break is damage; otherwise it is a tail that nobody was told is durable.
    boolean damagedBelow(long limit) throws IOException {
        for (long at = offset + 1; at + Frame.HEAD <= limit; at++) {
            require(at, Frame.HEAD, limit);
            int length = Frame.length(ByteBuffer.wrap(window), (int) (at - windowStart), Frame.BATCH);
            if (length > 0 && at + Frame.HEAD + length <= limit && syncedBefore(at, length, limit) > offset) {
                return true;
            }
        }
        return false;
    }

    /// Whether any whole batch frame stands in a segment whose header is broken.
    static boolean anyBatch(JournalFiles.Segment file) throws IOException {
        byte[] bytes = new byte[(int) file.size()];
        file.read(ByteBuffer.wrap(bytes), 0);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (int at = 0; at + Frame.HEAD <= bytes.length; at++) {
            int length = Frame.length(buffer, at, Frame.BATCH);
            boolean whole = length > 0 && length <= bytes.length - at - Frame.HEAD;
            if (whole && Frame.crc(bytes, at + Frame.HEAD, length) == buffer.getInt(at + 4)) {
                return true;
            }
        }
        return false;
    }

    private long syncedBefore(long at, int length, long limit) throws IOException {
        require(at, Frame.HEAD + length, limit);
        int start = (int) (at - windowStart);
        int crc = ByteBuffer.wrap(window).getInt(start + 4);
        if (Frame.crc(window, start + Frame.HEAD, length) != crc) {
            return -1;
        }
        var in = new RecordReader(dictionary, window, start + Frame.HEAD, start + Frame.HEAD + length);
        in.unsigned();
        in.unsigned();
        return at - in.unsigned();
    }

    /// Checks the frame at [#offset] and brings it into the window.
    ///
    /// @return its payload length
    private int frame(long limit, byte mark) throws IOException, BrokenSegment {
        if (limit - offset < Frame.HEAD) {
            throw noFrame("it ends within a frame's head");
        }
        require(offset, Frame.HEAD, limit);
        int length = Frame.length(ByteBuffer.wrap(window), at(0), mark);
        if (length < 0) {
            throw noFrame("no frame starts there");
        }
        if (limit - offset - Frame.HEAD < length) {
            throw noFrame("it ends within a frame");
        }
        require(offset, Frame.HEAD + length, limit);
        if (Frame.crc(window, at(Frame.HEAD), length) != ByteBuffer.wrap(window).getInt(at(4))) {
            throw noFrame("the checksum is wrong");
        }
        return length;
    }

    private void advance(int length) throws BrokenSegment {
        int fields = length - Frame.LINK_KEPT;
        byte[] next = Frame.link(link, window, at(Frame.HEAD), fields);
        if (!Frame.linkMatches(next, window, at(Frame.HEAD + fields))) {
            throw foreign("it does not belong to the frames before it");
        }
        link = next;
        offset += Frame.HEAD + length;
    }

    private int at(int inFrame) {
        return (int) (offset - windowStart) + inFrame;
    }

    private void require(long from, int length, long limit) throws IOException {
        if (from >= windowStart && from + length <= windowStart + window.length) {
            return;
        }
        window = new byte[(int) Math.min(limit - from, Math.max(length, WINDOW))];
        windowStart = from;
        ByteBuffer buffer = ByteBuffer.wrap(window);
        file.read(buffer, from);
        if (buffer.hasRemaining()) {
            window = Arrays.copyOf(window, buffer.position());
            throw new IOException("the file became shorter while it was read");
        }
    }

    private BrokenSegment noFrame(String why) {
        return new BrokenSegment(BrokenSegment.Kind.NO_FRAME, offset, why);
    }

    private BrokenSegment foreign(String why) {
        return new BrokenSegment(BrokenSegment.Kind.FOREIGN, offset, why);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
