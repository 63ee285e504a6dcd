package signalbox.core.provider;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import signalbox.core.dialect.UpstreamErrorBody;
import signalbox.core.policy.Quota;

/// Reads the limits that a refusal names: Google's violated quotas with their values, and sentences such as `Rate limit
/// reached for m on tokens per min (TPM): Limit 30000, Used 29000`. Pure.
final class QuotaText {
    private static final Pattern SENTENCE =
            Pattern.compile("(?i)\\b(requests|tokens) per (min|day)\\w*\\b.{0,60}?\\blimit:? (\\d{1,12})");

    private QuotaText() {}

    static Map<Quota.Kind, Long> limits(UpstreamErrorBody refusal) {
        var limits = new EnumMap<Quota.Kind, Long>(Quota.Kind.class);
        Matcher sentence = SENTENCE.matcher(refusal.message());
        while (sentence.find()) {
            boolean tokens = sentence.group(1).equalsIgnoreCase("tokens");
            boolean day = sentence.group(2).equalsIgnoreCase("day");
            limits.put(kind(tokens, day), Long.parseLong(sentence.group(3)));
        }
        String[] ids = refusal.quota().split(",");
        String[] values = refusal.quotaLimits().split(",");
        for (int i = 0; i < ids.length && ids.length == values.length; i++) {
            long value = values[i].matches("\\d{1,12}") ? Long.parseLong(values[i]) : 0;
            googleKind(ids[i]).filter(_ -> value > 0).ifPresent(kind -> limits.put(kind, value));
        }
        limits.values().removeIf(limit -> limit < 1);
        return limits;
    }

    /// `GenerateRequestsPerDayPerProjectPerModel-FreeTier`, `GenerateContentInputTokensPerModelPerMinute-FreeTier`.
    private static Optional<Quota.Kind> googleKind(String id) {
        boolean day = id.contains("PerDay");
        return day || id.contains("PerMinute") ? Optional.of(kind(id.contains("Tokens"), day)) : Optional.empty();
    }

    private static Quota.Kind kind(boolean tokens, boolean day) {
        if (tokens) {
            return day ? Quota.Kind.TOKENS_PER_DAY : Quota.Kind.TOKENS_PER_MINUTE;
        }
        return day ? Quota.Kind.REQUESTS_PER_DAY : Quota.Kind.REQUESTS_PER_MINUTE;
    }
}
