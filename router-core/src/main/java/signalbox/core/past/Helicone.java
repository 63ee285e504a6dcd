package signalbox.core.past;

import java.util.Locale;
import signalbox.core.policy.Counter;
import signalbox.core.price.Usage;

/// Requests exported from Helicone, as JSON, JSON lines or CSV. Whether its prompt tokens hold the cached ones is not
/// said, so they stand beside them, which is the dearer reading.
final class Helicone implements Format {
    @Override
    public PastTool tool() {
        return PastTool.HELICONE;
    }

    @Override
    public boolean knows(Fields row) {
        return row.has("request_created_at") && (row.has("prompt_tokens") || row.has("response_id"));
    }

    @Override
    public Rows open(Seen seen, Out out) {
        return Format.rows(seen, out, "response_id", Helicone::call);
    }

    private static PastCall call(Fields row) throws BadRowException {
        Usage usage =
                new Counts()
                        .put(Counter.IN_TEXT, row.tokens("prompt_tokens"))
                        .put(Counter.CACHE_READ, row.tokens("prompt_cache_read_tokens"))
                        .put(Counter.CACHE_WRITE_5M, row.tokens("prompt_cache_write_tokens"))
                        .output(row.tokens("completion_tokens"), 0)
                        .put(Counter.OUT_REASON, row.tokens("reasoning_tokens"))
                        .usage();
        return PastCall.one(
                row.time("request_created_at"),
                PastTool.HELICONE,
                row.name("provider").toLowerCase(Locale.ROOT),
                row.name("model", "response_model", "request_model"),
                usage,
                row.nanos("cost"));
    }
}
