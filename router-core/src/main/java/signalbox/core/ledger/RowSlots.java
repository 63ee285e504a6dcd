package signalbox.core.ledger;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import signalbox.core.ledger.JournalRecord.CallRecord;

/// Rows that a client may have seen and that the journal may not hold yet, in `DATA/rows`: a memory-mapped file, which
/// outlives a killed process without any call waiting for a disk. A row is put into a slot before the last byte of its
/// answer goes out, and the slot is free again once the journal has fsync'd the row; what is still there at the next
/// start goes into the journal then. Thread-safe.
///
/// A slot: 4 bytes length (0 when it is free), 4 bytes CRC-32C of the rest, then the format, the journal segment at the
/// time, and the record. When the disk has stalled for so long that every slot is taken, rows go without: their money
/// is safe in any case, as escrow.
final class RowSlots implements AutoCloseable {
    static final int SLOTS = 1024;
    static final int SLOT_BYTES = 4096;

    private static final int HEAD = 8;
    private static final int NONE = -1;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final Names NO_NAMES = new NoNames();

    /// One a thread, for the next row; dropped where a huge row has made it grow.
    private static final ThreadLocal<RecordWriter> WRITERS = ThreadLocal.withInitial(() -> new RecordWriter(NO_NAMES));

    private static final int LARGEST_KEPT = 4 * SLOT_BYTES;

    private final Arena arena;
    private final MemorySegment memory;
    private final ConcurrentLinkedDeque<Integer> free = new ConcurrentLinkedDeque<>();

    /// A row that was left.
    ///
    /// @param segment the journal's segment when it was put there; it can be in that one or in a later one
    record Left(int place, int segment, CallRecord record) {}

    private RowSlots(Arena arena, MemorySegment memory) {
        this.arena = arena;
        this.memory = memory;
        for (int place = 0; place < memory.byteSize() / SLOT_BYTES; place++) {
            free.add(place);
        }
    }

    /// No slots: every row goes without.
    static RowSlots none() {
        return new RowSlots(Arena.ofShared(), MemorySegment.NULL);
    }

    /// Opens the file, making it when it is not there.
    static RowSlots open(Path file) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = PrivateFiles.open(file, options)) {
            long size = (long) SLOTS * SLOT_BYTES;
            // real zeros, because writing into a hole of a mapped file on a full disk would end the process
            var zeros = ByteBuffer.allocate((int) Math.max(0, size - channel.size()));
            for (long at = channel.size(); zeros.hasRemaining(); ) {
                at += channel.write(zeros, at);
            }
            Arena arena = Arena.ofShared();
            return new RowSlots(arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena));
        }
    }

    /// Keeps a record until [#free].
    ///
    /// @return its place, or -1 when there is none
    int put(CallRecord record, int segment) {
        RecordWriter bytes = WRITERS.get();
        write(bytes, record, segment);
        if (bytes.size() > SLOT_BYTES - HEAD) {
            write(bytes, new CallRecord(record.row().withSteps(List.of()), record.charges()), segment);
        }
        Integer place = bytes.size() > SLOT_BYTES - HEAD ? null : free.pollFirst();
        boolean written = place != null && written(place, bytes.array(), bytes.size());
        if (bytes.array().length > LARGEST_KEPT) {
            WRITERS.remove();
        }
        return written ? place : NONE;
    }

    private boolean written(int place, byte[] bytes, int length) {
        long at = (long) place * SLOT_BYTES;
        try {
            MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, at + HEAD, length);
            memory.set(INT, at + 4, Frame.crc(bytes, 0, length));
            memory.set(INT, at, length);
            return true;
        } catch (IllegalStateException closed) {
            // a call that ends after the stop: its money counts as unreported
            return false;
        }
    }

    /// Gives a place back; -1 is none.
    void free(int place) {
        if (place != NONE) {
            memory.set(INT, (long) place * SLOT_BYTES, 0);
            // the same few pages again and again
            free.addFirst(place);
        }
    }

    /// What the last process left; the places stay taken until they are freed. Half-written rows are dropped: nobody
    /// has seen their answers.
    List<Left> left() {
        var left = new ArrayList<Left>();
        for (int place = 0; place < memory.byteSize() / SLOT_BYTES; place++) {
            int length = memory.get(INT, (long) place * SLOT_BYTES);
            Left row = length == 0 ? null : read(place, length);
            if (row != null) {
                free.remove(place);
                left.add(row);
            }
        }
        return left;
    }

    private Left read(int place, int length) {
        long at = (long) place * SLOT_BYTES;
        if (length < 0 || length > SLOT_BYTES - HEAD) {
            return null;
        }
        byte[] bytes = memory.asSlice(at + HEAD, length).toArray(ValueLayout.JAVA_BYTE);
        if (Frame.crc(bytes, 0, length) != memory.get(INT, at + 4)) {
            return null;
        }
        var in = new RecordReader(NO_NAMES, bytes, 0, length);
        boolean ours = in.unsigned() == Frame.FORMAT;
        return ours ? new Left(place, in.number(), (CallRecord) RecordCodec.read(in)) : null;
    }

    private static void write(RecordWriter out, CallRecord record, int segment) {
        out.cut(0);
        out.unsigned(Frame.FORMAT);
        out.unsigned(segment);
        RecordCodec.write(out, record);
    }

    /// Unmaps the file. Rows put later go without.
    @Override
    public void close() {
        arena.close();
    }

    /// A slot is read alone, so every name is written out.
    private static final class NoNames implements Names {
        @Override
        public int find(String text) {
            return -1;
        }

        @Override
        public boolean accepts(String text) {
            return false;
        }

        @Override
        public void define(String text) {
            throw new IllegalStateException("names are written out here");
        }

        @Override
        public String text(int number) {
            throw new IndexOutOfBoundsException("names are written out here");
        }
    }
}
