package signalbox.core.past;

import java.util.Optional;
import signalbox.core.policy.Wire;
import signalbox.core.price.Usage;
import signalbox.core.price.UsageReader;
import signalbox.core.vendor.Vendor;
import signalbox.core.vendor.Vendors;

/// Spend logs of LiteLLM (its table `LiteLLM_SpendLogs`), as CSV or as the JSON of its API. The columns have no cached
/// tokens; `metadata.usage_object` does, in the newer versions.
final class LiteLlm implements Format {
    @Override
    public PastTool tool() {
        return PastTool.LITELLM;
    }

    @Override
    public boolean knows(Fields row) {
        return row.has("request_id") && row.has("spend") && (row.has("startTime") || row.has("start_time"));
    }

    @Override
    public Rows open(Seen seen, Out out) {
        return Format.rows(seen, out, "request_id", LiteLlm::call);
    }

    private static PastCall call(Fields row) throws BadRowException {
        String provider = row.name("custom_llm_provider");
        String model = row.name("model");
        if (!provider.isEmpty() && model.startsWith(provider + "/")) {
            model = model.substring(provider.length() + 1);
        }
        return PastCall.one(
                row.time("startTime", "start_time"),
                PastTool.LITELLM,
                vendor(provider),
                model,
                usage(row),
                row.nanos("spend"));
    }

    /// The vendor that LiteLLM means; its own word for one that is not known.
    private static String vendor(String provider) {
        Optional<Vendor> known = Vendors.all().stream().filter(vendor -> vendor.litellm().equals(provider)).findFirst();
        return known.map(Vendor::id).orElse(provider);
    }

    private static Usage usage(Fields row) throws BadRowException {
        if (row.text("cache_hit").equalsIgnoreCase("true")) {
            // answered from its own memory: nobody was called
            return Usage.NONE;
        }
        String object = row.text("metadata.usage_object");
        if (object.isEmpty() && row.text("metadata").startsWith("{")) {
            object = JsonRow.scalars(row.text("metadata")).getOrDefault("usage_object", "");
        }
        var plain =
                new Counts()
                        .input(row.tokens("prompt_tokens"), 0, 0)
                        .output(row.tokens("completion_tokens"), 0)
                        .usage();
        var read = UsageReader.read(Wire.OPENAI_CHAT, "openai", object.isEmpty() ? "null" : object);
        return read.map(UsageReader.Reading::usage).filter(usage -> usage.tokens() > 0).orElse(plain);
    }
}
