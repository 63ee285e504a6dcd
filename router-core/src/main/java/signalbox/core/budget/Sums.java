package signalbox.core.budget;

import java.math.BigInteger;

/// Sums that stop at the ends of `long` instead of wrapping round: a wrapped sum would turn a full budget into an empty
/// one.
final class Sums {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Sums() {}

    static long plus(long a, long b) {
        long sum = a + b;
        boolean wrapped = ((a ^ sum) & (b ^ sum)) < 0;
        return wrapped ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    static long minus(long a, long b) {
        long difference = a - b;
        boolean wrapped = ((a ^ b) & (a ^ difference)) < 0;
        return wrapped ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    }

    /// `a * b` for non-negative numbers.
    static long times(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }

    /// `a * b / c` rounded down, for non-negative numbers and `c` above 0, without losing the middle.
    static long share(long a, long b, long c) {
        if (Math.multiplyHigh(a, b) == 0 && a * b >= 0) {
            return a * b / c;
        }
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .divide(BigInteger.valueOf(c))
                .min(MAX)
                .longValueExact();
    }

    /// `percent` % of `whole`, rounded up.
    static long percent(long whole, int percent) {
        return plus(times(whole / 100, percent), (whole % 100 * percent + 99) / 100);
    }
}
