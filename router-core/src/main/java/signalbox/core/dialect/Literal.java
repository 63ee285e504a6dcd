package signalbox.core.dialect;

/// Compares bytes that come in pieces with a literal.
final class Literal {
    private final byte[] wanted;
    private int matched;

    Literal(byte[] wanted) {
        this.wanted = wanted;
    }

    void restart() {
        matched = 0;
    }

    void fail() {
        matched = -1;
    }

    /// Takes the next bytes; trailing blanks count as part of the literal.
    ///
    /// @return whether all bytes so far are the literal
    boolean matches(byte[] bytes, int from, int to) {
        for (int i = from; i < to && matched >= 0; i++) {
            if (matched < wanted.length) {
                matched = bytes[i] == wanted[matched] ? matched + 1 : -1;
            } else if (bytes[i] != ' ') {
                matched = -1;
            }
        }
        return whole();
    }

    /// Whether the bytes so far could be the literal, and are not none.
    boolean begun() {
        return matched > 0;
    }

    boolean whole() {
        return matched == wanted.length;
    }
}
