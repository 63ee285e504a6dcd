package signalbox.app.text;

/// Clauses of the core as sentences. It writes `the lane is by weight` so that clauses can be put together; on a screen
/// each stands alone. Thread-safe.
public final class Sentences {
    private Sentences() {}

    /// With a capital at the front and a full stop at the end; what is empty stays so.
    public static String of(String clause) {
        String plain = clause.strip();
        if (plain.isEmpty()) {
            return plain;
        }
        String begun = Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
        return ".。?!".indexOf(begun.charAt(begun.length() - 1)) >= 0 ? begun : begun + ".";
    }
}
