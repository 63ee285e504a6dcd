package signalbox.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.provider.Upstream.Answer;
import signalbox.core.provider.Upstream.UpstreamFailure;

/// Moves an answer from a provider towards the client. What is there is passed on at once; nothing is re-serialised.
final class Relay {
    /// The HTTP client hands out no more at a time; a thread keeps its buffer, and a thousand streams have a thousand.
    private static final int BUFFER = 8 * 1024;

    /// Most plain answers are smaller.
    private static final int PLAIN = 4 * 1024;

    /// One a thread: a thread serves one call at a time, and zeroing a fresh one for each costs more than reading.
    private static final ThreadLocal<byte[]> BUFFERS = ThreadLocal.withInitial(() -> new byte[BUFFER]);

    private Relay() {}

    /// Where the bytes go that the tap lets through.
    interface ToClient extends AnswerTap.Out {
        /// The client has gone. Kept apart from an upstream that broke off.
        final class ClientGone extends IOException {
            private static final long serialVersionUID = 1L;

            ClientGone(IOException cause) {
                super("the client has gone", cause);
            }
        }
    }

    /// Passes a stream on, piece by piece, to its end or until `enough` says so after a piece.
    ///
    /// @return whether its end was reached
    /// @throws UpstreamFailure when the upstream broke off
    /// @throws ToClient.ClientGone when the client did
    static boolean stream(Answer answer, AnswerTap tap, ToClient out, BooleanSupplier enough) throws IOException {
        byte[] buffer = BUFFERS.get();
        int read;
        while ((read = answer.read(buffer)) >= 0) {
            tap.accept(buffer, 0, read, out);
            if (enough.getAsBoolean()) {
                return false;
            }
        }
        tap.end(out);
        return true;
    }

    /// Reads a plain answer whole.
    static byte[] whole(Answer answer, AnswerTap tap) throws IOException {
        var bytes = new ByteArrayOutputStream(PLAIN);
        stream(answer, tap, bytes::write, () -> false);
        return bytes.toByteArray();
    }
}
