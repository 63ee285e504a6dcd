package signalbox.core.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the journal from its first segment to its end, checks every frame and that the segments form one chain, and
/// changes nothing. Used by one thread.
final class JournalWalk {
    private final JournalFiles files;
    private final List<Found> found = new ArrayList<>();
    private byte[] link;
    private LedgerState state;

    /// What reading one segment found.
    ///
    /// @param limit how far it was read
    /// @param sound bytes from its start that are whole and in place
    /// @param after what everything up to there folds into; null when not even the header is sound
    /// @param missing how many records are missing before it
    /// @param newest time of the newest sound record that has one; null when none has
    /// @param unjoined why it does not follow the segment before it; null when it does
    /// @param broken why it cannot be read on at `sound`; null when it is whole
    /// @param link link of its last frame; null when it is broken
    /// @param torn whether what is broken is only the tail that a crash cut off
    record Found(
            int number,
            long limit,
            long sound,
            LedgerState after,
            long records,
            long calls,
            long missing,
            Instant newest,
            BrokenSegment unjoined,
            BrokenSegment broken,
            boolean torn,
            byte[] link) {
        /// The first thing that is wrong with it; null when nothing is, or only a tail is torn.
        BrokenSegment damage() {
            return unjoined != null || torn ? unjoined : broken;
        }
    }

    private JournalWalk(JournalFiles files) {
        this.files = files;
    }

    /// @param until where the journal ends for certain, while it is being written; null for the end of its files
    static List<Found> of(JournalFiles files, JournalPosition until) throws IOException {
        var walk = new JournalWalk(files);
        List<Integer> numbers =
                files.list().stream().filter(number -> until == null || number <= until.segment()).toList();
        for (int number : numbers) {
            boolean last = number == numbers.getLast();
            walk.found.add(walk.read(number, last, until));
        }
        return walk.found;
    }

    private Found read(int number, boolean last, JournalPosition until) throws IOException {
        try (JournalFiles.Segment file = files.openToRead(number)) {
            long limit = until != null && number == until.segment() ? until.offset() : file.size();
            SegmentReader reader;
            try {
                reader = new SegmentReader(file, number);
            } catch (BrokenSegment e) {
                boolean torn =
                        last
                                && e.kind() == BrokenSegment.Kind.NO_FRAME
                                && limit < Frame.LONGEST
                                && !SegmentReader.anyBatch(file);
                return unreadable(number, limit, e, torn);
            } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
                return unreadable(
                        number,
                        limit,
                        new BrokenSegment(BrokenSegment.Kind.FOREIGN, 0, "its header cannot be read"),
                        false);
            }
            if (foreign(number, reader)) {
                return unreadable(
                        number,
                        limit,
                        new BrokenSegment(BrokenSegment.Kind.FOREIGN, 0, "it does not follow the segment before it"),
                        false);
            }
            return records(number, limit, reader, last);
        }
    }

    private Found unreadable(int number, long limit, BrokenSegment why, boolean torn) {
        link = null;
        return new Found(number, limit, 0, null, 0, 0, 0, null, null, why, torn, null);
    }

    /// Whether the segment belongs to another journal, or to another time of this one.
    private boolean foreign(int number, SegmentReader reader) {
        boolean next = !found.isEmpty() && number == found.getLast().number() + 1;
        return next && link != null && !Arrays.equals(reader.linkBefore(), link)
                || state != null && reader.checkpoint().sequence() < state.sequence();
    }

    /// Why the segment does not follow the one before it; null when it does, or when nothing is known of that one.
    private BrokenSegment unjoined(int number, LedgerState checkpoint) {
        if (found.isEmpty()) {
            return null;
        }
        if (number != found.getLast().number() + 1) {
            return new BrokenSegment(BrokenSegment.Kind.FOREIGN, 0, "the segment before it is missing");
        }
        boolean same = link == null || checkpoint.sequence() != state.sequence() || same(checkpoint, state);
        return same
                ? null
                : new BrokenSegment(
                        BrokenSegment.Kind.FOREIGN, 0, "it does not start with what the records before it add up to");
    }

    /// Whether two states agree in everything that a checkpoint keeps for later.
    private static boolean same(LedgerState a, LedgerState b) {
        return a.lastCall() == b.lastCall()
                && a.lastAudit() == b.lastAudit()
                && a.policyVersion() == b.policyVersion()
                && a.policyText().equals(b.policyText())
                && a.windows().equals(b.windows())
                && a.bumps().equals(b.bumps())
                && a.halts().equals(b.halts());
    }

    private Found records(int number, long limit, SegmentReader reader, boolean last) throws IOException {
        LedgerState checkpoint = reader.checkpoint();
        BrokenSegment unjoined = unjoined(number, checkpoint);
        long missing = state == null ? 0 : checkpoint.sequence() - state.sequence();
        var fold = new Fold(checkpoint);
        long calls = 0;
        Instant newest = null;
        BrokenSegment broken = null;
        try {
            for (var batch = reader.next(limit); batch != null; batch = reader.next(limit)) {
                for (JournalRecord record : batch.records()) {
                    fold.apply(record);
                    calls += record instanceof JournalRecord.CallRecord ? 1 : 0;
                    newest = later(newest, RecordTime.of(record));
                }
            }
        } catch (BrokenSegment e) {
            broken = e;
        }
        boolean torn =
                broken != null && last && broken.kind() == BrokenSegment.Kind.NO_FRAME && !reader.damagedBelow(limit);
        state = fold.state();
        link = broken == null ? reader.link() : null;
        long records = state.sequence() - checkpoint.sequence();
        return new Found(
                number, limit, reader.offset(), state, records, calls, missing, newest, unjoined, broken, torn, link);
    }

    private static Instant later(Instant a, Instant b) {
        return a == null || b != null && b.isAfter(a) ? b : a;
    }
}
