package signalbox.core.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.control.ControlCommands.Result;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Experiment;
import signalbox.core.policy.Route;

/// How the arms of the policy's experiments have done over a period, as JSON; amounts in nano-dollars.
final class ExperimentReport {
    private ExperimentReport() {}

    private record Outcome(Route route, List<Ledger.ArmOutcome> arms) {}

    static Result run(Router router, Map<String, String> request) throws RouterException {
        List<Route> routes = routes(router, request.getOrDefault("name", ""));
        try {
            Instant from = Instant.now().minus(Duration.parse(request.getOrDefault("last", "P7D")));
            router.ledger().flush();
            var outcomes = new ArrayList<Outcome>();
            for (Route route : routes) {
                String experiment = route.experiment().orElseThrow().name();
                outcomes.add(new Outcome(route, router.ledger().armOutcomes(experiment, from, Instant.MAX)));
            }
            return out -> write(out, from, outcomes);
        } catch (DateTimeException | ArithmeticException e) {
            throw new RouterException("bad_time", "The period is not a time; write PT24H or P7D.", e);
        } catch (IllegalStateException e) {
            throw new RouterException("ledger_unavailable", "The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    /// @param name of one experiment; empty for every one
    private static List<Route> routes(Router router, String name) throws RouterException {
        List<Route> every = router.policy().routes().values().stream().filter(r -> r.experiment().isPresent()).toList();
        List<Route> asked =
                every.stream().filter(r -> name.isEmpty() || r.experiment().get().name().equals(name)).toList();
        if (asked.isEmpty() && !name.isEmpty()) {
            String known = every.stream().map(r -> r.experiment().get().name()).collect(Collectors.joining(", "));
            throw new RouterException(
                    "unknown_experiment",
                    "No route has an experiment \""
                            + name
                            + (known.isEmpty() ? "\"; there are none." : "\"; there are " + known + "."));
        }
        return asked;
    }

    private static void write(OutputStream out, Instant from, List<Outcome> outcomes) throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeStringField("from", from.toString());
                    json.writeArrayFieldStart("experiments");
                    for (Outcome outcome : outcomes) {
                        write(json, outcome);
                    }
                    json.writeEndArray();
                });
    }

    private static void write(JsonGenerator json, Outcome outcome) throws IOException {
        Experiment experiment = outcome.route.experiment().orElseThrow();
        json.writeStartObject();
        json.writeStringField("name", experiment.name());
        json.writeStringField("route", outcome.route.name());
        json.writeArrayFieldStart("arms");
        for (Ledger.ArmOutcome arm : outcome.arms) {
            json.writeStartObject();
            json.writeStringField("arm", arm.arm());
            json.writeNumberField("calls", arm.calls());
            json.writeNumberField("refused", arm.refused());
            json.writeNumberField("failed", arm.failed());
            json.writeNumberField("tokens", arm.tokens());
            json.writeNumberField("cost_nanos", arm.costNanos());
            json.writeNumberField("p50_ms", arm.millisP50());
            json.writeNumberField("p95_ms", arm.millisP95());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
