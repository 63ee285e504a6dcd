package signalbox.app.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import signalbox.core.pii.Finding;
import signalbox.core.pii.PiiScan;
import signalbox.core.pii.Placeholders;
import signalbox.core.plan.Interlock;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Tripwire;
import signalbox.core.policy.Workload;

/// A text as a workload’s tripwire sees it, and what each provider would receive. Pure.
///
/// @param pieces the text in order, cut where findings begin and end
/// @param pii the class that the call would have
record Tested(List<Piece> pieces, List<Found> found, PiiClass pii, List<Receipt> receipts) {
    static final Tested NOTHING = new Tested(List.of(), List.of(), PiiClass.PUBLIC, List.of());

    /// @param action what is done about it; empty for text between findings
    record Piece(String text, Optional<Tripwire.Action> action) {}

    record Found(Finding finding, Tripwire.Action action) {}

    /// @param sent what the provider gets; empty when nothing
    /// @param rule that keeps it back; empty when nothing does
    /// @param why it is kept back
    record Receipt(String provider, String sent, String rule, String why) {
        boolean refused() {
            return !rule.isEmpty();
        }
    }

    /// @param key of the placeholders, random for as long as the screen lives
    static Tested of(Policy policy, Workload workload, String text, byte[] key) {
        Tripwire tripwire = workload.conduct().tripwire();
        List<Found> found =
                scan(tripwire).scan(text).stream()
                        .map(finding -> new Found(finding, tripwire.action(finding.kind())))
                        .toList();
        boolean raised = found.stream().anyMatch(one -> one.action == Tripwire.Action.RAISE);
        PiiClass pii = raised ? PiiClass.PRIVATE : workload.pii();
        var pieces = pieces(text, found);
        return new Tested(pieces, found, pii, receipts(policy, workload, pii, found, sent(text, found, key)));
    }

    private static PiiScan scan(Tripwire tripwire) {
        var kinds =
                PiiScan.KINDS.stream()
                        .filter(kind -> tripwire.action(kind) != Tripwire.Action.IGNORE)
                        .collect(Collectors.toSet());
        var patterns = new LinkedHashMap<>(tripwire.patterns());
        patterns.keySet().removeIf(name -> tripwire.action(name) == Tripwire.Action.IGNORE);
        return new PiiScan(kinds, patterns);
    }

    private static List<Piece> pieces(String text, List<Found> found) {
        var pieces = new ArrayList<Piece>();
        int from = 0;
        for (Found one : found) {
            int start = Math.max(from, one.finding.start());
            if (start >= one.finding.end()) {
                continue;
            }
            if (start > from) {
                pieces.add(new Piece(text.substring(from, start), Optional.empty()));
            }
            pieces.add(new Piece(text.substring(start, one.finding.end()), Optional.of(one.action)));
            from = one.finding.end();
        }
        if (from < text.length()) {
            pieces.add(new Piece(text.substring(from), Optional.empty()));
        }
        return List.copyOf(pieces);
    }

    /// The text with placeholders where the tripwire asks for them, as live calls get it.
    private static String sent(String text, List<Found> found, byte[] key) {
        var placeholders = new Placeholders(key);
        var sent = new StringBuilder();
        int from = 0;
        for (Found one : found) {
            int start = Math.max(from, one.finding.start());
            if (one.action == Tripwire.Action.REDACT && start < one.finding.end()) {
                sent.append(text, from, start)
                        .append(placeholders.of(one.finding.kind(), text.substring(start, one.finding.end())));
                from = one.finding.end();
            }
        }
        return sent.append(text, from, text.length()).toString();
    }

    private static List<Receipt> receipts(
            Policy policy, Workload workload, PiiClass pii, List<Found> found, String sent) {
        Optional<String> blocked =
                found.stream()
                        .filter(one -> one.action == Tripwire.Action.BLOCK)
                        .map(one -> one.finding.kind())
                        .findFirst();
        return policy.providers().values().stream()
                .map(provider -> {
                    if (blocked.isPresent()) {
                        return new Receipt(provider.name(), "", "tripwire." + blocked.get(), "");
                    }
                    return Interlock.refusal(policy, provider, workload.name(), pii)
                            .map(no -> new Receipt(provider.name(), "", no.rule(), no.message()))
                            .orElse(new Receipt(provider.name(), sent, "", ""));
                })
                .toList();
    }
}
