package signalbox.core.control;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Frames a result: chunks of a four-byte length and as many bytes, then a length of 0. A reader that finds no such end
/// knows that it has a part only. Used by one thread.
final class ChunkedOutput extends OutputStream {
    private static final int CHUNK_BYTES = 8192;

    private final DataOutputStream out;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int filled;

    ChunkedOutput(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    @Override
    public void write(int b) throws IOException {
        if (filled == CHUNK_BYTES) {
            send();
        }
        chunk[filled++] = (byte) b;
    }

    private void send() throws IOException {
        if (filled > 0) {
            out.writeInt(filled);
            out.write(chunk, 0, filled);
            filled = 0;
        }
    }

    /// Marks the result as whole.
    void finish() throws IOException {
        send();
        out.writeInt(0);
    }
}
