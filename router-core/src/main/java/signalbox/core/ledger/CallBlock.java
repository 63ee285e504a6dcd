package signalbox.core.ledger;

import java.util.List;
import java.util.function.Consumer;

/// How calls stand in the table `call_block`: many to a row of the table, because the database's work is by row. A
/// block holds calls whose ids fall into the same slice of 33 seconds, in the order of the journal, one after the
/// other, each with its length before it; so calls can be put at its end. A slice has as many blocks as it needs.
final class CallBlock {
    /// A block is not added to beyond this.
    static final int MOST_CALLS = 256;

    /// Bits of an id within its slice: 2^15 milliseconds.
    private static final int SLICE_BITS = CallId.SEQUENCE_BITS + 15;

    /// Bits of a block's number within its slice.
    private static final int BLOCK_BITS = 20;

    private CallBlock() {}

    static long slice(long id) {
        return id >>> SLICE_BITS;
    }

    static long sliceOfBlock(long block) {
        return block >>> BLOCK_BITS;
    }

    /// The first block that a slice can have.
    static long first(long slice) {
        return slice << BLOCK_BITS;
    }

    /// The last block that a slice can have.
    static long last(long slice) {
        return first(slice + 1) - 1;
    }

    /// Reads the calls of a block, in the order of the journal.
    static void read(byte[] calls, Consumer<CallEntry> each) {
        int at = 0;
        while (at < calls.length) {
            var in = new RecordReader(null, calls, at, calls.length);
            int length = in.number();
            int from = in.at();
            at = from + length;
            each.accept(CallEntry.read(calls, from, at));
        }
    }

    /// A block of these calls.
    static byte[] write(List<CallEntry> entries) {
        var out = new RecordWriter(null);
        for (CallEntry entry : entries) {
            int length = entry.end() - entry.from();
            out.unsigned(length);
            out.raw(entry.bytes(), entry.from(), length);
        }
        return out.toBytes();
    }
}
