package signalbox.core.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Reads what stands in the ledger record by record: audit entries, incidents, corrections and what awaits review.
final class RecordQuery {
    private static final JournalRecord.Adjusted.Kind[] KINDS = JournalRecord.Adjusted.Kind.values();

    private static final String UNREVIEWED =
            "select r.call_id, r.attempt, (select coalesce(sum(a.cost), 0) from adjustment a where a.call_id ="
                    + " r.call_id and a.attempt = r.attempt) as adjusted from review r";

    private RecordQuery() {}

    static List<Ledger.AuditEntry> audit(Handle handle, int limit) {
        return handle.createQuery("select * from audit order by sequence desc limit ?")
                .bind(0, limit)
                .map((row, context) -> entry(row))
                .list();
    }

    static List<Ledger.PolicyVersion> policies(Handle handle, int limit) {
        return handle.createQuery(
                        "select p.version, e.* from policy_version p join audit e on e.sequence = p.audit order by"
                                + " p.version desc limit ?")
                .bind(0, limit)
                .map((row, context) -> new Ledger.PolicyVersion(row.getLong("version"), entry(row)))
                .list();
    }

    static Optional<String> policyText(Handle handle, long version) {
        return handle.createQuery("select text from policy_version where version = ?")
                .bind(0, version)
                .mapTo(String.class)
                .findOne();
    }

    static List<Ledger.Incident> incidents(Handle handle, int limit) {
        return handle.createQuery("select * from incident order by sequence desc limit ?")
                .bind(0, limit)
                .map((row, context) ->
                        new Ledger.Incident(
                                row.getLong("sequence"), at(row), row.getString("code"), row.getString("message")))
                .list();
    }

    static List<Ledger.Adjustment> adjustments(Handle handle, long call) {
        return handle.createQuery(
                        "select a.call_id, a.attempt, a.kind, a.cost, e.* from adjustment a join audit e on e.sequence"
                                + " = a.audit where a.call_id = ? order by a.sequence")
                .bind(0, call)
                .map((row, context) ->
                        new Ledger.Adjustment(
                                row.getLong("call_id"),
                                row.getInt("attempt"),
                                KINDS[row.getInt("kind")],
                                row.getLong("cost"),
                                entry(row)))
                .list();
    }

    static List<Ledger.Unreviewed> unreviewed(Handle handle, NameTable names, int limit) {
        return handle
                .createQuery(UNREVIEWED + " order by r.call_id desc, r.attempt limit ?")
                .bind(0, limit)
                .map((row, context) -> unreviewed(handle, names, row))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    static List<Ledger.Unreviewed> unreviewedOf(Handle handle, NameTable names, long call) {
        return handle
                .createQuery(UNREVIEWED + " where r.call_id = ? order by r.attempt")
                .bind(0, call)
                .map((row, context) -> unreviewed(handle, names, row))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Ledger.Unreviewed> unreviewed(Handle handle, NameTable names, ResultSet row)
            throws SQLException {
        int attempt = row.getInt("attempt");
        long adjusted = row.getLong("adjusted");
        return new CallQuery(handle)
                .find(row.getLong("call_id"))
                .map(entry -> entry.row(names))
                .map(call -> new Ledger.Unreviewed(call, attempt, call.attempts().get(attempt).costNanos() + adjusted));
    }

    static Ledger.AuditEntry entry(ResultSet row) throws SQLException {
        return new Ledger.AuditEntry(
                row.getLong("sequence"),
                at(row),
                row.getString("actor"),
                row.getString("change"),
                row.getString("part_before"),
                row.getString("part_after"),
                row.getString("reason"));
    }

    private static Instant at(ResultSet row) throws SQLException {
        return Instant.ofEpochSecond(row.getLong("at_s"), row.getInt("at_nano"));
    }
}
