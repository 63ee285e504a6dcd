package signalbox.core.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import signalbox.core.budget.BudgetStatus;

/// Budgets as JSON, in the budget's unit (nano-dollars, tokens or calls). Pure.
final class BudgetReport {
    private static final JsonFactory JSON = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private BudgetReport() {}

    /// One line: an array of budgets.
    static void write(OutputStream out, List<BudgetStatus> statuses) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            writeArray(json, statuses);
            json.writeRaw('\n');
        }
    }

    static void writeArray(JsonGenerator json, List<BudgetStatus> statuses) throws IOException {
        json.writeStartArray();
        for (BudgetStatus status : statuses) {
            write(json, status);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, BudgetStatus status) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", status.budget().name());
        json.writeStringField("on", status.budget().scope().reference());
        json.writeStringField("measure", word(status.budget().measure()));
        json.writeStringField("window", word(status.budget().window()));
        json.writeStringField("zone", status.budget().zone().getId());
        json.writeStringField("state", word(status.state()));
        json.writeNumberField("cap", status.cap());
        json.writeNumberField("spent", status.spent());
        json.writeNumberField("held", status.held());
        json.writeNumberField("unreported", status.unreported());
        json.writeNumberField("free", status.free());
        json.writeNumberField("refused", status.refused());
        json.writeStringField("resets_at", status.windowEnd().toString());
        json.writeEndObject();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
