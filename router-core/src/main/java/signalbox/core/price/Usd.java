package signalbox.core.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Decimal dollars as written in price tables and on the wire, to and from integers, exactly.
///
/// `places` is how many decimal places the integer keeps: 12 for pico-dollars. A price per million tokens keeps 6
/// (`$0.0375` per million = 37,500 pico-dollars per token), a price per thousand calls keeps 9.
public final class Usd {
    /// Pico-dollars: one dollar is 10^12.
    public static final int PICO = 12;

    /// Dollars per million tokens to pico-dollars per token.
    public static final int PER_MILLION = 6;

    /// Dollars per thousand calls to pico-dollars per call.
    public static final int PER_THOUSAND = 9;

    private static final int LONGEST = 40;

    private Usd() {}

    /// Parses a decimal that is at least 0 and has no more decimals than `places`.
    ///
    /// @throws IllegalArgumentException saying what is wrong: not a number, negative, too precise, too large
    public static long exact(String decimal, int places) {
        var scaled = scaled(decimal, places).stripTrailingZeros();
        if (scaled.scale() > 0) {
            throw new IllegalArgumentException("more than " + places + " decimals: " + decimal);
        }
        return whole(scaled, decimal);
    }

    /// As [#exact], but rounds what is finer than `places` up.
    public static long roundedUp(String decimal, int places) {
        return whole(scaled(decimal, places).setScale(0, RoundingMode.CEILING), decimal);
    }

    /// Writes an integer of `places` decimals as the shortest plain decimal: `37500`, 6 is `0.0375`.
    public static String plain(long amount, int places) {
        var text = BigDecimal.valueOf(amount, places).stripTrailingZeros().toPlainString();
        return amount == 0 ? "0" : text;
    }

    private static BigDecimal scaled(String decimal, int places) {
        if (decimal.isEmpty() || decimal.length() > LONGEST) {
            throw new IllegalArgumentException("not an amount: " + decimal);
        }
        BigDecimal value;
        try {
            value = new BigDecimal(decimal);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an amount: " + decimal, e);
        }
        if (value.signum() < 0) {
            throw new IllegalArgumentException("below 0: " + decimal);
        }
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        // an exponent of a billion would otherwise be written out in full
        if (Math.abs((long) value.scale()) > LONGEST) {
            throw new IllegalArgumentException("out of range: " + decimal);
        }
        return value.movePointRight(places);
    }

    private static long whole(BigDecimal scaled, String decimal) {
        try {
            return scaled.longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too large: " + decimal, e);
        }
    }
}
