package signalbox.core.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A segment that was read into memory. Cannot be written.
record BytesSegment(byte[] bytes) implements JournalFiles.Segment {
    /// Reads a segment up to `limit`.
    static BytesSegment read(JournalFiles.Segment file, long limit) throws IOException {
        var buffer = ByteBuffer.allocate(Math.toIntExact(limit));
        file.read(buffer, 0);
        if (buffer.hasRemaining()) {
            throw new IOException("a segment became shorter while it was read");
        }
        return new BytesSegment(buffer.array());
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(ByteBuffer buffer, long position) {
        int start = (int) Math.min(position, bytes.length);
        buffer.put(bytes, start, Math.min(buffer.remaining(), bytes.length - start));
    }

    @Override
    public void write(ByteBuffer buffer, long position) {
        throw new UnsupportedOperationException("a copy for reading");
    }

    @Override
    public void sync() {
        throw new UnsupportedOperationException("a copy for reading");
    }

    @Override
    public void truncate(long size) {
        throw new UnsupportedOperationException("a copy for reading");
    }

    @Override
    public void close() {
        // nothing is open
    }
}
