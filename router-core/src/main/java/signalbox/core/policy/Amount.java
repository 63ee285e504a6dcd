package signalbox.core.policy;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A cap as people write it: `$25.00`, `2M tokens`, `500 calls`.
///
/// @param units nano-dollars, tokens or calls
public record Amount(Measure measure, long units) {
    /// One dollar in nano-dollars.
    public static final long DOLLAR = 1_000_000_000L;

    private static final Pattern FORM =
            Pattern.compile("(\\$)?\\s*([0-9][0-9_,]*(?:\\.[0-9]+)?)\\s*([kKmM])?\\s*(tokens?|calls?)?");

    /// Money, to be written: it never rounds, so that a decision told with it can be checked.
    ///
    /// @param nanos nano-dollars
    public static Amount money(long nanos) {
        return new Amount(Measure.MONEY, nanos);
    }

    /// Parses `$25`, `25.50` (dollars), `2M tokens`, `500 calls`.
    ///
    /// @throws IllegalArgumentException with a sentence when the text is none of these
    public static Amount parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || (matcher.group(1) != null && matcher.group(4) != null)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an amount; write $25.00, 2M tokens or 500 calls");
        }
        BigDecimal number = new BigDecimal(matcher.group(2).replaceAll("[_,]", ""));
        if (matcher.group(3) != null) {
            number = number.scaleByPowerOfTen(matcher.group(3).equalsIgnoreCase("k") ? 3 : 6);
        }
        Measure measure = measure(matcher.group(4));
        if (measure == Measure.MONEY) {
            number = number.scaleByPowerOfTen(9);
        }
        try {
            return new Amount(measure, number.longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is too large or too fine; money goes down to $0.000000001", e);
        }
    }

    private static Measure measure(String unit) {
        if (unit == null) {
            return Measure.MONEY;
        }
        return unit.startsWith("token") ? Measure.TOKENS : Measure.CALLS;
    }

    /// The shortest text that [#parse] reads back exactly: `$25.00`, `2000000 tokens`, `500 calls`.
    public String format() {
        return switch (measure) {
            case MONEY -> "$" + dollars(units);
            case TOKENS -> Count.of(units, "token");
            case CALLS -> Count.of(units, "call");
        };
    }

    /// By hand where a plan is told, some ten times a call: decimals would cost more than the planning.
    private static String dollars(long nanos) {
        if (nanos < 0) {
            return BigDecimal.valueOf(nanos, 9).toPlainString();
        }
        long parts = nanos % DOLLAR;
        int digits = 9;
        while (digits > 2 && parts % 10 == 0) {
            parts /= 10;
            digits--;
        }
        String fraction = Long.toString(parts);
        return nanos / DOLLAR + "." + "0".repeat(digits - fraction.length()) + fraction;
    }

    @Override
    public String toString() {
        return format().toLowerCase(Locale.ROOT);
    }
}
