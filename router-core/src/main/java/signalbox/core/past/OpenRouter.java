package signalbox.core.past;

import java.util.OptionalLong;
import signalbox.core.price.Usage;

/// The activity of an OpenRouter account, one generation a row. Its list prices are those of whom it calls, so what it
/// states is what counts.
final class OpenRouter implements Format {
    @Override
    public PastTool tool() {
        return PastTool.OPENROUTER;
    }

    @Override
    public boolean knows(Fields row) {
        return row.has("created_at") && row.has("cost_total") && row.has("model_permaslug") && row.has("tokens_prompt");
    }

    @Override
    public Rows open(Seen seen, Out out) {
        return Format.rows(seen, out, "generation_id", OpenRouter::call);
    }

    private static PastCall call(Fields row) throws BadRowException {
        Usage usage =
                new Counts()
                        .input(row.tokens("tokens_prompt"), row.tokens("tokens_cached"), 0)
                        .output(row.tokens("tokens_completion"), row.tokens("tokens_reasoning"))
                        .usage();
        long billed = row.nanos("cost_total").orElse(0) + row.nanos("byok_usage_inference").orElse(0);
        return PastCall.one(
                row.time("created_at"),
                PastTool.OPENROUTER,
                "openrouter",
                row.name("model_permaslug"),
                usage,
                OptionalLong.of(billed));
    }
}
