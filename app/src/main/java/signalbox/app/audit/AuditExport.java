package signalbox.app.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import signalbox.app.text.Csv;
import signalbox.core.ledger.Ledger.AuditEntry;

/// The trail as a file for others to read, with the hashes that chain its rows. Pure.
final class AuditExport {
    private AuditExport() {}

    /// Comma-separated values (RFC 4180), times in UTC.
    static String csv(List<AuditRow> rows) {
        var text = new StringBuilder("sequence,at,who,version,what,before,after,why,previous_hash,hash\r\n");
        for (AuditRow row : rows) {
            AuditEntry entry = row.entry();
            text.append(
                    Csv.row(
                            Long.toString(entry.sequence()),
                            entry.at().toString(),
                            entry.actor(),
                            row.version() > 0 ? Long.toString(row.version()) : "",
                            entry.change(),
                            entry.before(),
                            entry.after(),
                            entry.reason(),
                            row.link().previous(),
                            row.link().hash()));
        }
        return text.toString();
    }

    /// An array with one object for each row.
    static String json(List<AuditRow> rows) {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartArray();
            for (AuditRow row : rows) {
                write(json, row);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, AuditRow row) throws IOException {
        AuditEntry entry = row.entry();
        json.writeStartObject();
        json.writeNumberField("sequence", entry.sequence());
        json.writeStringField("at", entry.at().toString());
        json.writeStringField("who", entry.actor());
        if (row.version() > 0) {
            json.writeNumberField("version", row.version());
        }
        json.writeStringField("what", entry.change());
        json.writeStringField("before", entry.before());
        json.writeStringField("after", entry.after());
        json.writeStringField("why", entry.reason());
        json.writeStringField("previous_hash", row.link().previous());
        json.writeStringField("hash", row.link().hash());
        json.writeEndObject();
    }
}
