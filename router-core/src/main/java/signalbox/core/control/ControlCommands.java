package signalbox.core.control;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.LedgerExport;
import signalbox.core.plan.PolicyAdvice;
import signalbox.core.policy.Amount;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;

/// What can be asked of a running instance. Thread-safe.
public final class ControlCommands {
    private final Router router;
    private final Instance instance;
    private final LedgerQuestions ledger;
    private final PolicyCommands policies;

    /// What the program around the router knows and does.
    public interface Instance {
        /// Where the proxy listens, as apps write it: `http://127.0.0.1:4717`.
        String address();

        String version();

        Instant startedAt();

        /// Brings the console's window to the front.
        ///
        /// @throws RouterException `headless` when there is no window
        void show() throws RouterException;
    }

    /// The bytes of a result.
    @FunctionalInterface
    public interface Result {
        void writeTo(OutputStream out) throws IOException;
    }

    public ControlCommands(Router router, Instance instance) {
        this.router = router;
        this.instance = instance;
        this.ledger = new LedgerQuestions(router);
        this.policies = new PolicyCommands(router);
    }

    /// Runs one command.
    ///
    /// @throws RouterException when it cannot be done; nothing was changed
    public Result run(Map<String, String> request) throws RouterException {
        String actor = request.getOrDefault("actor", "");
        return switch (request.getOrDefault("command", "")) {
            case "show" -> show();
            case "status" -> out -> new StatusReport(router, instance).writeTo(out);
            case "unlock" -> unlock(request, actor);
            case "raise" -> raise(request, actor);
            case "release" -> release(request, actor);
            case "confirm-clock" -> confirmClock(actor);
            case "policy-export" -> text(PolicyFile.write(router.policy()));
            case "policy-import" -> importPolicy(request, actor);
            case "policy-versions" -> policies.versions(request);
            case "policy-diff" -> policies.diff(request);
            case "policy-rollback" -> policies.rollback(request, actor);
            case "simulate" -> policies.simulate(request);
            case "keys-issue" -> issueKey(request, actor);
            case "keys-revoke" -> revokeKey(request, actor);
            case "keys-detected" -> CallersReport.of(router.callers().list());
            case "plan" -> plan(request);
            case "explain" -> explain(request);
            case "ledger-export" -> exportLedger(request);
            case "ledger-explain-budget" -> ledger.explainBudget(request);
            case "ledger-incidents" -> ledger.incidents(request);
            case "ledger-unreviewed" -> ledger.unreviewed(request);
            case "ledger-review" -> ledger.review(request, actor);
            case "report" -> SavingsReport.run(router, request);
            case "experiments" -> ExperimentReport.run(router, request);
            case "ledger-reconcile" -> Reconciling.run(router, request);
            case "backup", "ledger-verify", "ledger-rebuild" ->
                    CareCommands.run(router.care(), request, sequence -> {});
            case String keys when keys.startsWith("providers-") || keys.startsWith("secrets-") ->
                    new ProviderCommands(router).run(request);
            case String prices when prices.startsWith("prices-") -> new PriceCommands(router).run(request);
            default ->
                    throw new RouterException(
                            "unknown_command",
                            "The running Signalbox does not know this command; is it an older version?");
        };
    }

    private Result show() throws RouterException {
        instance.show();
        return text("");
    }

    private Result unlock(Map<String, String> request, String actor) throws RouterException {
        String workload = request.getOrDefault("workload", "");
        List<BudgetStatus> now = router.unlock(workload, ceiling(request), actor, request.getOrDefault("reason", ""));
        return out -> BudgetReport.write(out, now);
    }

    private Result raise(Map<String, String> request, String actor) throws RouterException {
        String workload = request.getOrDefault("workload", "");
        boolean lasting = request.getOrDefault("lasting", "").equals("true");
        List<BudgetStatus> now =
                router.raise(workload, ceiling(request), lasting, actor, request.getOrDefault("reason", ""));
        return out -> BudgetReport.write(out, now);
    }

    private Result release(Map<String, String> request, String actor) throws RouterException {
        BudgetStatus now = router.releaseUnreported(request.getOrDefault("budget", ""), actor);
        return out -> BudgetReport.write(out, List.of(now));
    }

    private Result confirmClock(String actor) throws RouterException {
        router.confirmClock(actor);
        return fields(Map.of("confirmed", "clock"));
    }

    private static Optional<Amount> ceiling(Map<String, String> request) throws RouterException {
        String to = request.getOrDefault("to", "");
        try {
            return to.isEmpty() ? Optional.empty() : Optional.of(Amount.parse(to));
        } catch (IllegalArgumentException e) {
            throw new RouterException("bad_amount", e.getMessage() + ".", e);
        }
    }

    private Result importPolicy(Map<String, String> request, String actor) throws RouterException {
        try {
            var policy = PolicyFile.read(request.getOrDefault("policy", ""));
            router.apply(new PolicyChange.Replace(policy), actor, request.getOrDefault("reason", "imported"));
            return out -> PolicyReport.imported(out, router.policy().version(), PolicyAdvice.of(policy));
        } catch (PolicyFileException e) {
            throw new RouterException(
                    "policy_invalid", "The policy cannot be used; nothing was changed.\n" + e.getMessage(), e);
        }
    }

    private Result issueKey(Map<String, String> request, String actor) throws RouterException {
        String workload = request.getOrDefault("workload", "");
        String name = request.getOrDefault("name", "");
        Set<String> allowed = Set.of(workload);
        var issued = router.issueKey(name.isEmpty() ? workload : name, workload, allowed, actor);
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", issued.key().name());
        fields.put("workload", issued.key().workload());
        fields.put("secret", issued.secret());
        return fields(fields);
    }

    private Result revokeKey(Map<String, String> request, String actor) throws RouterException {
        String name = request.getOrDefault("name", "");
        router.revokeKey(name, actor);
        return fields(Map.of("revoked", name));
    }

    private Result plan(Map<String, String> request) throws RouterException {
        var facts =
                PlanQuestion.facts(
                        router.policy(), request.getOrDefault("workload", ""), request.getOrDefault("request", ""));
        return text(PlanQuestion.json(facts, router.plan(facts)));
    }

    private Result explain(Map<String, String> request) throws RouterException {
        String call = request.getOrDefault("call", "");
        long id = LedgerQuestions.callId(call);
        flushLedger();
        CallRow row =
                router.ledger()
                        .call(id)
                        .orElseThrow(() ->
                                new RouterException(
                                        "unknown_call",
                                        "The ledger has no call " + call + ". Look it up in ledger export."));
        var money = router.pricing().money(row);
        return out -> CallReport.write(out, row, money, router.ledger().adjustments(id));
    }

    private Result exportLedger(Map<String, String> request) throws RouterException {
        Instant since = LedgerQuestions.time(request.getOrDefault("since", "")).orElse(Instant.EPOCH);
        boolean csv = request.getOrDefault("format", "json").equals("csv");
        flushLedger();
        return out -> {
            var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            if (csv) {
                LedgerExport.csv(router.ledger(), since, text);
            } else {
                LedgerExport.jsonLines(router.ledger(), since, text);
            }
            text.flush();
        };
    }

    private void flushLedger() throws RouterException {
        try {
            router.ledger().flush();
        } catch (IllegalStateException e) {
            throw new RouterException("ledger_unavailable", "The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    private static Result fields(Map<String, String> fields) {
        return out -> out.write(ControlMessage.write(fields).getBytes(StandardCharsets.UTF_8));
    }

    private static Result text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
