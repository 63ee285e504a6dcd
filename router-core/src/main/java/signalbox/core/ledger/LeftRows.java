package signalbox.core.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import signalbox.core.ledger.JournalRecord.CallRecord;

/// Finds which of the rows that a kill left in the slots are not in the journal. Used once, at opening.
final class LeftRows {
    private final JournalFiles files;
    private final RowSlots slots;
    private final Set<Long> known = new HashSet<>();

    LeftRows(JournalFiles files, RowSlots slots) {
        this.files = files;
        this.slots = slots;
    }

    /// Sees the records of the newest segment on their way to `each`.
    Consumer<JournalRecord> seeing(Consumer<JournalRecord> each) {
        return record -> {
            see(record);
            each.accept(record);
        };
    }

    private void see(JournalRecord record) {
        if (record instanceof CallRecord(CallRow row, List<?> _)) {
            known.add(row.id());
        }
    }

    /// The rows that are nowhere in the journal; every other slot is free from now on.
    List<RowSlots.Left> missing(int newestSegment) throws IOException {
        List<RowSlots.Left> left = slots.left();
        int oldest = left.stream().mapToInt(RowSlots.Left::segment).min().orElse(newestSegment);
        for (int number : files.list()) {
            if (number >= oldest && number < newestSegment) {
                seeSegment(number);
            }
        }
        var missing = new ArrayList<RowSlots.Left>();
        for (RowSlots.Left row : left) {
            if (known.contains(row.record().row().id())) {
                slots.free(row.place());
            } else {
                missing.add(row);
            }
        }
        return missing;
    }

    /// After a power cut a slot can show a row again that an older segment holds.
    private void seeSegment(int number) throws IOException {
        try (var reader = new SegmentReader(files.openToRead(number), number)) {
            long size = reader.size();
            for (var batch = reader.next(size); batch != null; batch = reader.next(size)) {
                batch.records().forEach(this::see);
            }
        } catch (BrokenSegment e) {
            throw new IOException(files.name(number) + " is damaged at byte " + e.offset(), e);
        }
    }
}
