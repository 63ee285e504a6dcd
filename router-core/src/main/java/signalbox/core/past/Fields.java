package signalbox.core.past;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;

/// The fields of one row by name: columns of a CSV row, or paths such as `message.usage` of a JSON object, where an
/// object is its JSON text. What is absent, null or blank is not there.
record Fields(Map<String, String> row) {
    private static final int NANO = 9;
    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_NAME = 200;
    private static final long MOST_TOKENS = 1_000_000_000_000L;
    private static final long FIRST_MILLIS = 100_000_000_000L;
    private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000_000L);

    boolean has(String name) {
        return !text(name).isEmpty();
    }

    /// The first of these that is there; empty when none is.
    String text(String... names) {
        for (String name : names) {
            String text = row.getOrDefault(name, "").strip();
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /// The same for a name that will be shown and grouped by.
    String name(String... names) throws BadRowException {
        String text = text(names);
        if (text.length() > LONGEST_NAME || text.chars().anyMatch(c -> Character.isISOControl(c))) {
            throw new BadRowException(names[0] + " is no name");
        }
        return text;
    }

    /// Whole tokens; 0 when none of these is there.
    long tokens(String... names) throws BadRowException {
        BigDecimal number = number(names);
        try {
            long tokens = number == null ? 0 : number.longValueExact();
            if (tokens >= 0 && tokens <= MOST_TOKENS) {
                return tokens;
            }
        } catch (ArithmeticException e) {
            // said below
        }
        throw new BadRowException(names[0] + " is no number of tokens");
    }

    /// Dollars in nano-dollars, rounded up; empty when none of these is there.
    OptionalLong nanos(String... names) throws BadRowException {
        BigDecimal dollars = number(names);
        if (dollars == null) {
            return OptionalLong.empty();
        }
        return nanos(dollars, names[0]);
    }

    static OptionalLong nanos(BigDecimal dollars, String name) throws BadRowException {
        if (dollars.abs().compareTo(MOST_DOLLARS) > 0) {
            throw new BadRowException(name + " is no amount");
        }
        return OptionalLong.of(dollars.movePointRight(NANO).setScale(0, RoundingMode.CEILING).longValueExact());
    }

    private BigDecimal number(String... names) throws BadRowException {
        String text = text(names);
        if (text.isEmpty()) {
            return null;
        }
        String plain = text.startsWith("$") ? text.substring(1) : text;
        try {
            var number = plain.length() > LONGEST_NUMBER ? null : new BigDecimal(plain);
            if (number != null && Math.abs((long) number.scale()) <= LONGEST_NUMBER) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadRowException(names[0] + " is no number");
    }

    /// A time: ISO 8601, with a blank instead of the T and without an offset (then UTC) too, a day, or seconds or
    /// milliseconds since 1970.
    Instant time(String... names) throws BadRowException {
        String text = text(names);
        if (text.isEmpty()) {
            throw new BadRowException("it has no " + names[0]);
        }
        try {
            if (text.matches("\\d{9,14}(\\.\\d{1,9})?")) {
                BigDecimal since = new BigDecimal(text);
                long whole = since.longValue();
                return whole >= FIRST_MILLIS ? Instant.ofEpochMilli(whole) : Instant.ofEpochSecond(whole);
            }
            return iso(text);
        } catch (DateTimeException e) {
            throw new BadRowException(names[0] + " is no time");
        }
    }

    private static Instant iso(String text) {
        String iso = text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T").replaceFirst(" UTC$", "Z");
        if (iso.length() == "2026-11-21".length()) {
            return Instant.parse(iso + "T00:00:00Z");
        }
        if (iso.matches(".*(Z|[+-]\\d{2}:\\d{2})")) {
            return OffsetDateTime.parse(iso).toInstant();
        }
        if (iso.matches(".*T.*[+-]\\d{2}")) {
            return OffsetDateTime.parse(iso + ":00").toInstant();
        }
        return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
