package signalbox.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.ledger.Journal;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.ledger.Ledger;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.ledger.LedgerState;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyCheck;
import signalbox.core.policyfile.ChangeText;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;

/// Keeps the policy in the journal, each version as its policy-file text. Used under the router's change lock.
final class PolicyStore {
    private final Journal journal;
    private final AuditTrail audit;

    PolicyStore(Journal journal, AuditTrail audit) {
        this.journal = journal;
        this.audit = audit;
    }

    /// The policy in force when the data directory was last used; the first policy for a fresh one.
    Policy read(LedgerState state, Instant now) throws RouterException {
        if (state.policyVersion() == 0) {
            Policy first = FirstPolicy.policy();
            append(first, audit.entry(now, "policy", "Console installed", "", PolicyFile.write(first), ""));
            return first;
        }
        return read(state.policyText(), state.policyVersion(), "The stored policy");
    }

    /// A policy that was in force.
    static Policy at(Ledger ledger, long version) throws RouterException {
        ledger.flush();
        String text =
                ledger.policyText(version)
                        .orElseThrow(() ->
                                new RouterException(
                                        "no_such_version",
                                        "There is no policy version "
                                                + version
                                                + "; policy versions lists what there is."));
        return read(text, version, "Version " + version + " of the policy");
    }

    private static Policy read(String text, long version, String what) throws RouterException {
        try {
            return PolicyFile.read(text).withVersion(version);
        } catch (PolicyFileException e) {
            throw new RouterException(
                    "policy_unreadable", what + " cannot be read by this version of Signalbox:\n" + e.getMessage(), e);
        }
    }

    /// Validates a changed policy as a whole and makes it durable.
    ///
    /// @throws RouterException `policy_invalid` with every problem, or `ledger_unavailable`; nothing was written
    void write(PolicyChange change, Policy before, Policy after, String actor, String reason, Instant now)
            throws RouterException {
        var problems = new ArrayList<>(PolicyCheck.problems(after));
        problems.addAll(TripwireScans.problems(after));
        if (!problems.isEmpty()) {
            throw new RouterException(
                    "policy_invalid",
                    problems.stream()
                            .map(problem -> problem.path() + ": " + problem.message())
                            .collect(Collectors.joining("\n")));
        }
        var text = ChangeText.of(change, before);
        append(after, audit.entry(now, actor, text.sentence(), text.before(), text.after(), reason));
    }

    private void append(Policy policy, AuditEntry entry) throws RouterException {
        try {
            journal.appendDurable(
                    List.of(new JournalRecord.PolicyApplied(policy.version(), PolicyFile.write(policy), entry)));
        } catch (LedgerUnavailable e) {
            throw new RouterException("ledger_unavailable", "Nothing was changed: " + e.getMessage(), e);
        }
    }
}
