package signalbox.core.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A data directory that is made beside another one and then takes its place as a whole; the other one is moved aside,
/// never deleted. Until [#takePlace] nothing has changed; [#close] removes what did not take its place.
final class Replacement implements AutoCloseable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path dataDir;
    private final Path fresh;

    /// @throws IOException also when another replacement is under way
    Replacement(Path dataDir) throws IOException {
        this.dataDir = dataDir.toAbsolutePath();
        this.fresh = this.dataDir.resolveSibling(this.dataDir.getFileName() + ".new");
        clear();
        PrivateFiles.directory(fresh);
    }

    /// Where the new one is made.
    Path fresh() {
        return fresh;
    }

    /// Puts the new one in place.
    ///
    /// @param word why the old one was moved, as a part of its new name
    /// @return where the old one is now; null when there was none, or an empty one
    Path takePlace(String word, Instant now) throws IOException {
        PrivateFiles.sync(fresh);
        Path aside = null;
        if (!isEmpty(dataDir)) {
            aside = free(word, now);
            Files.move(dataDir, aside, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(dataDir);
        }
        Files.move(fresh, dataDir, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.sync(dataDir.getParent());
        return aside;
    }

    static boolean isEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private Path free(String word, Instant now) {
        String name = dataDir.getFileName() + "." + word + "-" + STAMP.format(now);
        Path aside = dataDir.resolveSibling(name);
        for (int i = 2; Files.exists(aside); i++) {
            aside = dataDir.resolveSibling(name + "-" + i);
        }
        return aside;
    }

    @Override
    public void close() throws IOException {
        clear();
    }

    private void clear() throws IOException {
        if (!Files.isDirectory(fresh, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                fresh,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// The regular files of a data directory that nothing else can bring back and that are not the journal's: paths
    /// relative to it, in order.
    static List<Path> keepsakes(Path dataDir) throws IOException {
        var keep = new ArrayList<Path>();
        try (Stream<Path> files = Files.walk(dataDir)) {
            Predicate<Path> regular = file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            files.filter(regular).map(dataDir::relativize).filter(Replacement::kept).sorted().forEach(keep::add);
        }
        return keep;
    }

    private static boolean kept(Path relative) {
        String name = relative.getName(relative.getNameCount() - 1).toString();
        return switch (relative.getName(0).toString()) {
            case "journal", "lock", "logs", Database.DIRECTORY, StoreCopies.DIRECTORY -> false;
            default -> !name.endsWith(".new");
        };
    }

    /// Copies a file so that it is on the disk, readable by its owner only.
    static void copy(Path from, Path to) throws IOException {
        PrivateFiles.directory(to.getParent());
        try (FileChannel in = FileChannel.open(from);
                FileChannel out = create(to)) {
            for (long at = 0, size = in.size(); at < size; ) {
                at += in.transferTo(at, size - at, out);
            }
            out.force(true);
        }
    }

    static FileChannel create(Path file) throws IOException {
        return PrivateFiles.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }
}
