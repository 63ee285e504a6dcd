package signalbox.core.ledger;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Copies a data directory into one zip file: the journal up to a place that is certainly on the disk, and every other
/// file but what can be made again (the database) or belongs to a run (lock, socket, logs). The vault stays encrypted,
/// and the key file that opens one without a master password stays out: whoever finds a backup finds no provider key.
/// What is copied is checked on the way: a damaged journal is refused, not copied.
///
/// Appending goes on meanwhile. The file appears under its name only when it is whole and on the disk.
public final class Backup {
    /// Opens the vault beside it; see `signalbox.core.secret`.
    static final Path VAULT_KEY = Path.of("vault.key");

    private final Path dataDir;
    private final JournalFiles files;
    private final ZipOutputStream zip;
    private final List<BackupManifest.Entry> entries = new ArrayList<>();
    private byte[] link;
    private long sequence;

    private Backup(Path dataDir, JournalFiles files, ZipOutputStream zip) {
        this.dataDir = dataDir;
        this.files = files;
        this.zip = zip;
    }

    /// @param file where it is
    /// @param at when it was made; everything before is in it
    /// @param records how many journal records are in it since the data directory began
    /// @param files how many files are in it
    /// @param bytes size of the zip file
    /// @param vaultKeyLeftOut whether there is a `vault.key`, which is not in it
    public record Result(Path file, Instant at, long records, int files, long bytes, boolean vaultKeyLeftOut) {}

    /// Backs up a data directory that no router runs on.
    ///
    /// @throws LedgerException `data_dir_in_use`, `no_data`, `journal_damaged`, `journal_newer`, `file_exists`,
    ///   `bad_backup_place`, `backup_unwritable`; then no file was made
    public static Result of(Path dataDir, Path file, InstantSource clock) throws LedgerException {
        try {
            JournalFiles files = JournalCheck.files(dataDir);
            try (DataLock _ = DataLock.take(dataDir)) {
                List<JournalWalk.Found> found = JournalWalk.of(files, null);
                JournalCheck.sum(files, found).refuseDamage();
                var last = found.reversed().stream().filter(one -> one.after() != null).findFirst();
                if (last.isEmpty()) {
                    throw new LedgerException("no_data", "The journal in " + dataDir + " holds nothing yet.", null);
                }
                var end = new JournalPosition(last.get().number(), last.get().sound(), last.get().after().sequence());
                return of(dataDir, files, end, file, clock.instant());
            }
        } catch (IOException e) {
            throw Unusable.dataDir(dataDir, e);
        }
    }

    /// @param end where the journal ends for certain
    /// @param at an instant before `end` was asked for
    static Result of(Path dataDir, JournalFiles files, JournalPosition end, Path file, Instant at)
            throws LedgerException {
        Path target = file.toAbsolutePath().normalize();
        refuse(dataDir, target);
        Path part = target.resolveSibling(target.getFileName() + ".part-" + UUID.randomUUID());
        try {
            try {
                Backup backup;
                try (FileChannel channel = Replacement.create(part);
                        var zip = new ZipOutputStream(unclosed(channel))) {
                    zip.setLevel(Deflater.BEST_SPEED);
                    backup = new Backup(dataDir, files, zip);
                    backup.copy(end, at);
                    zip.finish();
                    channel.force(true);
                }
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                PrivateFiles.sync(target.getParent());
                boolean key = Files.exists(dataDir.resolve(VAULT_KEY));
                return new Result(target, at, backup.sequence, backup.entries.size(), Files.size(target), key);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new LedgerException(
                    "backup_unwritable",
                    "The backup "
                            + target
                            + " cannot be written: "
                            + Unusable.why(e)
                            + ". Check its directory, its permissions and the room on its disk.",
                    e);
        }
    }

    private static void refuse(Path dataDir, Path target) throws LedgerException {
        if (Files.exists(target)) {
            throw new LedgerException(
                    "file_exists", target + " is there already. Name another file, or move that one away.", null);
        }
        if (target.startsWith(dataDir.toAbsolutePath().normalize())) {
            throw new LedgerException(
                    "bad_backup_place",
                    "A backup inside the data directory would be lost with it. Name a file elsewhere.",
                    null);
        }
    }

    /// The channel is synced after the zip stream has ended, so that stream must not close it.
    private static OutputStream unclosed(FileChannel channel) {
        return new FilterOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    private void copy(JournalPosition end, Instant at) throws IOException, LedgerException {
        for (Path file : Replacement.keepsakes(dataDir)) {
            if (file.equals(VAULT_KEY)) {
                continue;
            }
            try (InputStream in = Files.newInputStream(dataDir.resolve(file))) {
                add(file.toString().replace('\\', '/'), in);
            } catch (NoSuchFileException e) {
                // removed since it was listed: it is not a part of the directory any more
            }
        }
        for (int number : files.list()) {
            if (number <= end.segment()) {
                addSegment(number, end);
            }
        }
        if (sequence != end.sequence()) {
            throw new IOException("the journal ends at record " + sequence + " instead of " + end.sequence());
        }
        zip.putNextEntry(new ZipEntry(BackupManifest.NAME));
        zip.write(new BackupManifest(BackupManifest.FORMAT, at, sequence, link, entries).write());
        zip.closeEntry();
    }

    private void addSegment(int number, JournalPosition end) throws IOException, LedgerException {
        try (JournalFiles.Segment file = files.openToRead(number)) {
            var bytes = BytesSegment.read(file, number == end.segment() ? end.offset() : file.size());
            check(number, bytes);
            add("journal/%08d.sbj".formatted(number), new ByteArrayInputStream(bytes.bytes()));
        }
    }

    private void check(int number, BytesSegment bytes) throws IOException, LedgerException {
        String why;
        long offset = 0;
        try {
            var reader = new SegmentReader(bytes, number);
            boolean joined = link == null || Arrays.equals(link, reader.linkBefore());
            while (reader.next(bytes.size()) != null) {
                // reading checks every frame
            }
            link = reader.link();
            sequence = reader.sequence();
            if (joined) {
                return;
            }
            why = "it does not follow the segment before it";
        } catch (BrokenSegment e) {
            why = e.getMessage();
            offset = e.offset();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            why = "its header cannot be read";
        }
        throw Unusable.journal(new JournalCheck.Damage(files.name(number), offset, why, false), null);
    }

    private void add(String path, InputStream in) throws IOException {
        MessageDigest sha = Frame.sha256();
        var buffer = new byte[1 << 16];
        long bytes = 0;
        zip.putNextEntry(new ZipEntry(path));
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sha.update(buffer, 0, read);
            zip.write(buffer, 0, read);
            bytes += read;
        }
        zip.closeEntry();
        entries.add(new BackupManifest.Entry(path, bytes, HexFormat.of().formatHex(sha.digest())));
    }
}
