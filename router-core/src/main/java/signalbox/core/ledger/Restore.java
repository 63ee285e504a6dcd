package signalbox.core.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.budget.EscrowStore.Movement;
import signalbox.core.policy.Count;

/// Puts a backup into an empty data directory, or in place of one that is moved aside. Everything is checked first: the
/// manifest, every file's size and SHA-256, and the journal's whole hash chain.
///
/// The backup does not know what was spent after it. That never counts as unspent: [UnknownSpend] holds it, and an
/// incident in the journal says from which instant on spend is unknown.
public final class Restore {
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final int MOST_FILES = 100_000;
    private static final int LONGEST_MANIFEST = 32 << 20;

    private final Path file;
    private final ZipFile zip;

    private Restore(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /// @param at when the backup was made; what was spent after that is unknown
    /// @param records journal records that are back
    /// @param aside where the replaced data directory is now; null when there was none
    /// @param held what counts as spent until it is released
    public record Result(Instant at, long records, Path aside, List<Movement> held) {
        public Result {
            held = List.copyOf(held);
        }
    }

    /// @param replace whether a data directory that is there may be moved aside
    /// @throws LedgerException `data_dir_not_empty`, `data_dir_in_use`, `backup_unreadable`, `backup_damaged`,
    ///   `backup_newer`, `journal_newer`, `data_dir_unusable`; then the data directory is as it was
    public static Result run(Path file, Path dataDir, boolean replace, UnknownSpend unknown, InstantSource clock)
            throws LedgerException {
        try (ZipFile zip = open(file)) {
            if (Replacement.isEmpty(dataDir)) {
                return new Restore(file, zip).run(dataDir, unknown, clock);
            }
            if (!replace) {
                throw new LedgerException(
                        "data_dir_not_empty",
                        dataDir + " is not empty. Name another directory, or move this one aside with --replace.",
                        null);
            }
            try (DataLock _ = DataLock.take(dataDir)) {
                return new Restore(file, zip).run(dataDir, unknown, clock);
            }
        } catch (IOException e) {
            throw Unusable.dataDir(dataDir, e);
        }
    }

    private static ZipFile open(Path file) throws LedgerException {
        try {
            return new ZipFile(file.toFile());
        } catch (IOException e) {
            throw new LedgerException(
                    "backup_unreadable",
                    "The backup " + file + " cannot be read: " + Unusable.why(e) + ". Nothing was changed.",
                    e);
        }
    }

    private Result run(Path dataDir, UnknownSpend unknown, InstantSource clock) throws IOException, LedgerException {
        BackupManifest manifest = manifest();
        checkNames(manifest);
        try (var replacement = new Replacement(dataDir)) {
            for (BackupManifest.Entry entry : manifest.files()) {
                extract(entry, replacement.fresh());
            }
            checkJournal(manifest, replacement.fresh());
            keepVaultKey(dataDir, replacement.fresh());
            List<Movement> held = writeDown(replacement.fresh(), manifest, unknown, clock);
            Path aside = replacement.takePlace("replaced", clock.instant());
            return new Result(manifest.at(), manifest.sequence(), aside, held);
        }
    }

    private BackupManifest manifest() throws IOException, LedgerException {
        ZipEntry entry = zip.getEntry(BackupManifest.NAME);
        if (entry == null) {
            throw damaged("it has no manifest, so it is no Signalbox backup", null);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            BackupManifest manifest = BackupManifest.read(in.readNBytes(LONGEST_MANIFEST));
            if (manifest.format() > BackupManifest.FORMAT) {
                throw new LedgerException(
                        "backup_newer",
                        "The backup "
                                + file
                                + " was made by a newer version of Signalbox. Restore it with that version; nothing"
                                + " was changed.",
                        null);
            }
            return manifest;
        } catch (IOException e) {
            throw damaged("its manifest cannot be read", e);
        }
    }

    /// The manifest and the zip must name the same files, and none outside of the data directory.
    private void checkNames(BackupManifest manifest) throws LedgerException {
        var named = new HashSet<>(Set.of(BackupManifest.NAME));
        for (BackupManifest.Entry entry : manifest.files()) {
            if (!PATH.matcher(entry.path()).matches()) {
                throw damaged("its manifest names " + entry.path() + ", which is no file of a data directory", null);
            }
            if (!named.add(entry.path())) {
                throw damaged("its manifest names " + entry.path() + " twice", null);
            }
        }
        if (zip.size() > MOST_FILES || zip.size() != named.size()) {
            throw damaged("it holds " + Count.of(zip.size(), "file") + " instead of " + named.size(), null);
        }
        for (String name : named) {
            if (zip.getEntry(name) == null) {
                throw damaged(name + " is missing from it", null);
            }
        }
    }

    private void extract(BackupManifest.Entry entry, Path fresh) throws IOException, LedgerException {
        Path target = fresh.resolve(entry.path());
        PrivateFiles.directory(target.getParent());
        MessageDigest sha = Frame.sha256();
        long bytes = 0;
        try (FileChannel out = Replacement.create(target)) {
            try (InputStream in = zip.getInputStream(zip.getEntry(entry.path()))) {
                var buffer = new byte[1 << 16];
                for (int read = read(in, buffer, entry); read >= 0; read = read(in, buffer, entry)) {
                    bytes += read;
                    if (bytes > entry.bytes()) {
                        break;
                    }
                    sha.update(buffer, 0, read);
                    writeAll(out, buffer, read);
                }
            }
            out.force(true);
        }
        if (bytes != entry.bytes() || !HexFormat.of().formatHex(sha.digest()).equals(entry.sha256())) {
            throw damaged(entry.path() + " in it is not what was backed up", null);
        }
    }

    private int read(InputStream in, byte[] buffer, BackupManifest.Entry entry) throws LedgerException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw damaged(entry.path() + " in it cannot be read", e);
        }
    }

    private static void writeAll(FileChannel out, byte[] buffer, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /// A backup leaves the vault's key out; the directory it goes back to may still have it.
    private static void keepVaultKey(Path dataDir, Path fresh) throws IOException {
        Path key = dataDir.resolve(Backup.VAULT_KEY);
        if (Files.isRegularFile(key) && !Files.exists(fresh.resolve(Backup.VAULT_KEY))) {
            Replacement.copy(key, fresh.resolve(Backup.VAULT_KEY));
        }
    }

    private void checkJournal(BackupManifest manifest, Path fresh) throws IOException, LedgerException {
        if (!Files.isDirectory(fresh.resolve("journal"))) {
            throw damaged("it holds no journal", null);
        }
        var files = new DiskFiles(fresh.resolve("journal"));
        List<JournalWalk.Found> found = JournalWalk.of(files, null);
        if (found.isEmpty()) {
            throw damaged("it holds no journal", null);
        }
        JournalCheck check = JournalCheck.sum(files, found);
        if (check.damage().isPresent() && check.damage().get().newer()) {
            check.refuseDamage();
        }
        JournalWalk.Found last = found.getLast();
        boolean whole =
                check.damage().isEmpty()
                        && check.tornBytes() == 0
                        && last.after().sequence() == manifest.sequence()
                        && Arrays.equals(last.link(), manifest.link());
        if (!whole) {
            throw damaged("its journal is not whole", null);
        }
    }

    private static List<Movement> writeDown(
            Path fresh, BackupManifest manifest, UnknownSpend unknown, InstantSource clock) throws LedgerException {
        try (var after = new Aftermath(fresh, clock)) {
            List<Movement> held = after.hold(unknown);
            after.incident(
                    "restored_backup",
                    "This data directory was restored from a backup made "
                            + manifest.at()
                            + ". What was spent after that is unknown. "
                            + Aftermath.next(held)
                            + " Keys issued or revoked and changes made after that are not in it either.");
            return held;
        } catch (LedgerUnavailable e) {
            throw new LedgerException("data_dir_unusable", e.getMessage(), e);
        }
    }

    private LedgerException damaged(String why, Throwable cause) {
        return new LedgerException(
                "backup_damaged",
                "The backup " + file + " cannot be used: " + why + ". Nothing was changed. Take another backup.",
                cause);
    }
}
