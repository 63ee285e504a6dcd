package signalbox.core.dialect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the body of a provider's error says, read from any of the envelopes in use (wire.md §5): OpenAI and those who
/// follow it, Anthropic, Gemini (also wrapped in an array), OpenRouter (with the inner provider's error in it),
/// Cerebras' flat one, xAI's, Z.AI's, FastAPI's `detail`, plain text, and web pages of whatever stands in front.
///
/// @param code the provider's code as text (`insufficient_quota`, `1113`, `429`), or empty
/// @param type the provider's type or status (`overloaded_error`, `RESOURCE_EXHAUSTED`), or empty
/// @param message the provider's own sentence without anything that looks like a key; empty when there is none
/// @param reason a finer reason: Anthropic's `details.error_code`, Google's ErrorInfo reason (`API_KEY_INVALID`),
///   OpenRouter's moderation reasons; or empty
/// @param quota the ids of Google's violated quotas, comma separated (`…PerDay…`), or empty
/// @param quotaLimits their limits in the same order, comma separated, or empty
/// @param retryAfterMillis how long the body says to wait; -1 when it says nothing
/// @param headers those that the body repeats (OpenRouter's rate limits), by name in lower case
public record UpstreamErrorBody(
        String code,
        String type,
        String message,
        String reason,
        String quota,
        String quotaLimits,
        long retryAfterMillis,
        Map<String, String> headers) {
    private static final int LONGEST_BODY = 256 << 10;
    private static final int LONGEST_MESSAGE = 2000;
    private static final String REPEATED = "error.metadata.headers.";
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>\\s*(.{1,200}?)\\s*</title>");
    // prefixes of provider keys, and bearer values: some providers repeat the key they refuse
    private static final Pattern KEYS =
            Pattern.compile(
                    "(?i)\\b(?:(?:sk|pk|rk|xai|gsk|csk|sbx|key)-[\\w*\\-]{4,}"
                            + "|AIza[\\w*\\-]{4,}|bearer\\s+[\\w.*\\-]{8,})");

    /// Reads a body of any kind; never fails. Reads no more than its first 256 KiB.
    public static UpstreamErrorBody read(byte[] body) {
        int length = Math.min(body.length, LONGEST_BODY);
        int start = 0;
        while (start < length && body[start] >= 0 && body[start] <= ' ') {
            start++;
        }
        if (start < length && (body[start] == '{' || body[start] == '[')) {
            return fromJson(JsonLeaves.of(body, start, length));
        }
        String text = new String(body, start, length - start, StandardCharsets.UTF_8);
        if (!text.startsWith("<")) {
            return new UpstreamErrorBody("", "", clean(text), "", "", "", -1, Map.of());
        }
        var title = TITLE.matcher(text);
        String page = title.find() ? "The provider answered with a web page: " + title.group(1) : "";
        return new UpstreamErrorBody("", "", clean(page), "", "", "", -1, Map.of());
    }

    private static UpstreamErrorBody fromJson(Map<String, String> leaves) {
        return new UpstreamErrorBody(
                first(leaves, "error.code", "code"),
                first(leaves, "error.type", "error.status", "type", "status"),
                clean(message(leaves)),
                first(leaves, "error.details.error_code", "error.details.reason", "error.metadata.reasons"),
                first(leaves, "error.details.violations.quotaId"),
                first(leaves, "error.details.violations.quotaValue"),
                millis(first(leaves, "error.details.retryDelay")),
                repeated(leaves));
    }

    private static Map<String, String> repeated(Map<String, String> leaves) {
        return leaves.entrySet().stream()
                .filter(leaf -> leaf.getKey().startsWith(REPEATED))
                .collect(
                        Collectors.toUnmodifiableMap(
                                leaf -> leaf.getKey().substring(REPEATED.length()).toLowerCase(Locale.ROOT),
                                Map.Entry::getValue,
                                (first, again) -> first));
    }

    /// OpenRouter's own sentence says nothing when an inner provider failed; that one's stands in `raw`, often as JSON.
    private static String message(Map<String, String> leaves) {
        String message = first(leaves, "error.message", "error", "message", "detail", "detail.msg");
        String raw = first(leaves, "error.metadata.raw");
        if (raw.isEmpty() || !message.startsWith("Provider returned error")) {
            return message;
        }
        String inner =
                raw.startsWith("{")
                        ? first(
                                JsonLeaves.of(raw.getBytes(StandardCharsets.UTF_8)),
                                "error.message",
                                "error",
                                "message")
                        : raw;
        return inner.isEmpty() ? message : inner;
    }

    private static String first(Map<String, String> leaves, String... paths) {
        for (String path : paths) {
            String value = leaves.get(path);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    /// Google writes durations as decimal seconds: `26s`, `1.5s`.
    private static long millis(String duration) {
        if (!duration.matches("\\d{1,9}(\\.\\d{1,9})?s")) {
            return -1;
        }
        return new BigDecimal(duration.substring(0, duration.length() - 1))
                .movePointRight(3)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private static String clean(String text) {
        String shorter = text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text;
        String oneLine = shorter.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return KEYS.matcher(oneLine).replaceAll("[key]");
    }
}
