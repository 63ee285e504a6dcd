package signalbox.core.provider;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.EventListener;

/// One attempt in flight: its phase, its deadline, how it was ended, and what that means. OkHttp tells it about the
/// connection, the caller about the answer, the ticker and the client's thread may end it.
final class HttpAttempt extends EventListener implements DeadlineTicker.Watched {
    private enum Ended {
        NOT,
        CANCELLED,
        TOO_LATE
    }

    private final String provider;
    private final Deadlines deadlines;
    private final Duration firstByte;
    private final long totalDue;

    private Call call;
    private volatile long due;
    private volatile boolean sent;
    private volatile String phase = "connect";
    private volatile Ended ended = Ended.NOT;
    private volatile boolean over;

    HttpAttempt(String provider, Deadlines deadlines, Duration firstByte) {
        this.provider = provider;
        this.deadlines = deadlines;
        this.firstByte = firstByte;
        long now = System.nanoTime();
        totalDue = now + deadlines.total().toNanos();
        waitAtMost(now, deadlines.connect());
    }

    void start(Call newCall) {
        call = newCall;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        phase = "connect";
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent = true;
        phase = "first byte";
        waitAtMost(System.nanoTime(), firstByte);
    }

    /// A piece of the answer has come; the idle limit runs from the next wait on.
    void arrived() {
        phase = "idle";
        due = totalDue;
    }

    /// The caller waits for the next piece.
    void waiting() {
        if (phase.equals("idle")) {
            waitAtMost(System.nanoTime(), deadlines.idle());
        }
    }

    private void waitAtMost(long now, Duration limit) {
        long limited = now + limit.toNanos();
        due = limited - totalDue < 0 ? limited : totalDue;
    }

    @Override
    public long dueNanos() {
        return due;
    }

    @Override
    public void expire() {
        end(Ended.TOO_LATE);
    }

    void cancel() {
        end(Ended.CANCELLED);
    }

    private void end(Ended how) {
        synchronized (this) {
            if (over || ended != Ended.NOT) {
                return;
            }
            ended = how;
        }
        call.cancel();
    }

    /// The answer was read to its end or given up: a late cancel must not touch a connection that serves another call.
    synchronized void over() {
        over = true;
    }

    boolean ended() {
        return ended != Ended.NOT;
    }

    boolean sent() {
        return sent;
    }

    /// What a failure means. The texts of OkHttp's exceptions are not passed on: they can hold header values.
    Upstream.UpstreamFailure failure(Exception cause) {
        if (ended == Ended.CANCELLED) {
            return failed(ErrorClass.CANCELLED, "The call to " + provider + " was cancelled.");
        }
        if (ended == Ended.TOO_LATE) {
            return late();
        }
        if (cause instanceof AddressGuard.Refused refused) {
            return failed(ErrorClass.CONNECT, refused.getMessage());
        }
        var kind = cause.getClass().getSimpleName();
        if (!sent || notProcessed(cause)) {
            sent = false;
            return failed(ErrorClass.CONNECT, "No connection to " + provider + " (" + kind + ").");
        }
        return failed(ErrorClass.BROKEN, "The answer of " + provider + " broke off (" + kind + ").");
    }

    private Upstream.UpstreamFailure late() {
        if (due == totalDue) {
            return failed(
                    ErrorClass.TIMEOUT, provider + " took longer than " + seconds(deadlines.total()) + " in all.");
        }
        return switch (phase) {
            case "connect" ->
                    failed(
                            ErrorClass.CONNECT,
                            "No connection to " + provider + " in " + seconds(deadlines.connect()) + ".");
            case "idle" -> failed(ErrorClass.TIMEOUT, provider + " stopped for " + seconds(deadlines.idle()) + ".");
            default -> failed(ErrorClass.TIMEOUT, provider + " sent nothing in " + seconds(firstByte) + ".");
        };
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    /// HTTP/2 says so when a request was certainly not processed (RFC 9113, 8.7): such an attempt cannot be billed.
    private static boolean notProcessed(Exception cause) {
        return cause instanceof IOException
                && (cause.getClass().getSimpleName().equals("ConnectionShutdownException")
                        || "stream was reset: REFUSED_STREAM".equals(cause.getMessage()));
    }

    Upstream.UpstreamFailure failed(ErrorClass errorClass, String message) {
        return new Upstream.UpstreamFailure(errorClass, sent, message, null);
    }
}
