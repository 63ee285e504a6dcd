package signalbox.core.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import signalbox.core.policy.Counter;
import signalbox.core.vendor.Vendor;
import signalbox.core.vendor.Vendors;

/// Reads LiteLLM's `model_prices_and_context_window.json`: one object by model key, prices in dollars per token, the
/// service tier and the long-context threshold as suffixes of the price's name. What is finer than a pico-dollar (the
/// file is written from floating point) is rounded up; zeros on paid models are placeholders and count as missing.
final class LiteLlmPrices {
    private static final JsonFactory FACTORY = new JsonFactory();

    /// `…_above_200k_tokens`, `…_batches`, `…_above_272k_tokens_priority`.
    private static final Pattern NAME =
            Pattern.compile("(.+?)(?:_above_(\\d{1,6})k_tokens)?(?:_(batches|flex|priority))?");

    private static final Map<String, Counter> RATES =
            Map.of(
                    "input_cost_per_token", Counter.IN_TEXT,
                    "output_cost_per_token", Counter.OUT_TEXT,
                    "cache_read_input_token_cost", Counter.CACHE_READ,
                    "cache_creation_input_token_cost", Counter.CACHE_WRITE_5M,
                    "cache_creation_input_token_cost_above_1hr", Counter.CACHE_WRITE_1H,
                    "output_cost_per_reasoning_token", Counter.OUT_REASON,
                    "input_cost_per_audio_token", Counter.IN_AUDIO,
                    "output_cost_per_audio_token", Counter.OUT_AUDIO,
                    "input_cost_per_image_token", Counter.IN_IMAGE,
                    "output_cost_per_image_token", Counter.OUT_IMAGE);

    private static final Map<String, String> VENDORS =
            Vendors.all().stream().collect(Collectors.toUnmodifiableMap(Vendor::litellm, Vendor::id, (a, b) -> a));

    private LiteLlmPrices() {}

    /// One condition of a model: a tier, and a threshold in tokens or 0.
    private record Slot(String tier, long over) {}

    static PriceImport.Result parse(String text, Instant from, String sourceDate) {
        var records = new ArrayList<PriceRecord>();
        var problems = new ArrayList<PriceImport.Problem>();
        try (var json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is not a JSON object of models");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var key = json.currentName();
                json.nextToken();
                var entry = members(json);
                if (key.equals("sample_spec")) {
                    continue;
                }
                try {
                    records.addAll(records(key, entry, from, sourceDate));
                } catch (IllegalArgumentException e) {
                    problems.add(new PriceImport.Problem(key, e.getMessage()));
                }
            }
        } catch (IOException e) {
            var reason = "not readable as LiteLLM's price file: " + e.getMessage().lines().findFirst().orElse("");
            return new PriceImport.Result(List.of(), List.of(new PriceImport.Problem("file", reason)));
        }
        return new PriceImport.Result(records, problems);
    }

    /// The plain members of the object under the parser as text; nested ones by their own names below `search.`.
    private static Map<String, String> members(JsonParser json) throws IOException {
        var members = new LinkedHashMap<String, String>();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return members;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var token = json.nextToken();
            if (name.equals("search_context_cost_per_query") && token == JsonToken.START_OBJECT) {
                members(json).forEach((size, cost) -> members.put("search." + size, cost));
            } else if (token.isStructStart()) {
                json.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                members.put(name, json.getText());
            }
        }
        return members;
    }

    private static List<PriceRecord> records(String key, Map<String, String> entry, Instant from, String sourceDate) {
        var slots = slots(entry);
        var base = slots.getOrDefault(new Slot("", 0), Map.of());
        if (!base.containsKey(Counter.IN_TEXT) || !base.containsKey(Counter.OUT_TEXT)) {
            throw new IllegalArgumentException("has no price per input and output token");
        }
        var provider = entry.getOrDefault("litellm_provider", "");
        if (provider.isEmpty()) {
            throw new IllegalArgumentException("names no litellm_provider");
        }
        var model = key.startsWith(provider + "/") ? key.substring(provider.length() + 1) : key;
        var calls = callRates(entry);
        var records = new ArrayList<PriceRecord>();
        slots.forEach((slot, given) -> {
            var rates = new EnumMap<Counter, Long>(Counter.class);
            rates.putAll(whole(slot, slots));
            rates.putAll(calls);
            records.add(
                    new PriceRecord(
                            VENDORS.getOrDefault(provider, provider),
                            model,
                            from,
                            Instant.MAX,
                            UtcWindow.ALL_DAY,
                            slot.tier,
                            "",
                            new PriceRecord.Threshold(slot.over, slot.over == 0),
                            rates,
                            "litellm",
                            sourceDate,
                            Confidence.IMPORTED,
                            ""));
        });
        return records;
    }

    /// A slot's own rates, and for each it does not name the dearest it could have: that of the same tier, the same
    /// threshold or the plain price.
    private static Map<Counter, Long> whole(Slot slot, Map<Slot, Map<Counter, Long>> slots) {
        var rates = new EnumMap<Counter, Long>(Counter.class);
        for (var other : List.of(new Slot("", 0), new Slot("", slot.over), new Slot(slot.tier, 0))) {
            slots.getOrDefault(other, Map.of()).forEach((counter, rate) -> rates.merge(counter, rate, Math::max));
        }
        rates.putAll(slots.get(slot));
        return rates;
    }

    private static Map<Slot, Map<Counter, Long>> slots(Map<String, String> entry) {
        var slots = new LinkedHashMap<Slot, Map<Counter, Long>>();
        entry.forEach((name, amount) -> {
            var parts = NAME.matcher(name);
            var counter = parts.matches() ? RATES.get(parts.group(1)) : null;
            if (counter == null) {
                return;
            }
            long over = parts.group(2) == null ? 0 : Long.parseLong(parts.group(2)) * 1000;
            var tier = parts.group(3) == null ? "" : parts.group(3).equals("batches") ? "batch" : parts.group(3);
            slots.computeIfAbsent(new Slot(tier, over), slot -> new EnumMap<>(Counter.class))
                    .put(counter, amount(name, amount, counter));
        });
        return slots;
    }

    private static Map<Counter, Long> callRates(Map<String, String> entry) {
        var rates = new EnumMap<Counter, Long>(Counter.class);
        var dearest = new TreeSet<Long>();
        entry.forEach((name, cost) -> {
            if (name.startsWith("search.")) {
                dearest.add(amount(name, cost, Counter.WEB_SEARCH_CALLS));
            }
        });
        if (!dearest.isEmpty()) {
            rates.put(Counter.WEB_SEARCH_CALLS, dearest.last());
        }
        if (entry.containsKey("input_cost_per_request")) {
            var name = "input_cost_per_request";
            rates.put(Counter.FIXED_FEE, amount(name, entry.get(name), Counter.FIXED_FEE));
        }
        return rates;
    }

    private static long amount(String name, String amount, Counter counter) {
        try {
            return RateBounds.checked(counter, Usd.roundedUp(amount, Usd.PICO));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
