package signalbox.core.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.PolicyProblem;
import signalbox.core.policyfile.PolicyDiff;
import signalbox.core.simulate.Replay;

/// Policies, their differences and replays as JSON; amounts in nano-dollars. Pure.
final class PolicyReport {
    private PolicyReport() {}

    static void applied(OutputStream out, long version) throws IOException {
        JsonLine.write(out, json -> json.writeNumberField("policy_version", version));
    }

    /// @param warnings what is allowed and will still not do what it seems to
    static void imported(OutputStream out, long version, List<PolicyProblem> warnings) throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeNumberField("policy_version", version);
                    json.writeArrayFieldStart("warnings");
                    for (PolicyProblem warning : warnings) {
                        json.writeStartObject();
                        json.writeStringField("path", warning.path());
                        json.writeStringField("message", warning.message());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    static void versions(OutputStream out, List<Ledger.PolicyVersion> versions) throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeArrayFieldStart("versions");
                    for (var version : versions) {
                        json.writeStartObject();
                        json.writeNumberField("version", version.version());
                        json.writeStringField("at", version.entry().at().toString());
                        json.writeStringField("actor", version.entry().actor());
                        json.writeStringField("change", version.entry().change());
                        json.writeStringField("reason", version.entry().reason());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    static void diff(OutputStream out, PolicyDiff diff) throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeArrayFieldStart("changes");
                    for (var entry : diff.entries()) {
                        json.writeStartObject();
                        json.writeStringField("kind", entry.kind());
                        json.writeStringField("name", entry.name());
                        json.writeStringField("before", entry.before());
                        json.writeStringField("after", entry.after());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("loosens");
                    for (String sentence : diff.loosens()) {
                        json.writeString(sentence);
                    }
                    json.writeEndArray();
                });
    }

    static void replay(OutputStream out, Replay replay) throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeNumberField("calls", replay.calls());
                    json.writeNumberField("unknown", replay.unknown());
                    json.writeNumberField("moved", replay.moved());
                    json.writeNumberField("refused", replay.refused());
                    json.writeNumberField("allowed", replay.allowed());
                    json.writeNumberField("unpriced", replay.unpriced());
                    json.writeNumberField("paid_nanos", replay.paidNanos());
                    json.writeNumberField("before_nanos", replay.beforeNanos());
                    json.writeNumberField("after_nanos", replay.afterNanos());
                    json.writeArrayFieldStart("differences");
                    for (var difference : replay.differences()) {
                        difference(json, difference);
                    }
                    json.writeEndArray();
                });
    }

    private static void difference(JsonGenerator json, Replay.Difference difference) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", CallId.format(difference.id()));
        json.writeStringField("at", difference.at().toString());
        json.writeStringField("workload", difference.workload());
        json.writeStringField("kind", difference.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("from", difference.from());
        json.writeStringField("to", difference.to());
        json.writeNumberField("from_nanos", difference.fromNanos());
        json.writeNumberField("to_nanos", difference.toNanos());
        json.writeStringField("why", difference.why());
        json.writeEndObject();
    }
}
