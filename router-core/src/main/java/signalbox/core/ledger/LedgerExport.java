package signalbox.core.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import signalbox.core.plan.Step;
import signalbox.core.policy.Counter;

/// Writes calls as CSV or as JSON lines, one call a line, oldest first. Field names are stable; new ones are only added
/// at the end.
///
/// | field | meaning |
/// |---|---|
/// | `id` | call id, as in answers' `x-signalbox-call-id` |
/// | `at` | when the call arrived, ISO 8601 in UTC |
/// | `workload`, `key`, `team` | whose call it was |
/// | `provider`, `model` | who answered or was tried last; empty when nobody was |
/// | `asked_model` | the model name the client sent |
/// | `in_text` … `fixed_fee` | units per counter, all attempts added up |
/// | `tokens` | all tokens |
/// | `cost_nanos`, `list_nanos`, `saved_nanos` | cost, cost at list price, saving; nano-dollars |
/// | `status` | `answered`, `refused` or `failed` |
/// | `code` | error code the client got; empty when answered |
/// | `reason` | the last step of the explanation that refused something; empty when answered |
/// | `http_status` | status the client got |
/// | `attempts` | how many upstream attempts were made |
/// | `provenance` | how well the usage of the last attempt is known; empty when there was none |
/// | `practice` | whether the call was simulated |
/// | `duration_ms`, `first_byte_ms` | from arrival to the end and to the first byte; the latter empty when none was sent |
/// | `adjusted_nanos` | what later corrections added to `cost_nanos`; below 0 when they gave back |
///
/// In CSV a text that a spreadsheet could take for a formula gets a `'` in front; numbers are written as numbers and
/// never get one.
public final class LedgerExport {
    private static final String FORMULA_STARTS = "=+-@\t\r\n\0＝＋－＠";
    private static final JsonFactory JSON = new JsonFactory();

    private static final List<String> FIELDS = fieldNames();

    private LedgerExport() {}

    /// Writes every call since `from` with a header line. The writer stays open.
    public static void csv(Ledger ledger, Instant from, Writer out) throws IOException {
        CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
        printer.printRecord(FIELDS);
        each(
                ledger,
                from,
                (row, cost) ->
                        printer.printRecord(fields(row, cost).values().stream().map(LedgerExport::cell).toList()));
        printer.flush();
    }

    /// Writes every call since `from` as one JSON object a line. The writer stays open.
    public static void jsonLines(Ledger ledger, Instant from, Writer out) throws IOException {
        JsonGenerator json = JSON.createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setRootValueSeparator(null);
        each(
                ledger,
                from,
                (row, cost) -> {
                    write(json, fields(row, cost));
                    json.writeRaw('\n');
                });
        json.close();
        out.flush();
    }

    private interface Line {
        void write(CallRow row, long costNanos) throws IOException;
    }

    private static void each(Ledger ledger, Instant from, Line line) throws IOException {
        try {
            ledger.exportCosts(
                    from,
                    (row, cost) -> {
                        try {
                            line.write(row, cost);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The fields of a call, in order: texts, whole numbers, booleans, or null for no value.
    ///
    /// @param costNow what it costs with corrections
    static Map<String, Object> fields(CallRow row, long costNow) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", CallId.format(row.id()));
        fields.put("at", row.at().toString());
        fields.put("workload", row.workload());
        fields.put("key", row.key());
        fields.put("team", row.team());
        fields.put("provider", row.provider());
        fields.put("model", row.model());
        fields.put("asked_model", row.askedModel());
        for (Counter counter : Counter.values()) {
            fields.put(field(counter), sum(row, attempt -> attempt.usage().count(counter)));
        }
        fields.put("tokens", sum(row, attempt -> attempt.usage().tokens()));
        fields.put("cost_nanos", row.costNanos());
        fields.put("list_nanos", sum(row, AttemptRow::listNanos));
        fields.put("saved_nanos", row.savedNanos());
        fields.put("status", row.outcome().name().toLowerCase(Locale.ROOT));
        fields.put("code", row.code());
        fields.put("reason", reason(row));
        fields.put("http_status", row.httpStatus());
        fields.put("attempts", row.attempts().size());
        fields.put("provenance", provenance(row));
        fields.put("practice", row.practice());
        fields.put("duration_ms", row.total().toMillis());
        fields.put("first_byte_ms", row.firstByte() == null ? null : row.firstByte().toMillis());
        fields.put("adjusted_nanos", costNow - row.costNanos());
        return fields;
    }

    private static List<String> fieldNames() {
        var names = new ArrayList<String>();
        names.addAll(List.of("id", "at", "workload", "key", "team", "provider", "model", "asked_model"));
        for (Counter counter : Counter.values()) {
            names.add(field(counter));
        }
        names.addAll(List.of("tokens", "cost_nanos", "list_nanos", "saved_nanos", "status", "code", "reason"));
        names.addAll(List.of("http_status", "attempts", "provenance", "practice", "duration_ms", "first_byte_ms"));
        names.add("adjusted_nanos");
        return List.copyOf(names);
    }

    private static String field(Counter counter) {
        return counter.id().replace('-', '_');
    }

    private static long sum(CallRow row, ToLongFunction<AttemptRow> each) {
        return row.attempts().stream().mapToLong(each).sum();
    }

    private static String reason(CallRow row) {
        if (row.outcome() == CallRow.Outcome.ANSWERED) {
            return "";
        }
        return row.steps().reversed().stream()
                .filter(step -> step.verdict() == Step.Verdict.REFUSED)
                .findFirst()
                .map(step -> step.rule() + ": " + step.detail())
                .orElse("");
    }

    private static String provenance(CallRow row) {
        return row.attempts().isEmpty() ? "" : row.attempts().getLast().provenance().name().toLowerCase(Locale.ROOT);
    }

    private static void write(JsonGenerator json, Map<String, Object> fields) throws IOException {
        json.writeStartObject();
        for (var field : fields.entrySet()) {
            json.writeFieldName(field.getKey());
            switch (field.getValue()) {
                case null -> json.writeNull();
                case String text -> json.writeString(text);
                case Boolean bool -> json.writeBoolean(bool);
                case Long number -> json.writeNumber(number);
                case Integer number -> json.writeNumber(number);
                default -> throw new IllegalStateException("no such kind of field");
            }
        }
        json.writeEndObject();
    }

    static Object cell(Object value) {
        if (value instanceof String text && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
            return "'" + text;
        }
        return value;
    }
}
