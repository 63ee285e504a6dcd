package signalbox.load;

/// The one field of a message's head that both ends of the bench need.
final class Heads {
    private static final String LENGTH = "\r\ncontent-length:";

    private Heads() {}

    /// @param end where the head ends
    /// @return -1 when the head does not say
    static long contentLength(String head, int end) {
        int at = -1;
        for (int i = 0; i + LENGTH.length() <= end && at < 0; i++) {
            if (head.charAt(i) == '\r' && head.regionMatches(true, i, LENGTH, 0, LENGTH.length())) {
                at = i + LENGTH.length();
            }
        }
        if (at < 0) {
            return -1;
        }
        int stop = head.indexOf("\r\n", at);
        return Long.parseLong(head.substring(at, stop).strip());
    }
}
