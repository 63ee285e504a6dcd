package signalbox.core.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import signalbox.core.RouterException;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Plan;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Wire;
import signalbox.core.policy.Workload;

/// A call that nobody makes, asked about to see its plan. Without a request it is one with an empty prompt. It speaks
/// the wire format of the route's first provider, and carries no app key, so no key raises its class. Pure.
public final class PlanQuestion {
    private static final String NAMES_WORKLOAD = "workload:";

    private PlanQuestion() {}

    /// @param request the request's body; empty for none
    /// @throws RouterException `unknown_workload`, `unknown_wire`, or the code of a malformed request
    public static CallFacts facts(Policy policy, String name, String request) throws RouterException {
        Workload workload = policy.workloads().get(name);
        if (workload == null) {
            throw new RouterException(
                    "unknown_workload",
                    "There is no workload \""
                            + name
                            + "\"; there are "
                            + String.join(", ", policy.workloads().keySet())
                            + ".");
        }
        Wire wire = wire(policy, workload);
        if (request.isEmpty()) {
            return new CallFacts(name, "", wire, "", workload.pii(), 0, -1, 1, false, Set.of(), 0, "");
        }
        return facts(workload, wire, request);
    }

    private static CallFacts facts(Workload workload, Wire wire, String request) throws RouterException {
        try {
            Dialect dialect = Dialect.of(wire);
            ParsedRequest parsed = dialect.parse(request.getBytes(StandardCharsets.UTF_8));
            long bound = dialect.inputBound(parsed);
            return new CallFacts(
                    workload.name(),
                    "",
                    wire,
                    parsed.model().startsWith(NAMES_WORKLOAD) ? "" : parsed.model(),
                    workload.pii(),
                    bound >= Dialect.UNBOUNDED_INPUT ? CallFacts.UNBOUNDED : bound,
                    parsed.outputLimit(),
                    parsed.choices(),
                    parsed.stream(),
                    parsed.needs(),
                    parsed.maxSearchCalls(),
                    parsed.serviceTier());
        } catch (MalformedRequest e) {
            throw new RouterException(e.code(), "The request cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new RouterException(
                    "unknown_wire", "Requests in the format " + wire.id() + " cannot be read yet; leave it out.", e);
        }
    }

    private static Wire wire(Policy policy, Workload workload) {
        return policy.routes().get(workload.route()).targets().stream()
                .map(target -> policy.providers().get(target.provider()).wire())
                .findFirst()
                .orElse(Arrays.asList(Wire.values()).getFirst());
    }

    /// The plan as one JSON object on one line.
    public static String json(CallFacts facts, Plan plan) {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("workload", facts.workload());
            json.writeStringField("wire", facts.wire().id());
            json.writeStringField("asked_model", facts.askedModel());
            json.writeArrayFieldStart("attempts");
            for (Attempt attempt : plan.attempts()) {
                write(json, attempt);
            }
            json.writeEndArray();
            CallReport.steps(json, plan.steps());
            json.writeStringField("refusal", plan.refusal() == null ? "" : plan.refusal().message());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, Attempt attempt) throws IOException {
        json.writeStartObject();
        json.writeStringField("target", attempt.provider() + "/" + attempt.model());
        json.writeStringField("why", attempt.why());
        json.writeNumberField("output_limit", attempt.outputLimit());
        json.writeNumberField("worst_tokens", attempt.worstTokens());
        json.writeNumberField("estimate_nanos", attempt.estimateNanos());
        json.writeNumberField("worst_nanos", attempt.worstNanos());
        json.writeEndObject();
    }
}
