package signalbox.app.chart;

/// Round steps for an axis of money that starts at nothing.
///
/// @param step distance of two grid lines, in nano-dollars: 1, 2, 2.5 or 5 times a power of ten
/// @param lines how many steps reach the top
record Scale(long step, int lines) {
    private static final long[] ROUND = {10, 20, 25, 50, 100};

    /// A scale of at most `most` steps that covers `peak`.
    static Scale covering(long peak, int most) {
        if (peak <= 0) {
            return new Scale(1_000_000_000L, 1);
        }
        long least = Math.max(1, (peak + most - 1) / most);
        long power = 1;
        while (power * ROUND[ROUND.length - 1] < least * 10) {
            power *= 10;
        }
        for (long round : ROUND) {
            long step = Math.max(1, power * round / 10);
            if (step >= least) {
                return new Scale(step, (int) ((peak + step - 1) / step));
            }
        }
        throw new IllegalStateException("no step covers " + peak);
    }

    long top() {
        return step * lines;
    }
}
