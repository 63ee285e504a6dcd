package signalbox.core.ledger;

/// A segment cannot be read on at some place.
final class BrokenSegment extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final Kind kind;

    enum Kind {
        /// The bytes are no whole frame: a torn tail, or damage.
        NO_FRAME,
        /// A whole frame that does not belong here: it was moved, repeated or changed on purpose.
        FOREIGN,
        /// Written by a later version of Signalbox.
        NEWER
    }

    BrokenSegment(Kind kind, long offset, String why) {
        super(why);
        this.kind = kind;
        this.offset = offset;
    }

    long offset() {
        return offset;
    }

    Kind kind() {
        return kind;
    }
}
