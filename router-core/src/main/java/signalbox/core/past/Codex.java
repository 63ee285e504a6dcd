package signalbox.core.past;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import signalbox.core.price.Usage;

/// Session files of Codex: one JSON object a line. Its `token_count` events come again with the same figures when only
/// a rate limit changed, and a forked session or a subagent repeats all of its parent's, with times of its own.
final class Codex implements Format {
    private static final Set<String> TYPES = Set.of("session_meta", "turn_context", "event_msg", "response_item");
    private static final String[] COUNTS = {
        "input_tokens", "cached_input_tokens", "cache_write_input_tokens", "output_tokens", "reasoning_output_tokens"
    };

    @Override
    public PastTool tool() {
        return PastTool.CODEX;
    }

    @Override
    public boolean knows(Fields row) {
        boolean payload = row.row().keySet().stream().anyMatch(name -> name.startsWith("payload."));
        return TYPES.contains(row.text("type")) && (payload || row.has("timestamp"));
    }

    @Override
    public Rows open(Seen seen, Out out) {
        return new Session(seen, out);
    }

    private static final class Session implements Rows {
        private final Seen seen;
        private final Out out;
        private String family = "";
        private boolean named;
        private String provider = "";
        private String model = "";
        private long[] before = new long[COUNTS.length];

        private Session(Seen seen, Out out) {
            this.seen = seen;
            this.out = out;
        }

        @Override
        public void row(Fields row) throws BadRowException {
            switch (row.text("type")) {
                case "session_meta" -> meta(row);
                case "turn_context" -> model = row.name("payload.model");
                case "event_msg" -> {
                    if (row.text("payload.type").equals("token_count")) {
                        counted(row);
                    }
                }
                default -> {
                    // texts and tools: nothing that costs
                }
            }
        }

        /// The first one is the file's own; a fork has its parent's below.
        private void meta(Fields row) throws BadRowException {
            if (named) {
                return;
            }
            named = true;
            provider = row.name("payload.model_provider");
            String parent =
                    row.text(
                            "payload.forked_from_id",
                            "payload.parent_thread_id",
                            "payload.source.subagent.thread_spawn.parent_thread_id");
            family = seen.family(row.text("payload.id"), parent);
        }

        private void counted(Fields row) throws BadRowException {
            String lastText = row.text("payload.info.last_token_usage");
            String totalText = row.text("payload.info.total_token_usage");
            if (lastText.isEmpty() && totalText.isEmpty()) {
                return;
            }
            long[] total = totalText.isEmpty() ? null : counts(totalText);
            long[] last = lastText.isEmpty() ? since(total) : counts(lastText);
            if (total != null) {
                before = total;
            }
            if (Arrays.stream(last).allMatch(count -> count == 0)) {
                return;
            }
            if (total != null && !seen.first("codex", family, Arrays.toString(last), Arrays.toString(total))) {
                out.duplicate();
            } else if (provider.equals("signalbox")) {
                out.routed();
            } else {
                out.call(call(row, last));
            }
        }

        private PastCall call(Fields row, long[] last) throws BadRowException {
            Usage usage = new Counts().input(last[0], last[1], last[2]).output(last[3], last[4]).usage();
            String vendor = provider.equals("openai") ? "" : provider;
            return PastCall.one(row.time("timestamp"), PastTool.CODEX, vendor, model, usage, OptionalLong.empty());
        }

        /// What came on top of the total before; all of it when a resumed session counts anew.
        private long[] since(long[] total) {
            long[] since = new long[COUNTS.length];
            for (int i = 0; i < since.length; i++) {
                since[i] = total[i] - before[i];
            }
            return Arrays.stream(since).anyMatch(count -> count < 0) ? total : since;
        }

        private static long[] counts(String json) throws BadRowException {
            Map<String, String> counts = JsonRow.scalars(json);
            var fields = new Fields(counts);
            long[] numbers = new long[COUNTS.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = fields.tokens(COUNTS[i]);
            }
            return numbers;
        }
    }
}
