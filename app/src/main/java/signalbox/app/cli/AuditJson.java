package signalbox.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import signalbox.core.past.BadRow;
import signalbox.core.past.PastReport;
import signalbox.core.past.PastReport.Sums;

/// What logs of the past say, as one JSON object; amounts are nano-dollars. Pure.
final class AuditJson {
    private AuditJson() {}

    /// What goes into an object.
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    static String places(List<Path> found) {
        return object(json -> paths(json, "places", found));
    }

    static String of(PastReport report) {
        return object(json -> {
            json.writeStringField("from", report.from().toString());
            json.writeStringField("to", report.to().toString());
            json.writeStringField("price_table", report.pricesOf());
            json.writeNumberField("files", report.files());
            json.writeNumberField("rows", report.rows());
            json.writeNumberField("bad", report.bad());
            json.writeNumberField("duplicates", report.duplicates());
            json.writeNumberField("outside", report.outside());
            json.writeNumberField("routed", report.routed());
            json.writeNumberField("unknown_files", report.unknownFiles());
            json.writeNumberField("unreadable_files", report.unreadableFiles());
            json.writeObjectFieldStart("total");
            sums(json, report.total());
            json.writeEndObject();
            lines(json, report.lines());
            badRows(json, report.badRows());
            paths(json, "unknown", report.unknown());
            paths(json, "unreadable", report.unreadable());
            if (report.under().isPresent()) {
                under(json, report.under().get());
            }
        });
    }

    private static void lines(JsonGenerator json, List<PastReport.Line> lines) throws IOException {
        json.writeArrayFieldStart("lines");
        for (PastReport.Line line : lines) {
            json.writeStartObject();
            json.writeStringField("day", line.day().toString());
            json.writeStringField("tool", line.tool());
            json.writeStringField("vendor", line.vendor());
            json.writeStringField("model", line.model());
            sums(json, line.sums());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void sums(JsonGenerator json, Sums sums) throws IOException {
        json.writeNumberField("calls", sums.calls());
        json.writeNumberField("entries", sums.entries());
        json.writeNumberField("input", sums.input());
        json.writeNumberField("cache_read", sums.cacheRead());
        json.writeNumberField("cache_write", sums.cacheWrite());
        json.writeNumberField("output", sums.output());
        json.writeNumberField("unpriced", sums.unpriced());
        json.writeNumberField("list_nanos", sums.computed());
        json.writeNumberField("stated", sums.statedEntries());
        json.writeNumberField("stated_nanos", sums.stated());
        json.writeNumberField("spent_nanos", sums.spent());
        json.writeNumberField("open", sums.open());
    }

    private static void badRows(JsonGenerator json, List<BadRow> rows) throws IOException {
        json.writeArrayFieldStart("bad_rows");
        for (BadRow row : rows) {
            json.writeStartObject();
            json.writeStringField("file", row.file().toString());
            json.writeNumberField("line", row.line());
            json.writeStringField("why", row.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void under(JsonGenerator json, PastReport.Under under) throws IOException {
        json.writeObjectFieldStart("under");
        json.writeStringField("workload", under.workload());
        json.writeNumberField("not_asked", under.left());
        json.writeArrayFieldStart("targets");
        for (var served : under.result().targets().entrySet()) {
            json.writeStartObject();
            json.writeStringField("target", served.getKey());
            json.writeNumberField("calls", served.getValue().calls());
            json.writeNumberField("spent_nanos", served.getValue().spent());
            json.writeNumberField("nanos", served.getValue().nanos());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("refusals");
        for (var refused : under.result().refusals().entrySet()) {
            json.writeStartObject();
            json.writeStringField("rule", refused.getKey());
            json.writeNumberField("calls", refused.getValue().calls());
            json.writeNumberField("spent_nanos", refused.getValue().spent());
            json.writeStringField("example", refused.getValue().example());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void paths(JsonGenerator json, String field, List<Path> paths) throws IOException {
        json.writeArrayFieldStart(field);
        for (Path path : paths) {
            json.writeString(path.toString());
        }
        json.writeEndArray();
    }

    private static String object(Body body) {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }
}
