package signalbox.core.ledger;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Finds where the journal ends: folds the newest segment, drops a torn tail, refuses damage.
///
/// @param writer goes on where the journal ends
/// @param droppedBytes length of the torn tail that was dropped, 0 when there was none
record Recovery(SegmentWriter writer, Fold fold, long droppedBytes) {

    /// @param each sees the records of the newest segment, oldest first
    /// @throws LedgerException `journal_damaged` or `journal_newer`; then no file was touched
    static Recovery of(JournalFiles files, Consumer<JournalRecord> each) throws IOException, LedgerException {
        List<Integer> numbers = files.list();
        OlderSegments.check(files, numbers);
        for (int i = numbers.size() - 1; i >= 0; i--) {
            int number = numbers.get(i);
            JournalFiles.Segment file = files.open(number);
            SegmentReader reader = header(files, file, number);
            if (reader != null) {
                return fold(files, number, file, reader, each);
            }
            // a crash while the segment was being made: everything before it stands in the segment before
            file.close();
            files.delete(number);
        }
        Fold fold = new Fold(LedgerState.EMPTY);
        return new Recovery(SegmentWriter.create(files, 1, fold.state(), new byte[Frame.LINK]), fold, 0);
    }

    /// @return null when the segment holds nothing that was ever vouched for
    private static SegmentReader header(JournalFiles files, JournalFiles.Segment file, int number)
            throws IOException, LedgerException {
        try {
            return new SegmentReader(file, number);
        } catch (BrokenSegment e) {
            boolean torn = e.kind() == BrokenSegment.Kind.NO_FRAME && file.size() < Frame.LONGEST;
            if (torn && !SegmentReader.anyBatch(file)) {
                return null;
            }
            throw refused(files.name(number), e);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw refused(
                    files.name(number), new BrokenSegment(BrokenSegment.Kind.FOREIGN, 0, "its header cannot be read"));
        }
    }

    private static Recovery fold(
            JournalFiles files,
            int number,
            JournalFiles.Segment file,
            SegmentReader reader,
            Consumer<JournalRecord> each)
            throws IOException, LedgerException {
        var fold = new Fold(reader.checkpoint());
        long size = file.size();
        try {
            for (var batch = reader.next(size); batch != null; batch = reader.next(size)) {
                batch.records().forEach(fold::apply);
                batch.records().forEach(each);
            }
        } catch (BrokenSegment e) {
            if (e.kind() != BrokenSegment.Kind.NO_FRAME || reader.damagedBelow(size)) {
                throw refused(files.name(number), e);
            }
            file.truncate(reader.offset());
        }
        file.sync();
        return new Recovery(SegmentWriter.resume(file, number, reader), fold, size - reader.offset());
    }

    private static LedgerException refused(String name, BrokenSegment broken) {
        boolean newer = broken.kind() == BrokenSegment.Kind.NEWER;
        return Unusable.journal(new JournalCheck.Damage(name, broken.offset(), broken.getMessage(), newer), broken);
    }
}
