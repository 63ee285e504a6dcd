package signalbox.core.past;

/// A row cannot be read; the message says why.
final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRowException(String why) {
        super(why);
    }
}
