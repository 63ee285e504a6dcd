package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.budget.EscrowStore.Movement;

/// Saves what is sound of a damaged journal. The sound records go into a new data directory with everything else that
/// the old one held; the old one is moved aside as it is.
///
/// A segment starts with a checkpoint, so budgets are exact again from the first sound segment after the damage on:
/// only the rows in between are lost. When the end itself is damaged nobody knows what was spent since, and
/// [UnknownSpend] says what counts as spent.
public final class Salvage {
    private Salvage() {}

    /// @param aside where the old data directory is now
    /// @param records how many records were kept
    /// @param lost what is missing, one sentence each
    /// @param unknownSince from when on spend is unknown; empty when the journal's end is sound
    /// @param held what counts as spent because of that, until it is released
    public record Result(
            Path aside, long records, List<String> lost, Optional<Instant> unknownSince, List<Movement> held) {
        public Result {
            lost = List.copyOf(lost);
            held = List.copyOf(held);
        }
    }

    /// @throws LedgerException `data_dir_in_use`, `no_data`, `nothing_damaged`, `journal_newer`, `data_dir_unusable`;
    ///   then the data directory is as it was
    public static Result run(Path dataDir, UnknownSpend unknown, InstantSource clock) throws LedgerException {
        try {
            JournalFiles files = JournalCheck.files(dataDir);
            try (DataLock _ = DataLock.take(dataDir);
                    var replacement = new Replacement(dataDir)) {
                List<JournalWalk.Found> found = JournalWalk.of(files, null);
                refuse(dataDir, JournalCheck.sum(files, found));
                List<String> lost = lost(files, found);
                long records = rewrite(files, found, replacement.fresh());
                for (Path file : Replacement.keepsakes(dataDir)) {
                    Replacement.copy(dataDir.resolve(file), replacement.fresh().resolve(file));
                }
                Optional<Instant> since = unknownSince(found);
                List<Movement> held = writeDown(replacement.fresh(), since, lost, unknown, clock);
                Path aside = replacement.takePlace("damaged", clock.instant());
                return new Result(aside, records, lost, since, held);
            }
        } catch (IOException e) {
            throw Unusable.dataDir(dataDir, e);
        }
    }

    private static void refuse(Path dataDir, JournalCheck check) throws LedgerException {
        if (check.damage().isEmpty()) {
            throw new LedgerException(
                    "nothing_damaged", "The journal in " + dataDir + " is sound. Nothing was changed.", null);
        }
        if (check.damage().get().newer()) {
            check.refuseDamage();
        }
    }

    private static List<String> lost(JournalFiles files, List<JournalWalk.Found> found) {
        var lost = new ArrayList<String>();
        long known = 0;
        for (JournalWalk.Found one : found) {
            BrokenSegment why = one.damage();
            if (why != null) {
                lost.add(
                        files.name(one.number())
                                + " is damaged at byte "
                                + why.offset()
                                + ": "
                                + why.getMessage()
                                + ".");
            }
            if (one.missing() > 0) {
                lost.add("Records " + (known + 1) + " to " + (known + one.missing()) + " are lost.");
            }
            known = one.after() == null ? known : one.after().sequence();
        }
        if (endDamaged(found)) {
            lost.add("Everything after record " + known + " is lost.");
        }
        return lost;
    }

    private static boolean endDamaged(List<JournalWalk.Found> found) {
        JournalWalk.Found last = found.getLast();
        return last.broken() != null && !last.torn();
    }

    /// From when on nothing is known: the time of the newest sound record, when the end is not sound.
    private static Optional<Instant> unknownSince(List<JournalWalk.Found> found) {
        if (!endDamaged(found)) {
            return Optional.empty();
        }
        return Optional.of(
                found.reversed().stream()
                        .filter(one -> one.newest() != null)
                        .map(JournalWalk.Found::newest)
                        .findFirst()
                        .orElse(Instant.EPOCH));
    }

    /// Writes the sound records into a new journal, chained anew.
    private static long rewrite(JournalFiles from, List<JournalWalk.Found> found, Path fresh) throws IOException {
        var to = new DiskFiles(fresh.resolve("journal"));
        byte[] link = new byte[Frame.LINK];
        int number = 0;
        long records = 0;
        for (JournalWalk.Found one : found) {
            if (one.after() == null) {
                continue;
            }
            try (JournalFiles.Segment file = from.open(one.number())) {
                var reader = new SegmentReader(file, one.number());
                SegmentWriter writer = SegmentWriter.create(to, ++number, reader.checkpoint(), link);
                for (var batch = next(reader, one); batch != null; batch = next(reader, one)) {
                    writer.write(batch.records());
                    records += batch.records().size();
                }
                writer.sync();
                link = writer.syncedLink();
                writer.close();
            } catch (BrokenSegment e) {
                throw new IOException("a segment changed while it was read", e);
            }
        }
        return records;
    }

    /// The next sound batch; null after the last.
    private static SegmentReader.Batch next(SegmentReader reader, JournalWalk.Found one)
            throws IOException, BrokenSegment {
        return reader.offset() >= one.sound() ? null : reader.next(one.sound());
    }

    private static List<Movement> writeDown(
            Path fresh, Optional<Instant> since, List<String> lost, UnknownSpend unknown, InstantSource clock)
            throws LedgerException {
        try (var after = new Aftermath(fresh, clock)) {
            List<Movement> held = since.isPresent() ? after.hold(unknown) : List.of();
            String spend =
                    since.isEmpty()
                            ? "What counts against budgets is exact."
                            : "What was spent after " + since.get() + " is unknown. " + Aftermath.next(held);
            after.incident("journal_salvaged", "The journal was damaged. " + String.join(" ", lost) + " " + spend);
            return held;
        } catch (LedgerUnavailable e) {
            throw new LedgerException("data_dir_unusable", e.getMessage(), e);
        }
    }
}
