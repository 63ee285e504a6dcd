package signalbox.core.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import signalbox.core.Router;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Scope;

/// The state of a running instance as one JSON object; the README documents its shape.
final class StatusReport {
    private static final JsonFactory JSON = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private static final int INCIDENTS = 3;

    private final Router router;
    private final ControlCommands.Instance instance;

    StatusReport(Router router, ControlCommands.Instance instance) {
        this.router = router;
        this.instance = instance;
    }

    void writeTo(OutputStream out) throws IOException {
        Policy policy = router.policy();
        List<BudgetStatus> budgets = router.budgets();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("listening", instance.address());
            json.writeStringField("version", instance.version());
            json.writeNumberField("uptime_seconds", Duration.between(instance.startedAt(), Instant.now()).toSeconds());
            json.writeNumberField("policy_version", policy.version());
            json.writeNumberField("in_flight", router.inFlight());
            workloads(json, policy, budgets);
            json.writeFieldName("budgets");
            BudgetReport.writeArray(json, budgets);
            providers(json, policy);
            incidents(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void workloads(JsonGenerator json, Policy policy, List<BudgetStatus> budgets) throws IOException {
        json.writeArrayFieldStart("workloads");
        for (String workload : policy.workloads().keySet()) {
            json.writeStartObject();
            json.writeStringField("name", workload);
            json.writeStringField("state", state(workload, budgets));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String state(String workload, List<BudgetStatus> budgets) {
        List<BudgetStatus> own =
                budgets.stream()
                        .filter(status -> status.budget().scope().equals(new Scope.OfWorkload(workload)))
                        .toList();
        if (own.isEmpty()) {
            return "no_cap";
        }
        BudgetStatus.State worst =
                own.stream()
                        .map(BudgetStatus::state)
                        .max(java.util.Comparator.naturalOrder())
                        .orElse(BudgetStatus.State.OK);
        return switch (worst) {
            case OK -> "running";
            case SOFT -> "near_cap";
            case DOWNGRADED -> "downgraded";
            case HALTED -> "halted";
        };
    }

    /// The newest few; none while the store cannot be asked.
    private void incidents(JsonGenerator json) throws IOException {
        List<Ledger.Incident> newest;
        try {
            newest = router.ledger().incidents(INCIDENTS);
        } catch (IllegalStateException e) {
            newest = List.of();
        }
        json.writeFieldName("incidents");
        LedgerQuestions.write(json, newest);
    }

    private void providers(JsonGenerator json, Policy policy) throws IOException {
        var health = router.health();
        json.writeArrayFieldStart("providers");
        for (var provider : policy.providers().values()) {
            var trouble = health.get(provider.name());
            json.writeStartObject();
            json.writeStringField("name", provider.name());
            json.writeBooleanField("practice", provider.practice());
            json.writeStringField("state", provider.paused() ? "paused" : trouble == null ? "ok" : trouble.cooling());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
