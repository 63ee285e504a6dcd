package signalbox.core.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import signalbox.core.policy.Counter;

/// The exports that are known, and the columns that are read of each. The column names were taken from exports that
/// others published, not from the providers' documentation, which names none; so other spellings are accepted where
/// they were seen.
///
/// | export | day | model | tokens, added up | money |
/// |---|---|---|---|---|
/// | OpenAI costs | `start_time_iso` or `start_time` | `line_item` up to its comma | – | `amount_value` in `usd` |
/// | Anthropic costs | `usage_date_utc` | `model` | – | `cost_usd` |
/// | Anthropic tokens | `usage_date_utc` | `model_version` | `usage_input_tokens_no_cache`, `…_cache_write_5m`,
/// `…_cache_write_1h`, `…_cache_read`, `usage_output_tokens` | – |
/// | OpenRouter activity | `created_at` or `date` | `model_permaslug` or `model` | `tokens_prompt`, `tokens_completion` |
/// `cost_total` or `usage`, and `byok_usage_inference` |
/// | OpenAI usage | `start_time_iso` or `start_time` | `model` | `input_tokens`, `output_tokens` | – |
enum UsageShape {
    OPENAI_COSTS(
            "OpenAI costs",
            List.of("start_time_iso", "start_time"),
            List.of("line_item", "model"),
            List.of(),
            List.of(List.of("amount_value")),
            Set.of("amount_value")),
    ANTHROPIC_COSTS(
            "Anthropic costs",
            List.of("usage_date_utc"),
            List.of("model", "model_version"),
            List.of(),
            List.of(List.of("cost_usd")),
            Set.of("usage_date_utc", "cost_usd")),
    ANTHROPIC_TOKENS(
            "Anthropic tokens",
            List.of("usage_date_utc"),
            List.of("model_version", "model"),
            List.of(
                    List.of("usage_input_tokens_no_cache"),
                    List.of("usage_input_tokens_cache_write_5m", "usage_input_tokens_cache_write"),
                    List.of("usage_input_tokens_cache_write_1h"),
                    List.of("usage_input_tokens_cache_read"),
                    List.of("usage_output_tokens")),
            List.of(),
            Set.of("usage_date_utc", "usage_input_tokens_no_cache", "usage_output_tokens")),
    OPENROUTER_ACTIVITY(
            "OpenRouter activity",
            List.of("created_at"),
            List.of("model_permaslug", "model"),
            List.of(List.of("tokens_prompt"), List.of("tokens_completion")),
            List.of(List.of("cost_total"), List.of("byok_usage_inference")),
            Set.of("created_at", "cost_total", "tokens_prompt", "tokens_completion")),
    OPENROUTER_DAYS(
            "OpenRouter activity by day",
            List.of("date"),
            List.of("model_permaslug", "model"),
            List.of(List.of("prompt_tokens"), List.of("completion_tokens")),
            List.of(List.of("usage"), List.of("byok_usage_inference")),
            Set.of("date", "usage", "prompt_tokens", "completion_tokens")),
    OPENAI_USAGE(
            "OpenAI usage",
            List.of("start_time_iso", "start_time"),
            List.of("model"),
            List.of(List.of("input_tokens"), List.of("output_tokens")),
            List.of(),
            Set.of("model", "input_tokens", "output_tokens"));

    private static final List<String> CURRENCY = List.of("amount_currency", "currency");

    private static final List<String> CACHED = List.of("input_cached_tokens");
    private static final List<Counter> ANTHROPIC_COUNTERS =
            List.of(
                    Counter.IN_TEXT,
                    Counter.CACHE_WRITE_5M,
                    Counter.CACHE_WRITE_1H,
                    Counter.CACHE_READ,
                    Counter.OUT_TEXT);

    private final String title;
    private final List<String> day;
    private final List<String> model;
    private final List<List<String>> tokens;
    private final List<List<String>> money;
    private final Set<String> required;

    UsageShape(
            String title,
            List<String> day,
            List<String> model,
            List<List<String>> tokens,
            List<List<String>> money,
            Set<String> required) {
        this.title = title;
        this.day = day;
        this.model = model;
        this.tokens = tokens;
        this.money = money;
        this.required = required;
    }

    String title() {
        return title;
    }

    static UsageShape of(Set<String> columns) throws UsageExportException {
        for (UsageShape shape : values()) {
            if (columns.containsAll(shape.required) && shape.day.stream().anyMatch(columns::contains)) {
                return shape;
            }
        }
        var known = new ArrayList<String>();
        for (UsageShape shape : values()) {
            var needed = new ArrayList<>(shape.required);
            if (shape.day.stream().noneMatch(needed::contains)) {
                needed.add(shape.day.getFirst());
            }
            known.add(shape.title + " needs " + String.join(", ", needed.stream().sorted().toList()));
        }
        throw new UsageExportException(
                1, "these are the columns of no export that is known. " + String.join("; ", known));
    }

    UsageExport.Row row(UsageLine line) throws UsageExportException {
        OptionalLong sum = OptionalLong.empty();
        for (List<String> column : tokens) {
            OptionalLong some = line.tokens(column);
            if (some.isPresent()) {
                sum = OptionalLong.of(sum.orElse(0) + some.getAsLong());
            }
        }
        Optional<BigDecimal> dollars = Optional.empty();
        for (List<String> column : money) {
            Optional<BigDecimal> some = line.number(column);
            if (some.isPresent()) {
                dollars = Optional.of(dollars.orElse(BigDecimal.ZERO).add(some.get()));
            }
        }
        String currency = line.text(CURRENCY);
        if (dollars.isPresent() && !currency.isEmpty() && !currency.equalsIgnoreCase("usd")) {
            throw line.wrong(CURRENCY, "but only usd can be compared");
        }
        return new UsageExport.Row(line.day(day), model(line), sum, dollars, counts(line));
    }

    /// OpenAI's input holds what was read from its cache.
    private Map<Counter, Long> counts(UsageLine line) throws UsageExportException {
        var counts = new EnumMap<Counter, Long>(Counter.class);
        if (this == ANTHROPIC_TOKENS) {
            for (int i = 0; i < ANTHROPIC_COUNTERS.size(); i++) {
                counts.put(ANTHROPIC_COUNTERS.get(i), line.tokens(tokens.get(i)).orElse(0));
            }
        } else if (this == OPENAI_USAGE) {
            long input = line.tokens(tokens.getFirst()).orElse(0);
            long cached = Math.min(input, line.tokens(CACHED).orElse(0));
            counts.put(Counter.IN_TEXT, input - cached);
            counts.put(Counter.CACHE_READ, cached);
            counts.put(Counter.OUT_TEXT, line.tokens(tokens.getLast()).orElse(0));
        }
        return counts;
    }

    private String model(UsageLine line) {
        String text = line.text(model);
        int comma = text.indexOf(',');
        return this == OPENAI_COSTS && comma >= 0 ? text.substring(0, comma).strip() : text;
    }
}
