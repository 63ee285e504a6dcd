package signalbox.core.dialect;

/// How much output went by, between two bounds. A token covers at least one byte, so bytes are never fewer than tokens.
/// And no token is longer than the longest of the public vocabularies in use (cl100k_base and o200k_base: 128 bytes of
/// blanks or rules, 61 with letters beyond ASCII in them, 42 with ASCII letters), so text must be at least so many
/// tokens. The two lie far apart: English is about 4 bytes a token, and at most 40 by the lower bound.
final class OutputCount {
    /// One token, in the unit that bytes are weighed in.
    private static final int TOKEN = 128;

    private static final int LETTER = 3;
    private static final int BEYOND_ASCII = 2;
    private static final int OTHER = 1;

    /// What a text is to the lower bound. Some servers send the same reasoning under both of its names.
    enum Part {
        /// The bytes may be none of the model's own (a signature, a quoted source): they count upwards only.
        UNSURE,
        SAID,
        REASONING,
        REASONING_TWIN
    }

    private final long[] weight = new long[Part.values().length];
    private long bytes;
    private long bytesAtUsage;
    private int usages;
    private boolean finishedAtUsage;

    void text(byte[] text, int from, int to, Part part) {
        bytes += to - from;
        if (part != Part.UNSURE) {
            long sum = 0;
            for (int i = from; i < to; i++) {
                sum += weight(text[i]);
            }
            weight[part.ordinal()] += sum;
        }
    }

    private static int weight(byte b) {
        if (b < 0) {
            return BEYOND_ASCII;
        }
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' ? LETTER : OTHER;
    }

    /// One character written as an escape.
    ///
    /// @param most the most bytes of UTF-8 that it can be
    void escape(int most, Part part) {
        bytes += most;
        weight[part.ordinal()] += OTHER;
    }

    /// Bytes of tool arguments that came as a document of their own.
    void document(long length) {
        bytes += length;
    }

    /// @param finished whether every choice had named its finish reason by then
    void usage(boolean finished) {
        usages++;
        bytesAtUsage = bytes;
        finishedAtUsage = finished;
    }

    long bytes() {
        return bytes;
    }

    long bytesSinceUsage() {
        return bytes - bytesAtUsage;
    }

    int usages() {
        return usages;
    }

    /// Whether no output can come after the last usage.
    boolean usageFinal() {
        return finishedAtUsage && bytes == bytesAtUsage;
    }

    long leastTokens() {
        long reasoning = Math.max(weight[Part.REASONING.ordinal()], weight[Part.REASONING_TWIN.ordinal()]);
        return (weight[Part.SAID.ordinal()] + reasoning) / TOKEN;
    }
}
