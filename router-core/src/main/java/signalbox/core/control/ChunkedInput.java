package signalbox.core.control;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// Reads what [ChunkedOutput] framed; a result that ends before its end mark is an error, never a short result. Used by
/// one thread.
final class ChunkedInput extends InputStream {
    private final DataInputStream in;
    private int left;
    private boolean ended;

    ChunkedInput(InputStream in) {
        this.in = new DataInputStream(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !next()) {
            return -1;
        }
        int read = in.read(buffer, offset, Math.min(length, left));
        if (read < 0) {
            throw cut();
        }
        left -= read;
        return read;
    }

    private boolean next() throws IOException {
        if (ended) {
            return false;
        }
        try {
            left = in.readInt();
        } catch (EOFException e) {
            throw cut();
        }
        ended = left == 0;
        return !ended;
    }

    private static IOException cut() {
        return new IOException("it stopped in the middle of the result");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
