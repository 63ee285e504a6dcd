package signalbox.core.past;

import java.io.IOException;
import java.io.Reader;

/// A text as one reader a line: reading ends where the line does, and [#next] goes on with the next one. Holds 64 Ki
/// characters, whatever the length of a line.
final class Lines extends Reader {
    private static final int SIZE = 1 << 16;

    private final Reader in;
    private final char[] buffer = new char[SIZE];
    private int at;
    private int end;
    private long number;
    private boolean over = true;
    private boolean ended;

    Lines(Reader in) {
        this.in = in;
    }

    /// Goes to the start of the next line.
    ///
    /// @return false at the end of the text
    boolean next() throws IOException {
        while (!over) {
            int newline = newline(at, end);
            over = newline < end;
            at = over ? newline + 1 : end;
            over |= !over && !filled();
        }
        over = !filled();
        number += over ? 0 : 1;
        return !over;
    }

    /// The line's number, from 1.
    long number() {
        return number;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (over || !filled()) {
            over = true;
            return -1;
        }
        int most = Math.min(end, at + length);
        int stop = newline(at, most);
        int count = stop - at;
        System.arraycopy(buffer, at, into, offset, count);
        at = stop;
        if (stop < most) {
            at++;
            over = true;
        }
        return count == 0 ? -1 : count;
    }

    private int newline(int from, int to) {
        int stop = from;
        while (stop < to && buffer[stop] != '\n') {
            stop++;
        }
        return stop;
    }

    private boolean filled() throws IOException {
        if (at < end) {
            return true;
        }
        if (ended) {
            return false;
        }
        at = 0;
        end = Math.max(0, in.read(buffer, 0, SIZE));
        ended = end == 0;
        return !ended;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
