package signalbox.app.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import signalbox.core.ledger.AuditCheck;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.ledger.Ledger.ChainedEntry;
import signalbox.core.ledger.Ledger.PolicyVersion;

/// The audit trail of a [FakeLedger], with links that look like real ones. Thread-safe.
final class FakeTrail {
    private static final String START = "0".repeat(64);

    private final List<AuditEntry> entries = new CopyOnWriteArrayList<>();
    private volatile Optional<AuditCheck.Break> broken = Optional.empty();

    void add(AuditEntry entry) {
        entries.add(entry);
    }

    /// From now on a check finds it broken there.
    void breakChain(AuditCheck.Break there) {
        broken = Optional.of(there);
    }

    List<ChainedEntry> newest(int limit) {
        var chained = new ArrayList<ChainedEntry>();
        String previous = START;
        for (AuditEntry entry : entries) {
            String hash = "%064x".formatted(new BigInteger(1, sha256(previous + entry)));
            chained.addFirst(new ChainedEntry(entry, previous, hash));
            previous = hash;
        }
        return chained.stream().limit(limit).toList();
    }

    AuditCheck check() {
        var newest = newest(1);
        return new AuditCheck(entries.size(), newest.isEmpty() ? START : newest.getFirst().hash(), broken);
    }

    List<PolicyVersion> policies(int limit) {
        return entries.stream()
                .filter(entry -> !entry.after().isEmpty() || !entry.before().isEmpty())
                .map(entry -> new PolicyVersion(entry.sequence(), entry))
                .sorted(Comparator.comparingLong(PolicyVersion::version).reversed())
                .limit(limit)
                .toList();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
