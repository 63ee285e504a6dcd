package signalbox.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import signalbox.core.InFlight.Running;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;
import signalbox.core.plan.Step;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Counter;

/// What an app may ask about its own calls, running ones included: figures and reasons as JSON, nothing that was said
/// in them. Amounts in nano-dollars, durations in milliseconds. Costs are what they are now, with every later
/// correction; `corrected` says that there was one, `correction_nanos` what it added. Thread-safe.
final class OwnCalls {
    private static final JsonFactory JSON = new JsonFactory();

    private OwnCalls() {}

    /// A call of this key; empty when there is none, or it is another's.
    ///
    /// @throws RouterException `ledger_unavailable`
    static Optional<byte[]> find(AppKey key, String callId, InFlight inFlight, Ledger ledger) throws RouterException {
        long id;
        try {
            id = CallId.parse(callId);
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
        Optional<Running> now = inFlight.find(id);
        if (now.isPresent()) {
            return now.filter(call -> call.key().equals(key.name()))
                    .map(call -> bytes(json -> head(json, id, "running", call.at())));
        }
        return ended(id, ledger)
                .filter(call -> call.row.key().equals(key.name()))
                .map(call -> bytes(json -> ended(json, call)));
    }

    /// @param corrections what was added later to the cost of each attempt, in nano-dollars; of those only that changed
    private record Ended(CallRow row, Map<Integer, Long> corrections) {
        long corrected() {
            return corrections.values().stream().mapToLong(Long::longValue).sum();
        }

        long costNanos(int attempt) {
            return row.attempts().get(attempt).costNanos() + corrections.getOrDefault(attempt, 0L);
        }
    }

    private static Optional<Ended> ended(long id, Ledger ledger) throws RouterException {
        try {
            return ledger.call(id).map(row -> new Ended(row, corrections(id, ledger)));
        } catch (RuntimeException broken) {
            throw new RouterException("ledger_unavailable", "The ledger cannot be read right now. Ask again soon.");
        }
    }

    private static Map<Integer, Long> corrections(long id, Ledger ledger) {
        var added = new HashMap<Integer, Long>();
        for (Ledger.Adjustment adjustment : ledger.adjustments(id)) {
            if (adjustment.costNanos() != 0) {
                added.merge(adjustment.attempt(), adjustment.costNanos(), Long::sum);
            }
        }
        return added;
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] bytes(Body body) {
        var out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void head(JsonGenerator json, long id, String status, Instant at) throws IOException {
        json.writeStringField("object", "signalbox.call");
        json.writeStringField("id", CallId.format(id));
        json.writeStringField("status", status);
        json.writeStringField("at", at.toString());
    }

    private static void ended(JsonGenerator json, Ended call) throws IOException {
        CallRow row = call.row;
        head(json, row.id(), word(row.outcome()), row.at());
        json.writeStringField("code", row.code());
        json.writeNumberField("http_status", row.httpStatus());
        json.writeStringField("workload", row.workload());
        json.writeStringField("asked_model", row.askedModel());
        json.writeStringField("pii", word(row.pii()));
        json.writeBooleanField("stream", row.stream());
        json.writeBooleanField("practice", row.practice());
        AttemptRow last = row.attempts().isEmpty() ? null : row.attempts().getLast();
        json.writeStringField("provider", last == null ? "" : last.provider());
        json.writeStringField("model", last == null ? "" : last.model());
        usage(json, row.attempts());
        json.writeNumberField("cost_nanos", row.costNanos() + call.corrected());
        json.writeBooleanField("corrected", !call.corrections.isEmpty());
        json.writeNumberField("correction_nanos", call.corrected());
        json.writeNumberField("saved_nanos", row.savedNanos());
        json.writeNumberField("duration_ms", row.total().toMillis());
        attempts(json, call);
        steps(json, row.steps());
    }

    private static void attempts(JsonGenerator json, Ended call) throws IOException {
        json.writeArrayFieldStart("attempts");
        for (int i = 0; i < call.row.attempts().size(); i++) {
            AttemptRow attempt = call.row.attempts().get(i);
            json.writeStartObject();
            json.writeStringField("provider", attempt.provider());
            json.writeStringField("model", attempt.model());
            json.writeNumberField("http_status", attempt.status());
            json.writeStringField("error", attempt.error());
            usage(json, List.of(attempt));
            json.writeNumberField("cost_nanos", call.costNanos(i));
            json.writeStringField("provenance", word(attempt.provenance()));
            json.writeNumberField("duration_ms", attempt.duration().toMillis());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void usage(JsonGenerator json, List<AttemptRow> attempts) throws IOException {
        var sums = new EnumMap<Counter, Long>(Counter.class);
        attempts.forEach(
                attempt -> attempt.usage().counts().forEach((counter, units) -> sums.merge(counter, units, Long::sum)));
        json.writeObjectFieldStart("usage");
        for (var sum : sums.entrySet()) {
            json.writeNumberField(word(sum.getKey()), sum.getValue());
        }
        json.writeEndObject();
    }

    private static void steps(JsonGenerator json, List<Step> steps) throws IOException {
        json.writeArrayFieldStart("steps");
        for (Step step : steps) {
            json.writeStartObject();
            json.writeStringField("rule", step.rule());
            json.writeStringField("subject", step.subject());
            json.writeStringField("verdict", word(step.verdict()));
            json.writeStringField("detail", step.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
