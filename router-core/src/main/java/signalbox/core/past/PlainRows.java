package signalbox.core.past;

import java.util.Locale;
import signalbox.core.policy.Counter;
import signalbox.core.price.Usage;

/// Rows of any other tool, written for this: JSON lines, a JSON array or CSV with these fields, of which `time`,
/// `model` and one of the first two counts must be there. Each token stands in one field only.
///
/// | field | meaning |
/// |---|---|
/// | `time` | ISO 8601, or seconds or milliseconds since 1970; UTC when it has no offset |
/// | `model` | as the provider spells it |
/// | `provider` | whom was called, by the price book's id |
/// | `input_tokens` | neither read from a cache nor written into one |
/// | `output_tokens` | without reasoning, where `reasoning_tokens` has it |
/// | `cache_read_tokens`, `cache_write_tokens`, `cache_write_1h_tokens` | writes for 5 minutes and for an hour |
/// | `reasoning_tokens` | billed as output |
/// | `web_searches` | searches that the provider made |
/// | `cost_usd` | what it cost, where that is known |
/// | `tool`, `id` | what is shown as its tool; a row whose id came before is a duplicate |
final class PlainRows implements Format {
    @Override
    public PastTool tool() {
        return PastTool.PLAIN;
    }

    @Override
    public boolean knows(Fields row) {
        return row.has("time") && row.has("model") && (row.has("input_tokens") || row.has("output_tokens"));
    }

    @Override
    public Rows open(Seen seen, Out out) {
        return Format.rows(seen, out, "id", PlainRows::call);
    }

    private static PastCall call(Fields row) throws BadRowException {
        Usage usage =
                new Counts()
                        .put(Counter.IN_TEXT, row.tokens("input_tokens"))
                        .put(Counter.CACHE_READ, row.tokens("cache_read_tokens"))
                        .put(Counter.CACHE_WRITE_5M, row.tokens("cache_write_tokens"))
                        .put(Counter.CACHE_WRITE_1H, row.tokens("cache_write_1h_tokens"))
                        .put(Counter.OUT_TEXT, row.tokens("output_tokens"))
                        .put(Counter.OUT_REASON, row.tokens("reasoning_tokens"))
                        .put(Counter.WEB_SEARCH_CALLS, row.tokens("web_searches"))
                        .usage();
        String tool = row.name("tool");
        String model = row.name("model");
        if (model.isEmpty()) {
            throw new BadRowException("it has no model");
        }
        return new PastCall(
                row.time("time"),
                PastTool.PLAIN,
                tool.isEmpty() ? PastTool.PLAIN.id() : tool,
                row.name("provider").toLowerCase(Locale.ROOT),
                model,
                usage,
                row.nanos("cost_usd"),
                1,
                false);
    }
}
