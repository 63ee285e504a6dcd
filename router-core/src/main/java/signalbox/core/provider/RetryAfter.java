package signalbox.core.provider;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long a provider asks to be left alone, from whatever it says it in (wire.md §6). Pure.
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern PARTS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?(?:ms|[smhd]))+");
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|[smhd])");
    private static final Map<String, Integer> MILLIS =
            Map.of("ms", 1, "s", 1000, "m", 60_000, "h", 3_600_000, "d", 86_400_000);

    /// Above it a bare number is a moment, not a span: seconds since 1970, or milliseconds.
    private static final BigDecimal EPOCH_SECONDS = BigDecimal.valueOf(1_000_000_000L);

    private static final BigDecimal EPOCH_MILLIS = BigDecimal.valueOf(100_000_000_000L);

    private RetryAfter() {}

    /// @param headers names in lower case
    /// @param bodyMillis what the body says, or -1
    static Optional<Duration> read(Map<String, String> headers, long bodyMillis, Instant now) {
        return number(headers.get("retry-after-ms"))
                .map(millis -> Duration.ofMillis(millis.setScale(0, RoundingMode.CEILING).longValue()))
                .or(() -> span(headers.get("retry-after"), now))
                .or(() -> bodyMillis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(bodyMillis)))
                .or(() -> exhausted(headers, now))
                .map(RetryAfter::bounded);
    }

    /// The longest reset among the limits of which nothing is left.
    private static Optional<Duration> exhausted(Map<String, String> headers, Instant now) {
        var longest = Optional.<Duration>empty();
        for (var header : headers.entrySet()) {
            var name = header.getKey();
            if (!name.contains("ratelimit") || !name.contains("reset")) {
                continue;
            }
            var remaining = number(headers.get(name.replace("reset", "remaining")));
            if (remaining.isPresent() && remaining.get().signum() == 0) {
                var reset = span(header.getValue(), now);
                if (reset.isPresent() && (longest.isEmpty() || reset.get().compareTo(longest.get()) > 0)) {
                    longest = reset;
                }
            }
        }
        return longest;
    }

    /// Seconds, `6m0s`, an HTTP date, RFC 3339, or a time since 1970.
    static Optional<Duration> span(String text, Instant now) {
        if (text == null) {
            return Optional.empty();
        }
        var trimmed = text.strip();
        var number = number(trimmed);
        if (number.isPresent()) {
            return Optional.of(ofNumber(number.get(), now));
        }
        if (PARTS.matcher(trimmed).matches()) {
            return Optional.of(ofParts(trimmed));
        }
        return date(trimmed).map(moment -> Duration.between(now, moment));
    }

    private static Duration ofNumber(BigDecimal number, Instant now) {
        var millis = number.movePointRight(3).setScale(0, RoundingMode.CEILING).longValue();
        if (number.compareTo(EPOCH_MILLIS) >= 0) {
            return Duration.between(now, Instant.ofEpochMilli(number.longValue()));
        }
        return number.compareTo(EPOCH_SECONDS) >= 0
                ? Duration.between(now, Instant.ofEpochMilli(millis))
                : Duration.ofMillis(millis);
    }

    private static Duration ofParts(String text) {
        var millis = BigDecimal.ZERO;
        var part = PART.matcher(text);
        while (part.find()) {
            millis = millis.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(MILLIS.get(part.group(2)))));
        }
        return Duration.ofMillis(millis.setScale(0, RoundingMode.CEILING).longValue());
    }

    private static Optional<Instant> date(String text) {
        try {
            var format =
                    text.contains("T") && text.contains("-")
                            ? DateTimeFormatter.ISO_OFFSET_DATE_TIME
                            : DateTimeFormatter.RFC_1123_DATE_TIME;
            return Optional.of(ZonedDateTime.parse(text, format).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> number(String text) {
        return text != null && DECIMAL.matcher(text.strip()).matches()
                ? Optional.of(new BigDecimal(text.strip()))
                : Optional.empty();
    }

    private static Duration bounded(Duration span) {
        if (span.isNegative()) {
            return Duration.ZERO;
        }
        return span.compareTo(LONGEST) > 0 ? LONGEST : span;
    }
}
