package signalbox.core.provider;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An answer of the practice provider: pieces, each after its own pause, and what happens after the last.
final class PracticeAnswer implements Upstream.Answer {
    /// @param pause before the piece
    record Piece(Duration pause, byte[] bytes) {}

    private final int status;
    private final Map<String, String> headers;
    private final Iterator<Piece> pieces;
    private final Upstream.UpstreamFailure ending;
    private final Duration endingAfter;
    private final Upstream.Cancellation cancellation;
    private final CountDownLatch cancelled;

    private byte[] current = {};
    private int position;

    /// @param ending thrown after the last piece; null for a proper end
    /// @param endingAfter the wait before it
    PracticeAnswer(
            int status,
            Map<String, String> headers,
            List<Piece> pieces,
            Upstream.UpstreamFailure ending,
            Duration endingAfter,
            Upstream.Cancellation cancellation,
            CountDownLatch cancelled) {
        this.status = status;
        this.headers = headers;
        this.pieces = pieces.iterator();
        this.ending = ending;
        this.endingAfter = endingAfter;
        this.cancellation = cancellation;
        this.cancelled = cancelled;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public int read(byte[] buffer) throws Upstream.UpstreamFailure {
        if (position == current.length) {
            if (!pieces.hasNext()) {
                if (ending == null) {
                    return -1;
                }
                await(endingAfter, cancelled);
                throw ending;
            }
            var piece = pieces.next();
            await(piece.pause(), cancelled);
            current = piece.bytes();
            position = 0;
        }
        int count = Math.min(buffer.length, current.length - position);
        System.arraycopy(current, position, buffer, 0, count);
        position += count;
        return count;
    }

    @Override
    public void close() {
        cancellation.onCancel(null);
    }

    /// Waits, unless the call is or gets cancelled.
    static void await(Duration wait, CountDownLatch cancelled) throws Upstream.UpstreamFailure {
        boolean gone;
        try {
            gone = cancelled.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            gone = true;
        }
        if (gone) {
            throw new Upstream.UpstreamFailure(ErrorClass.CANCELLED, true, "The practice call was cancelled.", null);
        }
    }
}
