package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.ledger.JournalRecord.Audited;
import signalbox.core.ledger.JournalRecord.CallRecord;
import signalbox.core.ledger.JournalRecord.PolicyApplied;

/// What one transaction takes over from the journal. Used by the store thread.
final class Take {
    private static final String CALL =
            "merge into call_row (id, at_ms, workload, provider, model, app_key, practice, outcome, tokens, cost,"
                    + " saved, millis, detail) key (id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String AUDIT =
            "merge into audit (sequence, at_s, at_nano, actor, change, part_before, part_after, reason) key (sequence)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)";

    private final NameTable names;
    private final RecordWriter detail;
    private final RollUps rollUps = new RollUps();
    private final List<Object[]> calls = new ArrayList<>();
    private final List<Ledger.AuditEntry> entries = new ArrayList<>();
    private final List<Adjusted> corrections = new ArrayList<>();
    private long sequence;

    Take(NameTable names) {
        this.names = names;
        this.detail = new RecordWriter(names);
    }

    int size() {
        return calls.size() + entries.size();
    }

    /// Number of the last record added, 0 before the first.
    long sequence() {
        return sequence;
    }

    void add(SegmentReader.Batch batch) {
        batch.records().forEach(this::add);
        sequence = batch.sequence() + batch.records().size() - 1;
    }

    private void add(JournalRecord record) {
        switch (record) {
            case CallRecord call -> add(call.row());
            case PolicyApplied applied -> entries.add(applied.entry());
            case Audited audited -> entries.add(audited.entry());
            case Adjusted adjusted -> {
                corrections.add(adjusted);
                entries.add(adjusted.entry());
            }
            default -> {}
        }
    }

    private void add(CallRow row) {
        var place =
                new RollUps.Place(
                        row.at().toEpochMilli(),
                        names.dimension(row.workload()),
                        names.dimension(row.provider()),
                        names.dimension(row.model()),
                        names.dimension(row.key()),
                        row.practice());
        long tokens = row.attempts().stream().mapToLong(attempt -> attempt.usage().tokens()).sum();
        rollUps.add(place, row, tokens);
        detail.cut(0);
        RowCodec.write(detail, row);
        calls.add(
                new Object[] {
                    row.id(),
                    place.atMillis(),
                    place.workload(),
                    place.provider(),
                    place.model(),
                    place.key(),
                    place.practice(),
                    row.outcome().ordinal(),
                    tokens,
                    row.costNanos(),
                    row.savedNanos(),
                    row.total().toMillis(),
                    detail.toBytes()
                });
    }

    /// Writes everything added. To be called in a transaction.
    void save(Handle handle) {
        if (!calls.isEmpty()) {
            var batch = handle.prepareBatch(CALL);
            calls.forEach(batch::add);
            batch.execute();
        }
        corrections.forEach(adjusted -> correct(handle, adjusted));
        rollUps.save(handle);
        names.save(handle);
        saveEntries(handle);
        handle.execute("update progress set sequence = ?", sequence);
    }

    private void correct(Handle handle, Adjusted adjusted) {
        handle.createQuery("select at_ms, workload, provider, model, app_key, practice from call_row where id = ?")
                .bind(0, adjusted.callId())
                .map((row, context) ->
                        new RollUps.Place(
                                row.getLong(1),
                                row.getInt(2),
                                row.getInt(3),
                                row.getInt(4),
                                row.getInt(5),
                                row.getBoolean(6)))
                .findOne()
                .ifPresent(place -> rollUps.adjust(place, adjusted.costNanos()));
        handle.execute("update call_row set cost = cost + ? where id = ?", adjusted.costNanos(), adjusted.callId());
    }

    private void saveEntries(Handle handle) {
        if (entries.isEmpty()) {
            return;
        }
        var batch = handle.prepareBatch(AUDIT);
        for (Ledger.AuditEntry entry : entries) {
            batch.add(
                    entry.sequence(),
                    entry.at().getEpochSecond(),
                    entry.at().getNano(),
                    entry.actor(),
                    entry.change(),
                    entry.before(),
                    entry.after(),
                    entry.reason());
        }
        batch.execute();
    }
}
