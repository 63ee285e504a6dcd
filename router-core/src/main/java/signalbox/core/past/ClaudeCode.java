package signalbox.core.past;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import signalbox.core.policy.Wire;
import signalbox.core.price.Usage;
import signalbox.core.price.UsageReader;

/// Transcripts of Claude Code: one JSON object a line. An answer stands on one line a content block, each with the
/// usage as far as it was known then, and again in the files of sessions that go on with another one.
final class ClaudeCode implements Format {
    /// Lines of one answer stand close together; this many answers of a file are kept open.
    private static final int OPEN = 1024;

    private static final String SYNTHETIC = "<synthetic>";

    @Override
    public PastTool tool() {
        return PastTool.CLAUDE_CODE;
    }

    @Override
    public boolean knows(Fields row) {
        boolean answer = row.text("type").equals("assistant") && row.has("message.usage");
        return answer || row.has("type") && row.has("sessionId") && row.has("uuid");
    }

    @Override
    public Rows open(Seen seen, Out out) {
        return new Transcript(seen, out);
    }

    private static final class Transcript implements Rows {
        private final Seen seen;
        private final Out out;
        private final LinkedHashMap<String, PastCall> open = new LinkedHashMap<>();

        private Transcript(Seen seen, Out out) {
            this.seen = seen;
            this.out = out;
        }

        @Override
        public void row(Fields row) throws BadRowException {
            boolean answer = row.text("type").equals("assistant");
            // what stands in for a call that failed is no call
            boolean failed = row.text("isApiErrorMessage").equals("true");
            if (!answer || failed || row.text("message.model").equals(SYNTHETIC)) {
                return;
            }
            PastCall call = call(row);
            String id = row.text("message.id", "requestId", "uuid");
            if (id.isEmpty()) {
                out.call(call);
                return;
            }
            PastCall before = open.get(id);
            if (before != null) {
                out.duplicate();
            }
            open.put(id, before == null ? call : larger(before, call));
            if (open.size() > OPEN) {
                close(open.pollFirstEntry());
            }
        }

        private static PastCall call(Fields row) throws BadRowException {
            Instant at = row.time("timestamp");
            if (!row.has("message.usage")) {
                throw new BadRowException("an answer without usage");
            }
            Usage usage =
                    UsageReader.read(Wire.ANTHROPIC, "anthropic", row.text("message.usage"))
                            .orElseThrow(() -> new BadRowException("its usage cannot be read"))
                            .usage();
            return PastCall.one(at, PastTool.CLAUDE_CODE, "", row.name("message.model"), usage, row.nanos("costUSD"));
        }

        private static PastCall larger(PastCall first, PastCall next) {
            PastCall more = next.usage().tokens() >= first.usage().tokens() ? next : first;
            OptionalLong stated = first.statedNanos().isPresent() ? first.statedNanos() : next.statedNanos();
            return PastCall.one(first.at(), first.tool(), "", more.model(), more.usage(), stated);
        }

        private void close(Map.Entry<String, PastCall> entry) {
            if (seen.first(PastTool.CLAUDE_CODE.id(), entry.getKey())) {
                out.call(entry.getValue());
            } else {
                out.duplicate();
            }
        }

        @Override
        public void end() {
            open.entrySet().forEach(this::close);
            open.clear();
        }
    }
}
