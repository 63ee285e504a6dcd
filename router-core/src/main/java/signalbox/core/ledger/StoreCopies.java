package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Copies of the database from before its schema was brought up to date, in `DATA/store-copies`, named by the schema
/// they have and the time they were made: `ledger-1-20261121-074512.mv.db`. The last three are kept.
final class StoreCopies {
    static final String DIRECTORY = "store-copies";

    private static final int KEPT = 3;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private StoreCopies() {}

    /// Copies a database file that nobody has open.
    static Path make(Path file, String schema, Instant now) throws IOException {
        Path copies = file.toAbsolutePath().getParent().resolveSibling(DIRECTORY);
        PrivateFiles.directory(copies);
        String name = "ledger-" + schema + "-" + STAMP.format(now);
        Path copy = copies.resolve(name + ".mv.db");
        for (int i = 2; Files.exists(copy); i++) {
            copy = copies.resolve(name + "-" + i + ".mv.db");
        }
        Replacement.copy(file, copy);
        prune(copies);
        return copy;
    }

    private static void prune(Path copies) throws IOException {
        try (Stream<Path> files = Files.list(copies)) {
            List<Path> newestFirst =
                    files.filter(file -> file.toString().endsWith(".mv.db"))
                            .sorted(Comparator.comparing(StoreCopies::made).reversed())
                            .toList();
            for (Path old : newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
                Files.delete(old);
            }
        }
    }

    /// The part of the name that says when, which sorts as time does.
    private static String made(Path copy) {
        return copy.getFileName().toString().replaceFirst("^ledger-[^-]*-", "");
    }
}
