package signalbox.core.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.ledger.JournalRecord.Audited;
import signalbox.core.ledger.JournalRecord.CallRecord;
import signalbox.core.ledger.JournalRecord.Incident;
import signalbox.core.ledger.JournalRecord.PolicyApplied;
import signalbox.core.ledger.JournalRecord.PricesChanged;

/// What one transaction takes over from the journal. Used by the store thread.
final class Take {
    private static final String COLUMNS =
            "(id, at_ms, workload, provider, model, app_key, team, practice, outcome, tokens, cost, saved, millis,"
                    + " detail)";
    private static final String VALUES = " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String CALL = "merge into call_row " + COLUMNS + " key (id)" + VALUES;
    private static final String NEW_CALL = "insert into call_row " + COLUMNS + VALUES;
    private static final String AUDIT =
            "merge into audit (sequence, at_s, at_nano, actor, change, part_before, part_after, reason) key (sequence)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String POLICY =
            "merge into policy_version (version, audit, text) key (version) values (?, ?, ?)";
    private static final String INCIDENT =
            "merge into incident (sequence, at_s, at_nano, code, message) key (sequence) values (?, ?, ?, ?, ?)";
    private static final String PLACE =
            "select at_ms, workload, provider, model, app_key, team, practice from call_row where id = ?";

    private final NameTable names;
    private final Kept kept;
    private final RecordWriter detail;
    private final RollUps rollUps = new RollUps();
    private final Postings postings;
    private final List<Object[]> calls = new ArrayList<>();
    private final List<Object[]> entries = new ArrayList<>();
    private final List<Object[]> policies = new ArrayList<>();
    private final List<Object[]> incidents = new ArrayList<>();
    private final List<Correction> corrections = new ArrayList<>();
    private long sequence;

    private record Correction(long sequence, Adjusted adjusted) {}

    /// @param kept what need not be taken over because the archive stands for it
    Take(NameTable names, Kept kept) {
        this.names = names;
        this.kept = kept;
        this.detail = new RecordWriter(names);
        this.postings = new Postings(names);
    }

    int size() {
        return calls.size() + entries.size() + incidents.size();
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
        postings.add(sequence, record);
        switch (record) {
            case CallRecord call -> add(call.row());
            case PolicyApplied(long version, String text, var entry) -> {
                policies.add(new Object[] {version, entry.sequence(), text});
                add(entry);
            }
            case Audited audited -> add(audited.entry());
            case PricesChanged prices -> add(prices.entry());
            case Adjusted adjusted -> {
                corrections.add(new Correction(sequence, adjusted));
                add(adjusted.entry());
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

    private void add(Ledger.AuditEntry entry) {
        entries.add(
                new Object[] {
                    entry.sequence(),
                    entry.at().getEpochSecond(),
                    entry.at().getNano(),
                    entry.actor(),
                    entry.change(),
                    entry.before(),
                    entry.after(),
                    entry.reason()
                });
    }

    private void add(CallRow row) {
        var place =
                new RollUps.Place(
                        row.at().toEpochMilli(),
                        names.dimension(row.workload()),
                        names.dimension(row.provider()),
                        names.dimension(row.model()),
                        names.dimension(row.key()),
                        names.dimension(row.team()),
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
                    place.team(),
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
        saveCalls(handle);
        corrections.forEach(correction -> correct(handle, correction));
        rollUps.save(handle);
        postings.save(handle);
        names.save(handle);
        save(handle, AUDIT, entries);
        save(handle, POLICY, policies);
        save(handle, INCIDENT, incidents);
        handle.execute("update progress set sequence = ?", sequence);
    }

    /// A call newer than every other is new; only the rest must be looked for first.
    private void saveCalls(Handle handle) {
        long newest = newest(handle, "select max(id) from call_row");
        var fresh = new ArrayList<Object[]>(calls.size());
        var perhapsThere = new ArrayList<Object[]>();
        for (Object[] call : calls) {
            long id = (long) call[0];
            (id > newest ? fresh : perhapsThere).add(call);
            newest = Math.max(newest, id);
        }
        save(handle, NEW_CALL, fresh);
        save(handle, CALL, perhapsThere);
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
        var place =
                handle.createQuery(PLACE)
                        .bind(0, adjusted.callId())
                        .map((row, context) ->
                                new RollUps.Place(
                                        row.getLong(1),
                                        row.getInt(2),
                                        row.getInt(3),
                                        row.getInt(4),
                                        row.getInt(5),
                                        row.getInt(6),
                                        row.getBoolean(7)))
                        .findOne();
        place.ifPresent(found -> rollUps.adjust(found, adjusted.costNanos()));
        handle.execute("update call_row set cost = cost + ? where id = ?", adjusted.costNanos(), adjusted.callId());
        long at = place.map(RollUps.Place::atMillis).orElseGet(() -> CallId.instant(adjusted.callId()).toEpochMilli());
        postings.correct(handle, correction.sequence, adjusted, at);
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
