package signalbox.core.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Reads what [RecordWriter] wrote. Every method throws [IndexOutOfBoundsException] or [IllegalArgumentException] for
/// bytes that no writer wrote; checked frames make sure that this only happens when the format is not ours. Used by one
/// thread.
final class RecordReader {
    private final Names names;
    private final byte[] bytes;
    private final int end;
    private int at;

    RecordReader(Names names, byte[] bytes, int from, int end) {
        this.names = names;
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean more() {
        return at < end;
    }

    /// Where the next byte to read stands.
    int at() {
        return at;
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    int count() {
        long value = unsigned();
        if (value < 0 || value > end - at + 1L << 3) {
            throw new IllegalArgumentException("a count beyond the record's end");
        }
        return (int) value;
    }

    int number() {
        return Math.toIntExact(unsigned());
    }

    long signed() {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    byte[] raw(int length) {
        if (length < 0 || length > end - at) {
            throw new IndexOutOfBoundsException("bytes beyond the record's end");
        }
        byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    String text() {
        int length = number();
        if (length < 0 || length > end - at) {
            throw new IndexOutOfBoundsException("a text beyond the record's end");
        }
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    String name() {
        int code = number();
        return switch (code) {
            case RecordWriter.INLINE -> text();
            case RecordWriter.DEFINED -> {
                String text = text();
                names.define(text);
                yield text;
            }
            case RecordWriter.EMPTY -> "";
            default -> names.text(code - RecordWriter.FIRST_NUMBER);
        };
    }

    Instant instant() {
        long seconds = signed();
        return Instant.ofEpochSecond(seconds, unsigned());
    }
}
