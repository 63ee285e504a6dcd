package signalbox.core.policyfile;

import java.time.Duration;
import java.util.regex.Pattern;

/// Durations as words of a policy file: `30s`, `10m`, `12h`, `7d`, `never` for none.
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");

    private Durations() {}

    static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            return "never";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /// @throws IllegalArgumentException when the text is no duration
    static Duration parse(String text) {
        if (text.equals("never")) {
            return Duration.ZERO;
        }
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a time; write 30s, 10m, 12h, 7d or never");
        }
        long count = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
