package signalbox.app.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import signalbox.core.policy.Measure;

/// How money and counts are written and read. Money is nano-dollars, exact; nothing here touches binary fractions.
/// Thread-safe.
public final class Amounts {
    public static final long DOLLAR = 1_000_000_000L;
    public static final String NOTHING = "—";

    private static final long CENT = DOLLAR / 100;
    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ENGLISH);
    private static final Pattern MONEY =
            Pattern.compile("\\$?\\s*([0-9][0-9,]*(?:\\.[0-9]{1,9})?|\\.[0-9]{1,9})\\s*(¢?)");

    private Amounts() {}

    /// Money in a table or a sentence: `$41.27`, `0.42 ¢` below a cent, `—` for nothing.
    public static String money(long nanos) {
        if (nanos == 0) {
            return NOTHING;
        }
        if (nanos < 0) {
            return "−" + money(-nanos);
        }
        return nanos < CENT ? cents(nanos) : dollars(nanos, "#,##0.00");
    }

    /// The price of one thing, fine enough to compare with others: `1.43 ¢`, `$1.20` from a dollar up.
    public static String each(long nanos) {
        return nanos > 0 && nanos < DOLLAR ? cents(nanos) : money(nanos);
    }

    /// Money that we estimated: marked so.
    public static String estimated(long nanos) {
        return nanos == 0 ? NOTHING : "≈ " + money(nanos);
    }

    /// A sentence in which no line ends between a figure and its sign.
    public static String unbroken(String sentence) {
        return sentence.replace(" ¢", "\u00a0¢").replace("≈ ", "≈\u00a0");
    }

    /// A cap or another round figure: `$25`, `$12.50`, `0.3 ¢` where cents would round it away; zero is a figure here,
    /// so `$0`.
    public static String cap(long nanos) {
        if (Math.abs(nanos) < 10 * CENT && nanos % CENT != 0) {
            return (nanos < 0 ? "−" : "") + cents(Math.abs(nanos));
        }
        return dollars(nanos, nanos % DOLLAR == 0 ? "#,##0" : "#,##0.00");
    }

    /// Money to the last digit, for fields that are read back: `$25.00`, `$0.0042`.
    public static String exact(long nanos) {
        return dollars(nanos, "#,##0.00#######");
    }

    /// A rate: `$1.25/M` for tokens, `$0.01 each` for calls.
    ///
    /// @param pico pico-dollars a unit
    public static String rate(long pico, boolean perToken) {
        var dollars = BigDecimal.valueOf(pico, perToken ? 6 : 12);
        String figure = "$" + new DecimalFormat("#,##0.00######", SYMBOLS).format(dollars);
        return Text.of(perToken ? "amount.per_million" : "amount.each", figure);
    }

    /// Money as a plain decimal of dollars, for exports: `0.0042`.
    public static String plain(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }

    /// Money beside an axis whose lines are `step` apart: as many digits as the step needs, the same on every line.
    public static String axis(long nanos, long step) {
        if (step % DOLLAR == 0) {
            return dollars(nanos, "#,##0");
        }
        if (step >= CENT) {
            return dollars(nanos, "#,##0.00");
        }
        return new DecimalFormat("0.#####", SYMBOLS).format(BigDecimal.valueOf(nanos, 7)) + " ¢";
    }

    /// Money on a card where cents are noise from a thousand dollars up.
    public static String brief(long nanos) {
        return Math.abs(nanos) >= 1_000 * DOLLAR ? dollars(nanos, "#,##0") : money(nanos);
    }

    /// An amount in a budget’s own unit: `$25`, `2 M tokens`, `500 calls`.
    public static String units(Measure measure, long units) {
        return switch (measure) {
            case MONEY -> cap(units);
            case TOKENS -> Text.of("amount.tokens", Math.abs(units), briefCount(units));
            case CALLS -> Text.of("amount.calls", Math.abs(units), count(units));
        };
    }

    /// What a person typed for money: `25`, `$25.50`, `1,200`, `0.42 ¢`; empty when it is none of them.
    public static Optional<Long> parse(String typed) {
        var match = MONEY.matcher(typed.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        var figure = new BigDecimal(match.group(1).replace(",", ""));
        int shift = match.group(2).isEmpty() ? 9 : 7;
        try {
            return Optional.of(figure.movePointRight(shift).setScale(0, RoundingMode.HALF_UP).longValueExact());
        } catch (ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    /// A count with thousands marks; `—` for none.
    public static String count(long count) {
        return count == 0 ? NOTHING : new DecimalFormat("#,##0", SYMBOLS).format(count);
    }

    /// A count that is short enough for a narrow column: `812`, `12.4 k`, `3.1 M`; `—` for none.
    public static String briefCount(long count) {
        if (count < 10_000) {
            return count(count);
        }
        return count < 1_000_000 ? tenths(count, 1_000) + " k" : tenths(count, 1_000_000) + " M";
    }

    /// A share in whole percent; `<1 %` for what is there but rounds to nothing.
    public static String percent(long part, long whole) {
        if (whole <= 0 || part == 0) {
            return NOTHING;
        }
        long rounded = Math.round(part * 100.0 / whole);
        return rounded == 0 ? "<1 %" : rounded + " %";
    }

    private static String cents(long nanos) {
        var cents = BigDecimal.valueOf(nanos, 7);
        if (cents.compareTo(new BigDecimal("0.01")) < 0) {
            return "<0.01 ¢";
        }
        return new DecimalFormat("0.##", SYMBOLS).format(cents) + " ¢";
    }

    private static String dollars(long nanos, String pattern) {
        var format = new DecimalFormat(pattern, SYMBOLS);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return (nanos < 0 ? "−$" : "$") + format.format(BigDecimal.valueOf(nanos, 9).abs());
    }

    private static String tenths(long count, long unit) {
        return new DecimalFormat("#,##0.#", SYMBOLS).format(BigDecimal.valueOf(count).divide(BigDecimal.valueOf(unit)));
    }
}
