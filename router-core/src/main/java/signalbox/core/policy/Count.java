package signalbox.core.policy;

/// How many of something, for the English sentences of the audit trail and the command line: `1 call`, `2 calls`. The
/// console's own texts choose for themselves, by language. Pure.
public final class Count {
    private Count() {}

    /// @param one the word for one of it, whose plural ends in `s` or, for one on `y`, in `ies`
    public static String of(long count, String one) {
        return count + " " + word(count, one);
    }

    /// The word alone, where the number is written otherwise.
    public static String word(long count, String one) {
        if (count == 1) {
            return one;
        }
        return one.endsWith("y") && !one.endsWith("ay") ? one.substring(0, one.length() - 1) + "ies" : one + "s";
    }
}
