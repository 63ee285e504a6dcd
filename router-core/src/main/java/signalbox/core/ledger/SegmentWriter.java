package signalbox.core.ledger;

import java.io.IOException;
import java.util.List;

/// Writes one segment. After an exception it must not be used again; what was synced before it stands. Used by one
/// thread.
final class SegmentWriter {
    private final JournalFiles.Segment file;
    private final int number;
    private final Dictionary dictionary;
    private final RecordWriter out;
    private final byte[] linkBefore;
    private byte[] link;
    private byte[] syncedLink;
    private long headerSize;
    private long size;
    private long syncedSize;
    private long sequence;

    private SegmentWriter(
            JournalFiles.Segment file, int number, Dictionary dictionary, byte[] link, long size, long sequence) {
        this.file = file;
        this.number = number;
        this.dictionary = dictionary;
        this.out = new RecordWriter(dictionary);
        this.linkBefore = link;
        this.link = link;
        this.syncedLink = link;
        this.size = size;
        this.syncedSize = size;
        this.sequence = sequence;
    }

    /// Makes a segment that starts with a checkpoint, durably. Leaves no file behind when that fails.
    static SegmentWriter create(JournalFiles files, int number, LedgerState checkpoint, byte[] linkBefore)
            throws IOException {
        files.delete(number);
        try {
            JournalFiles.Segment file = files.create(number);
            var segment = new SegmentWriter(file, number, new Dictionary(), linkBefore, 0, checkpoint.sequence());
            try {
                segment.writeHeader(checkpoint);
                segment.sync();
                segment.headerSize = segment.size;
                return segment;
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            files.delete(number);
            throw e;
        }
    }

    /// Goes on where a reader stopped.
    static SegmentWriter resume(JournalFiles.Segment file, int number, SegmentReader read) {
        return new SegmentWriter(file, number, read.dictionary(), read.link(), read.offset(), read.sequence());
    }

    private void writeHeader(LedgerState checkpoint) throws IOException {
        Frame.begin(out);
        out.unsigned(Frame.FORMAT);
        out.unsigned(number);
        out.raw(link, 0, Frame.LINK);
        RecordCodec.writeState(out, checkpoint);
        writeFrame(Frame.HEADER);
    }

    /// Writes records as one frame: after a crash all of them are there or none.
    ///
    /// @throws IllegalArgumentException when they cannot be written; the segment is as it was before
    void write(List<JournalRecord> records) throws IOException {
        int names = dictionary.size();
        try {
            Frame.begin(out);
            out.unsigned(sequence + 1);
            out.unsigned(records.size());
            out.unsigned(size - syncedSize);
            records.forEach(record -> RecordCodec.write(out, record));
        } catch (RuntimeException e) {
            dictionary.cut(names);
            throw new IllegalArgumentException("a record cannot be written", e);
        }
        if (out.size() - Frame.HEAD + Frame.LINK_KEPT > Frame.LONGEST) {
            dictionary.cut(names);
            throw new IllegalArgumentException("a record is too long");
        }
        writeFrame(Frame.BATCH);
        sequence += records.size();
    }

    private void writeFrame(byte mark) throws IOException {
        link = Frame.end(out, mark, link);
        file.write(out.view(), size);
        size += out.size();
    }

    void sync() throws IOException {
        file.sync();
        syncedSize = size;
        syncedLink = link;
    }

    void close() throws IOException {
        file.close();
    }

    int number() {
        return number;
    }

    long size() {
        return size;
    }

    /// Whether nothing but the header is certainly on the disk.
    boolean blank() {
        return syncedSize == headerSize;
    }

    /// The link that the header of a blank segment names.
    byte[] linkBefore() {
        return linkBefore;
    }

    /// How far the file is certainly on the disk.
    long syncedSize() {
        return syncedSize;
    }

    /// The link of the last frame that is certainly on the disk.
    byte[] syncedLink() {
        return syncedLink;
    }
}
