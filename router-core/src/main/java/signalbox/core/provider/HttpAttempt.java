package signalbox.core.provider;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
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

    /// How long the end of a connection is waited for behind a whole answer.
    private static final Duration AFTER_THE_END = Duration.ofSeconds(2);

    private final String provider;
    private final Duration connect;
    private final Deadlines.Limits limits;
    private final long totalDue;

    private Call call;
    private volatile long due;
    private long tokenDue;
    private boolean spoke;
    private boolean finished;
    private volatile boolean sent;
    private volatile String phase = "connect";
    private volatile Ended ended = Ended.NOT;
    private volatile boolean over;

    HttpAttempt(String provider, Duration connect, Deadlines.Limits limits) {
        this.provider = provider;
        this.connect = connect;
        this.limits = limits;
        long now = System.nanoTime();
        totalDue = now + limits.total().toNanos();
        tokenDue = totalDue;
        waitAtMost(now, connect);
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
        long now = System.nanoTime();
        tokenDue = sooner(now + limits.firstToken().toNanos(), totalDue);
        waitAtMost(now, limits.firstByte());
    }

    /// The first output has come: how long that takes is no longer watched.
    void speaks() {
        spoke = true;
    }

    /// The answer is whole, whether or not its provider says so.
    void finished() {
        finished = true;
    }

    /// A piece of the answer has come; the idle limit runs from the next wait on.
    void arrived() {
        phase = "idle";
        due = totalDue;
    }

    /// The caller waits for the next piece.
    void waiting() {
        if (phase.equals("idle")) {
            waitAtMost(System.nanoTime(), finished ? AFTER_THE_END : limits.idle());
        }
    }

    private void waitAtMost(long now, Duration limit) {
        due = sooner(now + limit.toNanos(), spoke ? totalDue : tokenDue);
    }

    private static long sooner(long one, long other) {
        return one - other < 0 ? one : other;
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
            return failed(ErrorClass.CONNECT, unreachable(cause, kind));
        }
        return failed(ErrorClass.BROKEN, "The answer of " + provider + " broke off (" + kind + ").");
    }

    private String unreachable(Exception cause, String kind) {
        if (cause instanceof UnknownHostException) {
            return "The address of " + provider + " cannot be found. Check its spelling, and this machine’s network.";
        }
        if (cause instanceof ConnectException) {
            return "Nothing answers at the address of " + provider + ". Check that it runs, and its port.";
        }
        return "No connection to " + provider + " (" + kind + ").";
    }

    private Upstream.UpstreamFailure late() {
        if (due == totalDue) {
            return failed(ErrorClass.TIMEOUT, provider + " took longer than " + seconds(limits.total()) + " in all.");
        }
        if (phase.equals("idle") && !spoke && due == tokenDue) {
            return failed(ErrorClass.TIMEOUT, provider + " said nothing in " + seconds(limits.firstToken()) + ".");
        }
        return switch (phase) {
            case "connect" ->
                    failed(ErrorClass.CONNECT, "No connection to " + provider + " in " + seconds(connect) + ".");
            case "idle" -> failed(ErrorClass.TIMEOUT, provider + " stopped for " + seconds(limits.idle()) + ".");
            default -> failed(ErrorClass.TIMEOUT, provider + " sent nothing in " + seconds(limits.firstByte()) + ".");
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
