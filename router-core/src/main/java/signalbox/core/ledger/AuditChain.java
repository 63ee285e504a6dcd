package signalbox.core.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// The audit trail as a chain: every row holds the hash of the row before it in the order in which they were taken over
/// from the journal, so that no row can be changed, taken out or put in between without the chain saying where. The
/// first row's previous hash is 64 zeros.
///
/// A row's hash is the SHA-256, in hexadecimal, of the previous hash's 32 bytes, the sequence number (8 bytes,
/// big-endian), the seconds (8) and nanoseconds (4) of its time, and who, what, before, after and why, each as UTF-8
/// with its length (4) before it. Used by the store thread.
final class AuditChain {
    static final String GENESIS = "0".repeat(64);

    private static final String INSERT =
            "insert into audit (sequence, at_s, at_nano, actor, change, part_before, part_after, reason, place,"
                    + " previous, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /// So many rows of the trail are in memory at once.
    static final int PAGE = 500;

    private static final String LINKED = "select * from audit where place > ? order by place limit ?";
    private static final String LOOSE =
            "select * from audit where place is null and sequence > ? order by sequence limit ?";

    private AuditChain() {}

    static String hash(String previous, Ledger.AuditEntry entry) {
        MessageDigest digest = sha256();
        digest.update(HexFormat.of().parseHex(previous));
        digest.update(
                ByteBuffer.allocate(20)
                        .putLong(entry.sequence())
                        .putLong(entry.at().getEpochSecond())
                        .putInt(entry.at().getNano())
                        .array());
        for (String part : List.of(entry.actor(), entry.change(), entry.before(), entry.after(), entry.reason())) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(text.length).array());
            digest.update(text);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Adds entries after the newest row. An entry that is there stays as it is: the trail is append-only.
    static void append(Handle handle, List<Ledger.AuditEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        End end = end(handle);
        var rows = new ArrayList<Object[]>();
        var taken = new HashSet<Long>();
        for (Ledger.AuditEntry entry : entries) {
            // corrections of one decision share its entry
            if (!taken.add(entry.sequence()) || isThere(handle, entry.sequence())) {
                continue;
            }
            String previous = end.hash;
            end = new End(end.place + 1, hash(previous, entry));
            rows.add(
                    new Object[] {
                        entry.sequence(),
                        entry.at().getEpochSecond(),
                        entry.at().getNano(),
                        entry.actor(),
                        entry.change(),
                        entry.before(),
                        entry.after(),
                        entry.reason(),
                        end.place,
                        previous,
                        end.hash
                    });
        }
        Take.save(handle, INSERT, rows);
    }

    /// Chains, in the order of their numbers, rows that an earlier version wrote.
    static void complete(Handle handle) {
        List<Ledger.AuditEntry> loose =
                handle.createQuery("select * from audit where place is null order by sequence")
                        .map((row, context) -> RecordQuery.entry(row))
                        .list();
        if (loose.isEmpty()) {
            return;
        }
        handle.useTransaction(transaction -> {
            End end = end(transaction);
            for (Ledger.AuditEntry entry : loose) {
                String previous = end.hash;
                end = new End(end.place + 1, hash(previous, entry));
                transaction.execute(
                        "update audit set place = ?, previous = ?, hash = ? where sequence = ?",
                        end.place,
                        previous,
                        end.hash,
                        entry.sequence());
            }
        });
    }

    /// The newest rows, newest first: in the order of their links, which is not always that of their numbers.
    static List<Ledger.ChainedEntry> newest(Handle handle, int limit) {
        return handle.createQuery("select * from audit order by place desc limit ?")
                .bind(0, limit)
                .map((row, context) -> chained(row))
                .list();
    }

    /// Follows the chain from its start, a page of rows at a time.
    ///
    /// @param least number of the newest entry that must be there; empty when that is not known
    static AuditCheck check(Handle handle, OptionalLong least) {
        long rows = handle.createQuery("select count(*) from audit").mapTo(long.class).one();
        var walk = new Walk();
        Optional<AuditCheck.Break> broken =
                walk.follow(handle, LINKED, "place")
                        .or(() -> walk.follow(handle, LOOSE, "sequence"))
                        .or(() -> missing(walk.newest, least));
        return new AuditCheck(rows, walk.head, broken);
    }

    private static Optional<AuditCheck.Break> missing(long newest, OptionalLong least) {
        return newest < least.orElse(0)
                ? Optional.of(new AuditCheck.Break(newest + 1, "it is missing at the end, the journal has it"))
                : Optional.empty();
    }

    /// How far the chain was followed, and what hash it has there.
    private static final class Walk {
        private String head = GENESIS;
        private long newest;

        private record Step(long at, Ledger.ChainedEntry row) {}

        /// Goes on over the rows of a query.
        ///
        /// @param order the column that they are in the order of
        /// @return where the chain breaks
        Optional<AuditCheck.Break> follow(Handle handle, String rows, String order) {
            List<Step> page;
            long after = Long.MIN_VALUE;
            do {
                page =
                        handle.createQuery(rows)
                                .bind(0, after)
                                .bind(1, PAGE)
                                .map((row, context) -> new Step(row.getLong(order), chained(row)))
                                .list();
                for (Step step : page) {
                    Optional<String> wrong = wrong(head, step.row);
                    if (wrong.isPresent()) {
                        return Optional.of(new AuditCheck.Break(step.row.entry().sequence(), wrong.get()));
                    }
                    head = step.row.hash();
                    newest = Math.max(newest, step.row.entry().sequence());
                    after = step.at;
                }
            } while (page.size() == PAGE);
            return Optional.empty();
        }
    }

    private static Optional<String> wrong(String head, Ledger.ChainedEntry row) {
        if (row.hash().isEmpty()) {
            return Optional.of("it was put in past the chain");
        }
        if (!row.previous().equals(head)) {
            return Optional.of("it does not follow the entry before it: one was changed, taken out or put in");
        }
        return row.hash().equals(hash(head, row.entry()))
                ? Optional.empty()
                : Optional.of("it was changed after it was written");
    }

    private static boolean isThere(Handle handle, long sequence) {
        return handle.createQuery("select count(*) from audit where sequence = ?")
                        .bind(0, sequence)
                        .mapTo(long.class)
                        .one()
                > 0;
    }

    /// @param hash of the row there
    private record End(long place, String hash) {}

    private static End end(Handle handle) {
        return handle.createQuery("select place, hash from audit where place is not null order by place desc limit 1")
                .map((row, context) -> new End(row.getLong("place"), row.getString("hash")))
                .findOne()
                .orElse(new End(0, GENESIS));
    }

    private static Ledger.ChainedEntry chained(ResultSet row) throws SQLException {
        return new Ledger.ChainedEntry(RecordQuery.entry(row), text(row, "previous"), text(row, "hash"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
