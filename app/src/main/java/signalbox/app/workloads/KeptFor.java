package signalbox.app.workloads;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long something is kept, as it is typed: `30 min`, `12 h`, `7 d`; empty for never. Pure.
final class KeptFor {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})\\s*(s|m|min|h|d)");

    private KeptFor() {}

    /// Empty when it is no such time.
    static Optional<Duration> read(String typed) {
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
    static String write(Duration kept) {
        long seconds = kept.toSeconds();
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
