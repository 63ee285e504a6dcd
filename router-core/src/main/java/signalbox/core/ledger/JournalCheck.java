package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a walk over the whole hash chain of a journal found. Immutable.
///
/// @param firstSegment number of the first segment that is there
/// @param lastSegment number of the last one
/// @param records sound records, of which `calls` are calls
/// @param bytes sound bytes
/// @param tornBytes bytes of a last stop's cut-off end, which the next start drops; 0 while a router runs
/// @param newest time of the newest sound record
/// @param gaps records that are missing, because of damage or since an earlier salvage
/// @param damage the first place that is not as it was written; empty for a sound journal
public record JournalCheck(
        int firstSegment,
        int lastSegment,
        long records,
        long calls,
        long bytes,
        long tornBytes,
        Optional<Instant> newest,
        List<Gap> gaps,
        Optional<Damage> damage) {
    public JournalCheck {
        gaps = List.copyOf(gaps);
    }

    /// Records that are missing, by their numbers, both inclusive.
    public record Gap(long first, long last) {}

    /// @param file the segment's file
    /// @param offset where in it, in bytes from its start
    /// @param why what is wrong there, without a subject
    /// @param newer whether a newer version of Signalbox wrote it, so that nothing is wrong with it
    public record Damage(String file, long offset, String why, boolean newer) {}

    /// Checks the journal of a data directory that no router writes. Changes nothing.
    ///
    /// @throws LedgerException `no_data`, `data_dir_unusable`
    public static JournalCheck of(Path dataDir) throws LedgerException {
        try {
            return of(files(dataDir), null);
        } catch (IOException e) {
            throw Unusable.dataDir(dataDir, e);
        }
    }

    static JournalCheck of(JournalFiles files, JournalPosition until) throws IOException {
        return sum(files, JournalWalk.of(files, until));
    }

    /// @throws LedgerException `no_data` when there is no journal
    static JournalFiles files(Path dataDir) throws IOException, LedgerException {
        Path journal = dataDir.resolve("journal");
        if (Files.isDirectory(journal)) {
            var files = new DiskFiles(journal);
            if (!files.list().isEmpty()) {
                return files;
            }
        }
        throw new LedgerException(
                "no_data",
                "There is no Signalbox journal in " + dataDir + ". Name the right directory with --data-dir.",
                null);
    }

    static JournalCheck sum(JournalFiles files, List<JournalWalk.Found> found) {
        var gaps = new ArrayList<Gap>();
        Instant newest = null;
        long records = 0;
        long calls = 0;
        long bytes = 0;
        long torn = 0;
        Damage damage = null;
        for (JournalWalk.Found one : found) {
            records += one.records();
            calls += one.calls();
            bytes += one.sound();
            torn += one.torn() ? one.limit() - one.sound() : 0;
            newest = one.newest() == null ? newest : one.newest();
            if (one.missing() > 0) {
                long first = one.after().sequence() - one.records();
                gaps.add(new Gap(first - one.missing() + 1, first));
            }
            if (damage == null && one.damage() != null) {
                damage = damage(files, one);
            }
        }
        return new JournalCheck(
                found.getFirst().number(),
                found.getLast().number(),
                records,
                calls,
                bytes,
                torn,
                Optional.ofNullable(newest),
                gaps,
                Optional.ofNullable(damage));
    }

    private static Damage damage(JournalFiles files, JournalWalk.Found one) {
        BrokenSegment why = one.damage();
        boolean newer = why.kind() == BrokenSegment.Kind.NEWER;
        return new Damage(files.name(one.number()), why.offset(), why.getMessage(), newer);
    }

    /// @throws LedgerException `journal_damaged` or `journal_newer` when it is not sound
    void refuseDamage() throws LedgerException {
        if (damage.isPresent()) {
            throw Unusable.journal(damage.get(), null);
        }
    }
}
