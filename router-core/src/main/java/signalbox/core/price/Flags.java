package signalbox.core.price;

/// Sanity findings as ledger rows keep them: words joined by commas.
public final class Flags {
    private Flags() {}

    /// Both lists as one; either may be empty.
    public static String join(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return a + "," + b;
    }
}
