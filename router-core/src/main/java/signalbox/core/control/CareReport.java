package signalbox.core.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import signalbox.core.budget.EscrowStore.Movement;
import signalbox.core.ledger.AuditCheck;
import signalbox.core.ledger.Backup;
import signalbox.core.ledger.JournalCheck;
import signalbox.core.ledger.Rebuild;
import signalbox.core.ledger.Restore;
import signalbox.core.ledger.Salvage;

/// What looking after a data directory came to, as one JSON object on a line. Pure.
public final class CareReport {
    private static final JsonFactory JSON = new JsonFactory();

    private CareReport() {}

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    public static String of(Backup.Result made) {
        return object(json -> {
            json.writeStringField("file", made.file().toString());
            json.writeStringField("at", made.at().toString());
            json.writeNumberField("records", made.records());
            json.writeNumberField("files", made.files());
            json.writeNumberField("bytes", made.bytes());
            json.writeBooleanField("vault_key_left_out", made.vaultKeyLeftOut());
        });
    }

    public static String of(Rebuild.Result made) {
        return object(json -> {
            json.writeNumberField("calls", made.calls());
            json.writeNumberField("duration_ms", made.took().toMillis());
        });
    }

    /// @param audit empty when the audit trail could not be looked at
    public static String of(JournalCheck check, Optional<AuditCheck> audit) {
        return object(json -> {
            boolean chained = audit.isEmpty() || audit.get().broken().isEmpty();
            json.writeBooleanField("sound", check.damage().isEmpty() && chained);
            json.writeNumberField("first_segment", check.firstSegment());
            json.writeNumberField("last_segment", check.lastSegment());
            json.writeNumberField("records", check.records());
            json.writeNumberField("calls", check.calls());
            json.writeNumberField("bytes", check.bytes());
            json.writeNumberField("torn_bytes", check.tornBytes());
            json.writeStringField("newest", check.newest().map(Object::toString).orElse(""));
            json.writeArrayFieldStart("gaps");
            for (JournalCheck.Gap gap : check.gaps()) {
                json.writeStartObject();
                json.writeNumberField("first", gap.first());
                json.writeNumberField("last", gap.last());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (check.damage().isPresent()) {
                damage(json, check.damage().get());
            }
            if (audit.isPresent()) {
                audit(json, audit.get());
            }
        });
    }

    private static void audit(JsonGenerator json, AuditCheck audit) throws IOException {
        json.writeObjectFieldStart("audit");
        json.writeNumberField("rows", audit.rows());
        json.writeStringField("head", audit.head());
        if (audit.broken().isPresent()) {
            json.writeObjectFieldStart("broken");
            json.writeNumberField("sequence", audit.broken().get().sequence());
            json.writeStringField("why", audit.broken().get().why());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void damage(JsonGenerator json, JournalCheck.Damage damage) throws IOException {
        json.writeObjectFieldStart("damage");
        json.writeStringField("file", damage.file());
        json.writeNumberField("offset", damage.offset());
        json.writeStringField("why", damage.why());
        json.writeBooleanField("newer", damage.newer());
        json.writeEndObject();
    }

    public static String of(Restore.Result done) {
        return object(json -> {
            json.writeStringField("backup_at", done.at().toString());
            json.writeNumberField("records", done.records());
            json.writeStringField("moved_aside", done.aside() == null ? "" : done.aside().toString());
            held(json, done.held());
        });
    }

    public static String of(Salvage.Result done) {
        return object(json -> {
            json.writeNumberField("records", done.records());
            json.writeStringField("moved_aside", done.aside().toString());
            json.writeArrayFieldStart("lost");
            for (String lost : done.lost()) {
                json.writeString(lost);
            }
            json.writeEndArray();
            json.writeStringField("unknown_since", done.unknownSince().map(Object::toString).orElse(""));
            held(json, done.held());
        });
    }

    private static void held(JsonGenerator json, List<Movement> held) throws IOException {
        json.writeArrayFieldStart("held");
        for (Movement movement : held) {
            json.writeStartObject();
            json.writeStringField("budget", movement.budget());
            json.writeStringField("window", movement.window().toString());
            json.writeNumberField("amount", movement.amount());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String object(Fields fields) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }
}
