package signalbox.core.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jdbi.v3.core.Handle;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.ledger.JournalRecord.Audited;
import signalbox.core.ledger.JournalRecord.CallRecord;
import signalbox.core.ledger.JournalRecord.Incident;
import signalbox.core.ledger.JournalRecord.PolicyApplied;
import signalbox.core.ledger.JournalRecord.PricesChanged;

/// What one transaction takes over from the journal. Used by the store thread.
final class Take {
    private static final String POLICY =
            "merge into policy_version (version, audit, text) key (version) values (?, ?, ?)";
    private static final String INCIDENT =
            "merge into incident (sequence, at_s, at_nano, code, message) key (sequence) values (?, ?, ?, ?, ?)";

    private final NameTable names;
    private final Kept kept;
    private final NewBlocks blocks;
    private final RollUps rollUps = new RollUps();
    private final Postings postings;
    private final List<Ledger.AuditEntry> entries = new ArrayList<>();
    private final List<Object[]> policies = new ArrayList<>();
    private final List<Object[]> incidents = new ArrayList<>();
    private final List<Correction> corrections = new ArrayList<>();
    private long sequence;

    private record Correction(long sequence, Adjusted adjusted) {}

    /// @param kept what need not be taken over because the archive stands for it
    Take(NameTable names, Kept kept) {
        this.names = names;
        this.kept = kept;
        this.blocks = new NewBlocks(names);
        this.postings = new Postings(names);
    }

    int calls() {
        return blocks.count();
    }

    int size() {
        return blocks.count() + entries.size() + incidents.size();
    }

    /// Number of the last record added, 0 before the first.
    long sequence() {
        return sequence;
    }

    void add(SegmentReader.Batch batch) {
        sequence = batch.sequence() - 1;
        for (JournalRecord record : batch.records()) {
            sequence++;
            add(record);
        }
    }

    private void add(JournalRecord record) {
        if (archived(record)) {
            return;
        }
        postings.add(record);
        switch (record) {
            case CallRecord(CallRow row, List<Charge> charges) -> add(row, charges);
            case PolicyApplied(long version, String text, var entry) -> {
                policies.add(new Object[] {version, entry.sequence(), text});
                entries.add(entry);
            }
            case Audited audited -> entries.add(audited.entry());
            case PricesChanged prices -> entries.add(prices.entry());
            case Adjusted adjusted -> {
                corrections.add(new Correction(sequence, adjusted));
                entries.add(adjusted.entry());
            }
            case Incident(String code, String message, var at) ->
                    incidents.add(new Object[] {sequence, at.getEpochSecond(), at.getNano(), code, message});
            default -> {}
        }
    }

    /// Whether a record counts in the archive that this database started from.
    private boolean archived(JournalRecord record) {
        return switch (record) {
            case CallRecord(CallRow row, var charges) -> kept.inArchive(sequence, row.at().toEpochMilli());
            case Adjusted adjusted -> kept.inArchive(sequence, CallId.instant(adjusted.callId()).toEpochMilli());
            default -> sequence <= kept.archive();
        };
    }

    private void add(CallRow row, List<Charge> charges) {
        var place =
                new RollUps.Place(
                        row.at().toEpochMilli(),
                        names.dimension(row.workload()),
                        names.dimension(row.provider()),
                        names.dimension(row.model()),
                        names.dimension(row.key()),
                        names.dimension(row.team()),
                        row.practice());
        rollUps.add(place, row);
        blocks.add(row, place, sequence, charges);
    }

    /// Writes everything added. To be called in a transaction.
    ///
    /// @return the hours whose sums changed
    SortedSet<Long> save(Handle handle) {
        blocks.save(handle);
        corrections.forEach(correction -> correct(handle, correction));
        SortedSet<Long> hours = rollUps.save(handle);
        postings.save(handle);
        names.save(handle);
        AuditChain.append(handle, entries);
        save(handle, POLICY, policies);
        save(handle, INCIDENT, incidents);
        handle.execute("update progress set sequence = ?", sequence);
        return hours;
    }

    /// The greatest value that a table has of what it is ordered by; the least of all values when it is empty.
    static long newest(Handle handle, String sql) {
        return handle.createQuery(sql)
                .map((row, context) -> {
                    long value = row.getLong(1);
                    return row.wasNull() ? Long.MIN_VALUE : value;
                })
                .one();
    }

    private void correct(Handle handle, Correction correction) {
        Adjusted adjusted = correction.adjusted;
        Optional<CallEntry> call = new CallQuery(handle).find(adjusted.callId());
        call.ifPresent(found -> rollUps.adjust(found.place(), adjusted.costNanos()));
        postings.correct(handle, correction.sequence, adjusted, call);
    }

    static void save(Handle handle, String sql, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            update(handle, sql, rows);
        }
    }

    /// Runs a statement once for each row of values, in one batch and without a library in between: it doubles what a
    /// row costs.
    ///
    /// @return how many rows of the table each one changed
    static int[] update(Handle handle, String sql, List<Object[]> rows) {
        try (var statement = handle.getConnection().prepareStatement(sql)) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
