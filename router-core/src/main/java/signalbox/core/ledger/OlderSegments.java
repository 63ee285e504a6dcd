package signalbox.core.ledger;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Checks at a start that the segments before the newest one are as they were written and lead up to it. Reads the
/// newest of them, up to [#MOST_BYTES]; a walk over everything is what `signalbox ledger verify` is for.
final class OlderSegments {
    /// About 100,000 calls. Checking as much costs a start 0.15 s (64 MB took 0.6 s in a cold Java machine).
    static final long MOST_BYTES = 16L << 20;

    private OlderSegments() {}

    /// @param numbers the segments that are there, ascending
    /// @throws LedgerException `journal_damaged`, `journal_newer`; no file was touched
    static void check(JournalFiles files, List<Integer> numbers) throws IOException, LedgerException {
        byte[] followedBy = null;
        long left = MOST_BYTES;
        for (int i = numbers.size() - 1; i >= 0 && left > 0; i--) {
            int number = numbers.get(i);
            if (followedBy != null && numbers.get(i + 1) != number + 1) {
                throw damaged(files, numbers.get(i + 1), 0, "the segment before it is missing");
            }
            try (JournalFiles.Segment file = files.openToRead(number)) {
                followedBy = followedBy == null ? linkBefore(file, number) : checked(files, file, number, followedBy);
                left -= file.size();
            }
        }
    }

    /// @return null when the newest segment has no sound header; recovery says what that means
    private static byte[] linkBefore(JournalFiles.Segment file, int number) throws IOException {
        try {
            return new SegmentReader(file, number).linkBefore();
        } catch (BrokenSegment | IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            return null;
        }
    }

    private static byte[] checked(JournalFiles files, JournalFiles.Segment file, int number, byte[] followedBy)
            throws IOException, LedgerException {
        long size = file.size();
        try {
            var reader = new SegmentReader(file, number);
            while (reader.skip(size)) {
                // frame by frame
            }
            if (!Arrays.equals(reader.link(), followedBy)) {
                throw damaged(files, number, reader.offset(), "it does not end where the next segment goes on");
            }
            return reader.linkBefore();
        } catch (BrokenSegment e) {
            boolean newer = e.kind() == BrokenSegment.Kind.NEWER;
            throw Unusable.journal(new JournalCheck.Damage(files.name(number), e.offset(), e.getMessage(), newer), e);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw damaged(files, number, 0, "its header cannot be read");
        }
    }

    private static LedgerException damaged(JournalFiles files, int number, long offset, String why) {
        return Unusable.journal(new JournalCheck.Damage(files.name(number), offset, why, false), null);
    }
}
