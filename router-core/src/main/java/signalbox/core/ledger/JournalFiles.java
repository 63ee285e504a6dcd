package signalbox.core.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The file operations that the journal needs, and no more, so that tests can make any of them fail or stop half-way.
interface JournalFiles {
    /// The numbers of the segments that are there, ascending.
    List<Integer> list() throws IOException;

    /// Makes a new, empty segment whose directory entry is durable.
    Segment create(int number) throws IOException;

    Segment open(int number) throws IOException;

    /// Opens a segment that is only read. A file that is open for writing keeps its disk from becoming read-only.
    default Segment openToRead(int number) throws IOException {
        return open(number);
    }

    void delete(int number) throws IOException;

    /// Where a segment is, for messages.
    String name(int number);

    /// Makes sure that spare room is set aside on the disk, for writing out what is queued when the disk is full.
    void keepReserve() throws IOException;

    /// Gives the spare room back to the disk.
    void releaseReserve() throws IOException;

    /// One segment file. Reads may happen in another thread than writes, on another instance.
    interface Segment extends Closeable {
        long size() throws IOException;

        /// Reads into the buffer until it is full or the file ends.
        void read(ByteBuffer buffer, long position) throws IOException;

        /// Writes the whole buffer.
        void write(ByteBuffer buffer, long position) throws IOException;

        /// Returns once everything written is on the disk.
        void sync() throws IOException;

        void truncate(long size) throws IOException;
    }
}
