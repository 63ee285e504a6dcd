package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database while it is open, and how far it has followed the journal. After a failure what is in memory may be
/// ahead of the file, so it must be closed. Used by the store thread.
final class Projected implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Projected.class);

    private final Database database;
    private final JournalFiles files;
    private final NameTable names;
    private final RememberedSums remembered = new RememberedSums();
    private Kept kept;
    private JournalCursor cursor;

    private Projected(Database database, JournalFiles files, NameTable names) {
        this.database = database;
        this.files = files;
        this.names = names;
        this.kept = Kept.read(database.handle());
    }

    /// Opens it, from the archive when it is new, and marks it as not closed in order.
    ///
    /// @throws Database.NewerSchema when a newer version of Signalbox wrote it
    /// @throws SQLException also when it was not closed in order and does not agree with itself
    static Projected open(Path directory, Archive archive, JournalFiles files) throws IOException, SQLException {
        Database database = Database.open(directory);
        try {
            startFromArchive(database.handle(), archive);
            AuditChain.complete(database.handle());
            var opened = new Projected(database, files, new NameTable(database.handle()));
            if (!Agreement.holds(database.handle(), opened.kept)) {
                throw new SQLException("its roll-ups and its rows disagree");
            }
            database.handle().execute("update progress set clean = false");
            return opened;
        } catch (IOException | SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// A database that is made again cannot learn from the journal what stood in dropped segments.
    private static void startFromArchive(Handle handle, Archive archive) throws IOException {
        if (sequence(handle) > 0 || !archive.exists() || Kept.read(handle).archive() > 0) {
            return;
        }
        try {
            archive.load(handle, new NameTable(handle));
        } catch (IOException | RuntimeException e) {
            LOG.error("The sums of dropped journal segments are missing from the ledger's database", e);
        }
    }

    Handle handle() {
        return database.handle();
    }

    NameTable names() {
        return names;
    }

    /// What questions about spend have added up.
    RememberedSums remembered() {
        return remembered;
    }

    /// Number of the last record taken over.
    long sequence() {
        return sequence(handle());
    }

    private static long sequence(Handle handle) {
        return handle.createQuery("select sequence from progress").mapTo(long.class).one();
    }

    /// Takes over what comes next in one transaction.
    ///
    /// @param rows how much makes it full
    /// @return what it took over; null when there was nothing up to `until`
    Take take(JournalPosition until, int rows) throws IOException, BrokenSegment {
        if (cursor == null) {
            cursor = new JournalCursor(files, sequence(), until);
        }
        var take = new Take(names, kept);
        while (take.size() < rows) {
            var batch = cursor.next(until);
            if (batch == null) {
                break;
            }
            take.add(batch);
        }
        if (take.sequence() == 0) {
            return null;
        }
        handle().useTransaction(transaction -> remembered.changed(take.save(transaction)));
        return take;
    }

    /// Writes the archive that stands for journal segments which hold nothing newer than `since`.
    ///
    /// @param old those segments, oldest first
    /// @return which of them are taken over, and so are no longer needed
    List<Integer> archive(Archive archive, long since, List<Integer> old) throws IOException {
        List<Integer> taken = cursor == null ? List.of() : old.stream().filter(cursor::isPast).toList();
        if (!taken.isEmpty()) {
            archive.write(handle(), names, since);
            kept = Kept.read(handle());
        }
        return taken;
    }

    void markClean() {
        handle().execute("update progress set clean = true");
    }

    @Override
    public void close() {
        try {
            if (cursor != null) {
                cursor.close();
            }
        } catch (IOException e) {
            LOG.warn("A journal segment could not be closed: {}", e.toString());
        }
        try {
            database.close();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("The ledger's database could not be closed: {}", e.toString());
        }
    }
}
