package signalbox.app.audit;

import java.util.Locale;
import java.util.stream.Stream;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.ledger.Ledger.ChainedEntry;

/// One entry of the trail.
///
/// @param version the policy version that it made; 0 when it changed no policy
record AuditRow(ChainedEntry link, long version) {
    private static final int SHORT = 8;

    AuditEntry entry() {
        return link.entry();
    }

    /// Enough of the hash to tell it from others at a glance.
    String shortHash() {
        return link.hash().substring(0, Math.min(SHORT, link.hash().length()));
    }

    /// Whether every word of `filter` occurs; `who:ana` looks at the actor only.
    boolean fits(String filter) {
        AuditEntry entry = entry();
        String all =
                String.join(
                                "\n",
                                entry.actor(),
                                entry.change(),
                                entry.reason(),
                                entry.before(),
                                entry.after(),
                                link.hash(),
                                version > 0 ? "version " + version : "")
                        .toLowerCase(Locale.ROOT);
        String who = entry.actor().toLowerCase(Locale.ROOT);
        return Stream.of(filter.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .allMatch(word -> word.startsWith("who:") ? who.contains(word.substring(4)) : all.contains(word));
    }
}
