package signalbox.core.ledger;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// Call ids: a `long` that grows with time (milliseconds since 2020 above 20 bits of sequence), written as `c` and 12
/// base-32 characters. Unique within one router. Thread-safe.
public final class CallId {
    private static final long EPOCH = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    static final int SEQUENCE_BITS = 20;

    private final AtomicLong last;

    public CallId() {
        this(0);
    }

    /// @param last the largest id made before, so that ids keep growing when the clock was set back
    public CallId(long last) {
        this.last = new AtomicLong(last);
    }

    /// A new id, larger than every id this instance made before.
    public long next(Instant now) {
        long floor = (now.toEpochMilli() - EPOCH) << SEQUENCE_BITS;
        return last.updateAndGet(previous -> Math.max(previous + 1, floor));
    }

    /// The least id that can be made at an instant; 0 before 2020.
    static long floor(Instant instant) {
        return Math.max(0, instant.toEpochMilli() - EPOCH) << SEQUENCE_BITS;
    }

    /// The instant an id was made, to the millisecond.
    public static Instant instant(long id) {
        return Instant.ofEpochMilli((id >> SEQUENCE_BITS) + EPOCH);
    }

    public static String format(long id) {
        var text = new char[13];
        text[0] = 'c';
        for (int i = 12; i > 0; i--) {
            text[i] = DIGITS[(int) (id & 31)];
            id >>>= 5;
        }
        return new String(text);
    }

    /// @throws IllegalArgumentException when the text is not a call id
    public static long parse(String text) {
        if (text.length() != 13 || text.charAt(0) != 'c') {
            throw new IllegalArgumentException("not a call id: a call id is c and 12 letters or digits");
        }
        long id = 0;
        for (int i = 1; i < 13; i++) {
            int digit = new String(DIGITS).indexOf(Character.toLowerCase(text.charAt(i)));
            if (digit < 0) {
                throw new IllegalArgumentException("not a call id: a call id is c and 12 letters or digits");
            }
            id = id << 5 | digit;
        }
        return id;
    }
}
