package signalbox.core.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Writes numbers, texts and names compactly into a growing buffer. Numbers are variable-length, seven bits a byte, low
/// bits first. Used by one thread.
final class RecordWriter {
    static final int INLINE = 0;
    static final int DEFINED = 1;
    static final int EMPTY = 2;
    static final int FIRST_NUMBER = 3;

    private final Names names;
    private byte[] bytes = new byte[512];
    private int size;

    RecordWriter(Names names) {
        this.names = names;
    }

    int size() {
        return size;
    }

    /// Forgets everything written after `newSize`.
    void cut(int newSize) {
        size = newSize;
    }

    byte[] array() {
        return bytes;
    }

    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /// A number of four bytes at a place that was already written.
    void patch(int at, int value) {
        ByteBuffer.wrap(bytes).putInt(at, value);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void unsigned(long value) {
        room(10);
        while ((value & ~0x7fL) != 0) {
            bytes[size++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        bytes[size++] = (byte) value;
    }

    /// A number that may be negative but is usually near zero.
    void signed(long value) {
        unsigned(value << 1 ^ value >> 63);
    }

    void raw(byte[] source, int offset, int length) {
        room(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        unsigned(utf8.length);
        raw(utf8, 0, utf8.length);
    }

    /// A text that probably occurs again.
    void name(String text) {
        if (text.isEmpty()) {
            unsigned(EMPTY);
            return;
        }
        int number = names.find(text);
        if (number >= 0) {
            unsigned(number + FIRST_NUMBER);
            return;
        }
        boolean define = names.accepts(text);
        unsigned(define ? DEFINED : INLINE);
        text(text);
        if (define) {
            names.define(text);
        }
    }

    void instant(Instant instant) {
        signed(instant.getEpochSecond());
        unsigned(instant.getNano());
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
