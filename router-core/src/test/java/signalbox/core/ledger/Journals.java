package signalbox.core.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Journals to look after.
public final class Journals {
    private Journals() {}

    /// Appends calls with their charges, in many frames.
    static List<CallRow> fill(LedgerStore store, int calls) throws Exception {
        var rows = new ArrayList<CallRow>();
        var some = new Rows(11 + calls);
        for (int i = 0; i < calls; i++) {
            CallRow row = some.next();
            rows.add(row);
            store.append(row, Rows.charges(row));
            if (i % 20 == 0) {
                store.journal().sync();
            }
        }
        store.journal().sync();
        return rows;
    }

    /// Appends a frame, whole and in place, with a record that a later version wrote.
    static void appendUnknownKind(Path dataDir, int segment) throws IOException, BrokenSegment {
        var files = new DiskFiles(dataDir.resolve("journal"));
        try (JournalFiles.Segment file = files.open(segment)) {
            var reader = new SegmentReader(file, segment);
            while (reader.next(file.size()) != null) {
                // to the end
            }
            var out = new RecordWriter(new Dictionary());
            Frame.begin(out);
            out.unsigned(reader.sequence() + 1);
            out.unsigned(1);
            out.unsigned(0);
            out.unsigned(999);
            Frame.end(out, Frame.BATCH, reader.link());
            ByteBuffer bytes = out.view();
            file.write(bytes, reader.offset());
        }
    }

    /// Changes a byte in the middle of a segment.
    static void garble(Path dataDir, int segment) throws IOException {
        Path file = dataDir.resolve("journal/%08d.sbj".formatted(segment));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length * 3 / 5] ^= 0x55;
        Files.write(file, bytes);
    }

    /// The incidents on record, oldest first.
    static List<JournalRecord.Incident> incidents(Path dataDir) throws IOException, BrokenSegment {
        return records(dataDir).stream()
                .filter(JournalRecord.Incident.class::isInstance)
                .map(JournalRecord.Incident.class::cast)
                .toList();
    }

    /// Everything on record, oldest first.
    public static List<JournalRecord> records(Path dataDir) throws IOException, BrokenSegment {
        var records = new ArrayList<JournalRecord>();
        var files = new DiskFiles(dataDir.resolve("journal"));
        for (int number : files.list()) {
            try (JournalFiles.Segment file = files.openToRead(number)) {
                var reader = new SegmentReader(file, number);
                for (var batch = reader.next(file.size()); batch != null; batch = reader.next(file.size())) {
                    records.addAll(batch.records());
                }
            }
        }
        return records;
    }
}
