package signalbox.core.ledger;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The journal's files in a directory: `00000001.sbj` and so on, and `reserve`.
final class DiskFiles implements JournalFiles {
    static final int RESERVE_BYTES = 4 << 20;

    private static final Pattern NAME = Pattern.compile("(\\d{8})\\.sbj");

    private final Path directory;
    private final Path reserve;

    /// Makes the directory when it is not there.
    DiskFiles(Path directory) throws IOException {
        PrivateFiles.directory(directory);
        this.directory = directory;
        this.reserve = directory.resolve("reserve");
    }

    @Override
    public List<Integer> list() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(matcher -> matcher.matches())
                    .map(matcher -> Integer.valueOf(matcher.group(1)))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Segment create(int number) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var segment = new OpenSegment(PrivateFiles.open(path(number), options));
        PrivateFiles.sync(directory);
        return segment;
    }

    @Override
    public Segment open(int number) throws IOException {
        return new OpenSegment(
                PrivateFiles.open(path(number), Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)));
    }

    @Override
    public Segment openToRead(int number) throws IOException {
        return new OpenSegment(FileChannel.open(path(number), StandardOpenOption.READ));
    }

    @Override
    public void delete(int number) throws IOException {
        Files.deleteIfExists(path(number));
        PrivateFiles.sync(directory);
    }

    @Override
    public String name(int number) {
        return path(number).toString();
    }

    @Override
    public void keepReserve() throws IOException {
        if (Files.exists(reserve) && Files.size(reserve) == RESERVE_BYTES) {
            return;
        }
        // real zeros, not a sparse file: only written blocks are set aside
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try (FileChannel channel = PrivateFiles.open(reserve, options)) {
            var zeros = ByteBuffer.allocate(RESERVE_BYTES);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(reserve);
            throw e;
        }
    }

    @Override
    public void releaseReserve() throws IOException {
        Files.deleteIfExists(reserve);
    }

    private Path path(int number) {
        return directory.resolve("%08d.sbj".formatted(number));
    }

    private record OpenSegment(FileChannel channel) implements Segment {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer buffer, long position) throws IOException {
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, position);
                if (read < 0) {
                    return;
                }
                position += read;
            }
        }

        @Override
        public void write(ByteBuffer buffer, long position) throws IOException {
            while (buffer.hasRemaining()) {
                int written = channel.write(buffer, position);
                if (written <= 0) {
                    throw new EOFException("nothing could be written");
                }
                position += written;
            }
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
