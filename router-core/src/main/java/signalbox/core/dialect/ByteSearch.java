package signalbox.core.dialect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds bytes eight at a time. The test for a zero byte in a word may mark bytes above the first one wrongly, never
/// below it, and only the lowest is used.
final class ByteSearch {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ByteSearch() {}

    /// The first quote or backslash, or `to`.
    static int quoteOrBackslash(byte[] bytes, int from, int to) {
        return either(bytes, from, to, '"', '\\');
    }

    /// The first carriage return or line feed, or `to`.
    static int lineEnd(byte[] bytes, int from, int to) {
        return either(bytes, from, to, '\n', '\r');
    }

    private static int either(byte[] bytes, int from, int to, int first, int second) {
        int i = from;
        long firsts = ONES * first;
        long seconds = ONES * second;
        while (i + 8 <= to) {
            long word = (long) LONGS.get(bytes, i);
            long found = zeros(word ^ firsts) | zeros(word ^ seconds);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            i += 8;
        }
        while (i < to && bytes[i] != first && bytes[i] != second) {
            i++;
        }
        return i;
    }

    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGH_BITS;
    }
}
