package signalbox.core.provider;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import signalbox.core.provider.QuotaRoom.Unit;

/// Reads what an answer's head says about quotas (wire.md §6): OpenAI and xAI `x-ratelimit-remaining-requests`,
/// Anthropic `anthropic-ratelimit-input-tokens-remaining`, Cerebras `x-ratelimit-remaining-tokens-minute`, OpenRouter
/// `x-ratelimit-remaining`. Pure.
final class QuotaHeaders {
    private static final Pattern OPENAI =
            Pattern.compile("x-ratelimit-(limit|remaining|reset)(?:-((?:requests|tokens)(?:-[a-z]+)?))?");
    private static final Pattern ANTHROPIC =
            Pattern.compile("anthropic-ratelimit-((?:input-|output-)?(?:requests|tokens))-(limit|remaining|reset)");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}(?:\\.\\d+)?");

    /// Where a provider names no time (xAI), its limits are by the minute.
    private static final Duration UNNAMED = Duration.ofMinutes(1);

    private QuotaHeaders() {}

    /// One quota as a provider reported it.
    ///
    /// @param name `requests`, `tokens`, `input-tokens`, `requests-day`, …
    /// @param resetAt when all of it can be had again
    /// @param refills whether it comes back bit by bit until then, as token buckets do; else all at once
    record Reported(String name, Unit unit, long limit, long remaining, Instant resetAt, boolean refills) {}

    /// @param headers names in lower case
    static List<Reported> read(Map<String, String> headers, Instant now) {
        var found = new HashMap<String, Map<String, String>>();
        headers.forEach((header, value) -> {
            Matcher openAi = OPENAI.matcher(header);
            Matcher anthropic = ANTHROPIC.matcher(header);
            if (openAi.matches()) {
                String name = openAi.group(2) == null ? "" : openAi.group(2);
                found.computeIfAbsent(name, _ -> new HashMap<>()).put(openAi.group(1), value.strip());
            } else if (anthropic.matches()) {
                found.computeIfAbsent(anthropic.group(1), _ -> new HashMap<>()).put(anthropic.group(2), value.strip());
            }
        });
        var reported = new ArrayList<Reported>();
        found.forEach((name, fields) -> add(reported, name, fields, now));
        reported.sort(Comparator.comparing(Reported::name));
        return reported;
    }

    private static void add(List<Reported> reported, String name, Map<String, String> fields, Instant now) {
        String limit = fields.getOrDefault("limit", "");
        String remaining = fields.getOrDefault("remaining", "");
        if (!WHOLE.matcher(limit).matches() || !WHOLE.matcher(remaining).matches()) {
            return;
        }
        Duration reset = RetryAfter.span(fields.get("reset"), now).orElse(UNNAMED);
        // OpenRouter's nameless limit and limits by the day come back all at once
        boolean refills = !name.isEmpty() && !name.endsWith("-day");
        reported.add(
                new Reported(
                        name.isEmpty() ? "requests" : name,
                        unit(name),
                        new BigDecimal(limit).longValue(),
                        new BigDecimal(remaining).longValue(),
                        now.plus(reset.isNegative() ? Duration.ZERO : reset),
                        refills));
    }

    private static Unit unit(String name) {
        if (name.startsWith("input-")) {
            return Unit.INPUT_TOKENS;
        }
        if (name.startsWith("output-")) {
            return Unit.OUTPUT_TOKENS;
        }
        return name.startsWith("tokens") ? Unit.TOKENS : Unit.REQUESTS;
    }
}
