package signalbox.core.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// Journal files in memory that can run full, fail, and lose what was not synced. Thread-safe.
final class MemoryFiles implements JournalFiles {
    private final Map<Integer, Content> segments = new TreeMap<>();
    private long capacity = Long.MAX_VALUE;
    private long reserve;
    private boolean syncFails;
    private int syncs;
    private volatile CountDownLatch stalled = new CountDownLatch(0);
    private volatile CountDownLatch stalling = new CountDownLatch(0);

    static final class Content {
        private byte[] bytes = new byte[0];
        private byte[] synced = new byte[0];
    }

    synchronized MemoryFiles capacity(long bytes) {
        capacity = bytes;
        return this;
    }

    synchronized void failSync(boolean fail) {
        syncFails = fail;
    }

    /// Syncs take until the latch is open.
    ///
    /// @return open when the first one has begun
    CountDownLatch stall(CountDownLatch until) {
        stalling = new CountDownLatch(1);
        stalled = until;
        return stalling;
    }

    synchronized int syncs() {
        return syncs;
    }

    synchronized boolean hasReserve() {
        return reserve > 0;
    }

    synchronized byte[] bytes(int number) {
        return segments.get(number).bytes.clone();
    }

    synchronized MemoryFiles put(int number, byte[] bytes) {
        var content = new Content();
        content.bytes = bytes.clone();
        content.synced = bytes.clone();
        segments.put(number, content);
        return this;
    }

    /// What a crash of the process would leave.
    synchronized MemoryFiles copy() {
        var copy = new MemoryFiles();
        segments.forEach((number, content) -> copy.put(number, content.bytes));
        return copy;
    }

    /// What a power cut would leave.
    synchronized MemoryFiles syncedCopy() {
        var copy = new MemoryFiles();
        segments.forEach((number, content) -> copy.put(number, content.synced));
        return copy;
    }

    private long used() {
        return reserve + segments.values().stream().mapToLong(content -> content.bytes.length).sum();
    }

    @Override
    public synchronized List<Integer> list() {
        return new ArrayList<>(segments.keySet());
    }

    @Override
    public synchronized Segment create(int number) throws IOException {
        if (used() >= capacity) {
            throw new IOException("No space left on device");
        }
        if (segments.putIfAbsent(number, new Content()) != null) {
            throw new IOException("already there");
        }
        return open(number);
    }

    @Override
    public synchronized Segment open(int number) {
        return new MemorySegment(segments.get(number));
    }

    @Override
    public synchronized void delete(int number) {
        segments.remove(number);
    }

    @Override
    public String name(int number) {
        return "segment " + number;
    }

    @Override
    public synchronized void keepReserve() throws IOException {
        if (reserve == 0) {
            if (used() + 4096 > capacity) {
                throw new IOException("No space left on device");
            }
            reserve = 4096;
        }
    }

    @Override
    public synchronized void releaseReserve() {
        reserve = 0;
    }

    private final class MemorySegment implements Segment {
        private final Content content;

        MemorySegment(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            synchronized (MemoryFiles.this) {
                return content.bytes.length;
            }
        }

        @Override
        public void read(ByteBuffer buffer, long position) {
            synchronized (MemoryFiles.this) {
                int from = (int) position;
                buffer.put(content.bytes, from, Math.min(buffer.remaining(), content.bytes.length - from));
            }
        }

        @Override
        public void write(ByteBuffer buffer, long position) throws IOException {
            synchronized (MemoryFiles.this) {
                long room = Math.max(0, capacity - used());
                boolean full = buffer.remaining() > room;
                int length = (int) Math.min(room, buffer.remaining());
                content.bytes = Arrays.copyOf(content.bytes, (int) position + length);
                buffer.get(content.bytes, (int) position, length);
                if (full) {
                    throw new IOException("No space left on device");
                }
            }
        }

        @Override
        public void sync() throws IOException {
            stalling.countDown();
            try {
                stalled.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            synchronized (MemoryFiles.this) {
                if (syncFails) {
                    throw new IOException("Input/output error");
                }
                syncs++;
                content.synced = content.bytes.clone();
            }
        }

        @Override
        public void truncate(long size) {
            synchronized (MemoryFiles.this) {
                content.bytes = Arrays.copyOf(content.bytes, (int) size);
            }
        }

        @Override
        public void close() {}
    }
}
