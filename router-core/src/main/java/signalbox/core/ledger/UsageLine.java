package signalbox.core.ledger;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// One line of a provider's export, by the plain names of its columns.
record UsageLine(long number, Map<String, Integer> columns, List<String> line) {
    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_SCALE = 40;
    private static final long MOST_TOKENS = 1_000_000_000_000_000L;

    /// The name of the first of these columns that is there.
    Optional<String> column(List<String> names) {
        return names.stream().filter(columns::containsKey).findFirst();
    }

    /// The first of these columns that is there and filled; empty when none is.
    String text(List<String> names) {
        return names.stream()
                .filter(columns::containsKey)
                .map(this::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private String text(String name) {
        return line.get(columns.get(name)).strip();
    }

    /// Whole tokens; empty when the column is missing or the field is blank.
    OptionalLong tokens(List<String> names) throws UsageExportException {
        Optional<BigDecimal> number = number(names);
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long tokens = number.get().longValueExact();
            if (tokens >= 0 && tokens <= MOST_TOKENS) {
                return OptionalLong.of(tokens);
            }
        } catch (ArithmeticException e) {
            // said below
        }
        throw wrong(names, "which is no number of tokens");
    }

    /// A decimal number; empty when the column is missing or the field is blank.
    Optional<BigDecimal> number(List<String> names) throws UsageExportException {
        String text = text(names);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String plain = text.startsWith("$") ? text.substring(1) : text;
        try {
            var number = plain.length() > LONGEST_NUMBER ? null : new BigDecimal(plain);
            if (number != null && Math.abs((long) number.scale()) <= LONGEST_SCALE) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(names, "which is no number");
    }

    /// A day in UTC: seconds since 1970, a date, or a date and a time with or without an offset.
    LocalDate day(List<String> names) throws UsageExportException {
        String text = text(names);
        try {
            if (text.matches("\\d{9,11}")) {
                return LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(text)), ZoneOffset.UTC);
            }
            if (text.matches("\\d{4}-\\d{2}-\\d{2}[T ].*(Z|[+-]\\d{2}:\\d{2})")) {
                var at = OffsetDateTime.parse(text.replace(' ', 'T'));
                return LocalDate.ofInstant(at.toInstant(), ZoneOffset.UTC);
            }
            if (text.matches("\\d{4}-\\d{2}-\\d{2}([T ].*)?")) {
                return LocalDate.parse(text.substring(0, "2026-11-21".length()));
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw wrong(names, "which is no date");
    }

    UsageExportException wrong(List<String> names, String why) {
        String name = column(names).orElse(names.getFirst());
        return new UsageExportException(number, name + " is \"" + text(names) + "\", " + why);
    }
}
