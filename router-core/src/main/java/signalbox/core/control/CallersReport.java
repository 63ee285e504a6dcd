package signalbox.core.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import signalbox.core.UnknownCallers.Caller;

/// Who called with no key that is in force, as JSON.
final class CallersReport {
    private CallersReport() {}

    static ControlCommands.Result of(List<Caller> callers) {
        return out ->
                JsonLine.write(
                        out,
                        json -> {
                            json.writeArrayFieldStart("callers");
                            for (Caller caller : callers) {
                                write(json, caller);
                            }
                            json.writeEndArray();
                        });
    }

    private static void write(JsonGenerator json, Caller caller) throws IOException {
        json.writeStartObject();
        json.writeStringField("agent", caller.agent());
        json.writeStringField("key_ends", caller.ending());
        json.writeBooleanField("own_key", caller.ours());
        json.writeNumberField("calls", caller.calls());
        json.writeStringField("first", caller.first().toString());
        json.writeStringField("last", caller.last().toString());
        json.writeEndObject();
    }
}
