package signalbox.core.provider;

import java.io.IOException;
import java.util.Map;
import okhttp3.Response;
import okio.BufferedSource;

/// The answer of one HTTP attempt. Bounded: a provider cannot make us read for ever.
final class HttpAnswer implements Upstream.Answer {
    private final HttpAttempt attempt;
    private final Response response;
    private final BufferedSource source;
    private final Map<String, String> headers;
    private final long limit;
    private final Runnable onEnd;

    private long received;
    private boolean complete;
    private boolean closed;

    HttpAnswer(HttpAttempt attempt, Response response, long limit, Runnable onEnd) {
        this.attempt = attempt;
        this.response = response;
        this.source = response.body().source();
        this.headers = UpstreamHeaders.back(response.headers());
        this.limit = limit;
        this.onEnd = onEnd;
    }

    @Override
    public int status() {
        return response.code();
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public int read(byte[] buffer) throws Upstream.UpstreamFailure {
        if (complete) {
            return -1;
        }
        attempt.waiting();
        int count;
        try {
            count = source.read(buffer);
        } catch (IOException | RuntimeException e) {
            throw attempt.failure(e);
        }
        // bytes that OkHttp had buffered are still handed out after a cancel; nobody wants them any more
        if (attempt.ended()) {
            throw attempt.failure(new IOException());
        }
        attempt.arrived();
        if (count < 0) {
            complete = true;
            attempt.over();
            return -1;
        }
        received += count;
        if (received > limit) {
            throw attempt.failed(ErrorClass.BROKEN, "The answer is larger than " + (limit >> 20) + " MiB.");
        }
        return count;
    }

    @Override
    public void speaks() {
        attempt.speaks();
    }

    @Override
    public void finished() {
        attempt.finished();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        onEnd.run();
        if (!complete) {
            // without this OkHttp reads on for a while to save the connection, and the provider writes and bills on
            attempt.cancel();
        }
        attempt.over();
        response.close();
    }
}
