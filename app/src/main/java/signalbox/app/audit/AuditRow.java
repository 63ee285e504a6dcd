package signalbox.app.audit;

import java.util.Locale;
import java.util.stream.Stream;
import signalbox.core.ledger.Ledger.AuditEntry;

/// One entry of the trail.
///
/// @param version the policy version that it made; 0 when it changed no policy
record AuditRow(AuditEntry entry, long version) {

    /// Whether every word of `filter` occurs; `who:ana` looks at the actor only.
    boolean fits(String filter) {
        String all =
                String.join(
                                "\n",
                                entry.actor(),
                                entry.change(),
                                entry.reason(),
                                entry.before(),
                                entry.after(),
                                version > 0 ? "version " + version : "")
                        .toLowerCase(Locale.ROOT);
        String who = entry.actor().toLowerCase(Locale.ROOT);
        return Stream.of(filter.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .allMatch(word -> word.startsWith("who:") ? who.contains(word.substring(4)) : all.contains(word));
    }
}
