package signalbox.core.past;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import signalbox.core.policy.Counter;
import signalbox.core.price.Usage;

/// Observations exported from Langfuse, as JSON, JSON lines or CSV. Only those that call a model have usage; its
/// counters are disjoint and named by whoever sent them.
final class Langfuse implements Format {
    private static final Set<String> CALLS = Set.of("", "GENERATION", "EMBEDDING");

    @Override
    public PastTool tool() {
        return PastTool.LANGFUSE;
    }

    @Override
    public boolean knows(Fields row) {
        boolean model = row.row().containsKey("provided_model_name") || row.row().containsKey("providedModelName");
        boolean usage = row.row().containsKey("usage_details") || row.row().containsKey("usageDetails");
        return model && usage && (row.has("start_time") || row.has("startTime"));
    }

    @Override
    public Rows open(Seen seen, Out out) {
        return Format.rows(seen, out, "id", Langfuse::call);
    }

    private static PastCall call(Fields row) throws BadRowException {
        if (!CALLS.contains(row.text("type").toUpperCase(Locale.ROOT))) {
            return null;
        }
        return PastCall.one(
                row.time("start_time", "startTime"),
                PastTool.LANGFUSE,
                "",
                row.name("provided_model_name", "providedModelName"),
                usage(row.text("usage_details", "usageDetails")),
                row.nanos("total_cost", "totalCost"));
    }

    private static Usage usage(String details) throws BadRowException {
        Map<String, String> named = details.isEmpty() ? Map.of() : JsonRow.scalars(details);
        var fields = new Fields(named);
        var counts = new Counts();
        for (String name : named.keySet()) {
            long units = fields.tokens(name);
            if (units > 0 && !name.equals("total")) {
                counts.put(counter(name), units);
            }
        }
        return counts.usage();
    }

    private static Counter counter(String name) throws BadRowException {
        boolean cache = name.contains("cache");
        if (name.contains("audio") || name.contains("image")) {
            throw new BadRowException("its usage counts something other than text");
        }
        if (cache && (name.contains("creation") || name.contains("write"))) {
            return name.contains("1h") ? Counter.CACHE_WRITE_1H : Counter.CACHE_WRITE_5M;
        }
        if (cache) {
            return Counter.CACHE_READ;
        }
        if (name.contains("reasoning") || name.contains("thoughts")) {
            return Counter.OUT_REASON;
        }
        if (name.startsWith("input") || name.startsWith("prompt")) {
            return Counter.IN_TEXT;
        }
        if (name.startsWith("output") || name.startsWith("completion")) {
            return Counter.OUT_TEXT;
        }
        throw new BadRowException("its usage has a counter that is not known");
    }
}
