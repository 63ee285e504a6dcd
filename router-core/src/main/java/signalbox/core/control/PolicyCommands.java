package signalbox.core.control;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.control.ControlCommands.Result;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyDiff;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;
import signalbox.core.simulate.Replay;

/// What can be asked about policies that were or might be in force. Thread-safe.
final class PolicyCommands {
    private static final int MOST_VERSIONS = 1000;

    private final Router router;

    PolicyCommands(Router router) {
        this.router = router;
    }

    Result versions(Map<String, String> request) throws RouterException {
        try {
            int limit = Integer.parseInt(request.getOrDefault("limit", "50"));
            router.ledger().flush();
            var versions = router.ledger().policies(Math.clamp(limit, 1, MOST_VERSIONS));
            return out -> PolicyReport.versions(out, versions);
        } catch (NumberFormatException e) {
            throw new RouterException("bad_number", "The limit is not a number.", e);
        }
    }

    /// Between two versions, or from the policy in force to a draft.
    Result diff(Map<String, String> request) throws RouterException {
        boolean draft = request.containsKey("policy");
        Policy before = draft ? router.policy() : version(request, "from");
        Policy after = draft ? draft(request) : request.containsKey("to") ? version(request, "to") : router.policy();
        PolicyDiff diff = PolicyDiff.of(before, after);
        return out -> PolicyReport.diff(out, diff);
    }

    Result rollback(Map<String, String> request, String actor) throws RouterException {
        Policy old = version(request, "version");
        router.apply(
                new PolicyChange.Replace(old),
                actor,
                request.getOrDefault("reason", "back to version " + old.version()));
        long now = router.policy().version();
        return out -> PolicyReport.applied(out, now);
    }

    Result simulate(Map<String, String> request) throws RouterException {
        Instant from;
        try {
            from = Instant.now().minus(Duration.parse(request.getOrDefault("last", "PT24H")));
        } catch (DateTimeException | ArithmeticException e) {
            throw new RouterException("bad_time", "The period is not a time; write PT24H or P7D.", e);
        }
        Policy draft = draft(request);
        Replay replay = router.replay(draft, from, Instant.MAX, Replay.Progress.NONE);
        return out -> PolicyReport.replay(out, replay);
    }

    private Policy version(Map<String, String> request, String field) throws RouterException {
        String text = request.getOrDefault(field, "");
        try {
            return router.policyAt(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new RouterException("bad_number", "\"" + text + "\" is not a version; write a number.", e);
        }
    }

    private static Policy draft(Map<String, String> request) throws RouterException {
        try {
            return PolicyFile.read(request.getOrDefault("policy", ""));
        } catch (PolicyFileException e) {
            throw new RouterException(
                    "policy_invalid", "The policy cannot be used; nothing was changed.\n" + e.getMessage(), e);
        }
    }
}
