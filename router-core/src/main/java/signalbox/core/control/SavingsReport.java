package signalbox.core.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.Savings;
import signalbox.core.control.ControlCommands.Result;

/// What was paid and saved over a period, as JSON; amounts in nano-dollars.
final class SavingsReport {
    private SavingsReport() {}

    static Result run(Router router, Map<String, String> request) throws RouterException {
        Instant from;
        try {
            from = Instant.now().minus(Duration.parse(request.getOrDefault("last", "P30D")));
        } catch (DateTimeException | ArithmeticException e) {
            throw new RouterException("bad_time", "The period is not a time; write PT24H or P30D.", e);
        }
        boolean practice = request.getOrDefault("practice", "").equals("true");
        try {
            router.ledger().flush();
            Savings savings = Savings.of(router.ledger(), router.prices(), router.policy(), from, practice);
            return out -> write(out, savings);
        } catch (IllegalStateException e) {
            throw new RouterException("ledger_unavailable", e.getMessage(), e);
        }
    }

    private static void write(OutputStream out, Savings savings) throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeStringField("from", savings.from().toString());
                    json.writeBooleanField("practice", savings.practice());
                    sums(json, savings.whole());
                    json.writeObjectFieldStart("asked");
                    json.writeNumberField("calls", savings.asked().calls());
                    json.writeNumberField("unpriced", savings.asked().unpriced());
                    json.writeNumberField("paid_nanos", savings.asked().paid());
                    json.writeNumberField("there_nanos", savings.asked().there());
                    json.writeEndObject();
                    json.writeArrayFieldStart("workloads");
                    for (Savings.Line line : savings.workloads()) {
                        json.writeStartObject();
                        json.writeStringField("workload", line.workload());
                        sums(json, line.sums());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("observed");
                    for (Savings.Watched one : savings.observed()) {
                        watched(json, one);
                    }
                    json.writeEndArray();
                });
    }

    private static void sums(JsonGenerator json, Savings.Sums sums) throws IOException {
        json.writeNumberField("calls", sums.calls());
        json.writeNumberField("paid_nanos", sums.paid());
        json.writeNumberField("saved_nanos", sums.saved());
        json.writeNumberField("free_nanos", sums.free());
        json.writeNumberField("cache_nanos", sums.cache());
        json.writeNumberField("routing_nanos", sums.routing());
    }

    private static void watched(JsonGenerator json, Savings.Watched one) throws IOException {
        json.writeStartObject();
        json.writeStringField("workload", one.workload());
        json.writeNumberField("calls", one.calls());
        json.writeNumberField("refused", one.refused());
        json.writeNumberField("unpriced", one.unpriced());
        json.writeNumberField("paid_nanos", one.paid());
        json.writeNumberField("there_nanos", one.there());
        json.writeEndObject();
    }
}
