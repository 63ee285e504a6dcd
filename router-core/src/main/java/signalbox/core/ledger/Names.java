package signalbox.core.ledger;

/// Numbers for texts that occur again and again, so that a record holds a small number instead.
interface Names {
    /// The number of a text, or -1 when it has none.
    int find(String text);

    /// Whether [#define] may be called for a text that has no number.
    boolean accepts(String text);

    /// Gives a text the next number.
    void define(String text);

    /// @throws IndexOutOfBoundsException when no text has that number
    String text(int number);
}
