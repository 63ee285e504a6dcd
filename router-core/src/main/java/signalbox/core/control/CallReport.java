package signalbox.core.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import signalbox.core.AttemptMoney;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;
import signalbox.core.plan.Step;
import signalbox.core.price.PriceRecord;

/// One past call, whole, as one JSON object; amounts in nano-dollars, durations in milliseconds. Pure.
final class CallReport {
    private CallReport() {}

    /// @param money what each attempt is made of
    /// @param adjustments corrections of the call, oldest first
    static void write(OutputStream out, CallRow row, List<AttemptMoney> money, List<Ledger.Adjustment> adjustments)
            throws IOException {
        JsonLine.write(
                out,
                json -> {
                    asked(json, row);
                    answered(json, row);
                    json.writeArrayFieldStart("attempts");
                    for (AttemptMoney attempt : money) {
                        attempt(json, attempt);
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("adjustments");
                    for (Ledger.Adjustment adjustment : adjustments) {
                        adjustment(json, adjustment);
                    }
                    json.writeEndArray();
                    steps(json, row.steps());
                });
    }

    private static void asked(JsonGenerator json, CallRow row) throws IOException {
        json.writeStringField("id", CallId.format(row.id()));
        json.writeStringField("at", row.at().toString());
        json.writeStringField("workload", row.workload());
        json.writeStringField("key", row.key());
        json.writeStringField("wire", row.wire().id());
        json.writeStringField("asked_model", row.askedModel());
        json.writeStringField("pii", word(row.pii()));
        json.writeBooleanField("stream", row.stream());
        json.writeBooleanField("practice", row.practice());
    }

    private static void answered(JsonGenerator json, CallRow row) throws IOException {
        json.writeStringField("outcome", word(row.outcome()));
        json.writeStringField("code", row.code());
        json.writeNumberField("http_status", row.httpStatus());
        json.writeNumberField("duration_ms", row.total().toMillis());
        json.writeNumberField("cost_nanos", row.costNanos());
        json.writeNumberField("saved_nanos", row.savedNanos());
    }

    private static void attempt(JsonGenerator json, AttemptMoney money) throws IOException {
        AttemptRow attempt = money.row();
        json.writeStartObject();
        json.writeStringField("target", attempt.provider() + "/" + attempt.model());
        json.writeNumberField("status", attempt.status());
        json.writeStringField("error", attempt.error());
        json.writeObjectFieldStart("usage");
        for (var count : attempt.usage().counts().entrySet()) {
            json.writeNumberField(count.getKey().id(), count.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("cost_nanos", attempt.costNanos());
        json.writeNumberField("list_nanos", attempt.listNanos());
        json.writeStringField("price_ids", attempt.priceIds());
        json.writeStringField("provenance", word(attempt.provenance()));
        json.writeStringField("flags", attempt.flags());
        json.writeNumberField("duration_ms", attempt.duration().toMillis());
        money(json, money);
        json.writeEndObject();
    }

    private static void adjustment(JsonGenerator json, Ledger.Adjustment adjustment) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", adjustment.entry().at().toString());
        json.writeStringField("kind", word(adjustment.kind()));
        json.writeNumberField("attempt", adjustment.attempt() + 1);
        json.writeNumberField("cost_nanos", adjustment.costNanos());
        json.writeStringField("actor", adjustment.entry().actor());
        json.writeStringField("reason", adjustment.entry().reason());
        json.writeEndObject();
    }

    /// Counter × rate, and the records the rates stand in.
    private static void money(JsonGenerator json, AttemptMoney money) throws IOException {
        json.writeArrayFieldStart("money");
        for (AttemptMoney.Line line : money.lines()) {
            json.writeStartObject();
            json.writeStringField("counter", line.counter().id());
            json.writeNumberField("units", line.units());
            json.writeNumberField("pico_per_unit", line.rate());
            json.writeNumberField("pico", line.pico());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("prices");
        for (PriceRecord price : money.records()) {
            PriceReport.record(json, price);
        }
        json.writeEndArray();
        json.writeBooleanField("money_exact", money.exact());
        json.writeStringField("money_note", money.note());
    }

    static void steps(JsonGenerator json, List<Step> steps) throws IOException {
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
