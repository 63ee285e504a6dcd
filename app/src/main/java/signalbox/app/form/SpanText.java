package signalbox.app.form;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// A span of time as it is typed: `20 s`, `30 min`, `12 h`, `7 d`; empty for none. Pure.
public final class SpanText {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})\\s*(s|m|min|h|d)");

    private SpanText() {}

    /// Zero for nothing typed; empty when it is no such time.
    public static Optional<Duration> read(String typed) {
        if (typed == null || typed.isBlank()) {
            return Optional.of(Duration.ZERO);
        }
        var match = FORM.matcher(typed.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "h" -> Duration.ofHours(count);
                    case "d" -> Duration.ofDays(count);
                    default -> Duration.ofMinutes(count);
                });
    }

    /// What [#read] reads back exactly.
    public static String write(Duration span) {
        long seconds = span.toSeconds();
        if (seconds == 0) {
            return "";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + " d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
