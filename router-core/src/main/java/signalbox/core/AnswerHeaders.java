package signalbox.core;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.ClientSink.Header;
import signalbox.core.ledger.CallId;

/// The `x-signalbox-…` figures of an answer (design.md §9): as headers, and as the final comment of a stream. Pure.
final class AnswerHeaders {
    private AnswerHeaders() {}

    /// What is known of a call when its head is written.
    ///
    /// @param costNanos -1 when not known yet
    /// @param savedNanos -1 when not known yet
    record Figures(
            long callId,
            String workload,
            String provider,
            String model,
            int attempts,
            long costNanos,
            long savedNanos) {}

    static List<Header> of(String contentType, Figures figures) {
        var headers = new ArrayList<Header>(10);
        headers.add(new Header("content-type", contentType));
        add(headers, "call-id", CallId.format(figures.callId()));
        add(headers, "workload", figures.workload());
        add(headers, "provider", figures.provider());
        add(headers, "model", figures.model());
        add(headers, "attempts", Integer.toString(figures.attempts()));
        if (figures.costNanos() >= 0) {
            add(headers, "cost-usd", dollars(figures.costNanos()));
            add(headers, "saved-usd", dollars(figures.savedNanos()));
        }
        return headers;
    }

    /// Headers of an error: as [#of], with when to come back and whether the client's library should try by itself.
    static List<Header> ofError(Figures figures, Duration retryAfter, boolean retryable) {
        List<Header> headers = of("application/json", figures);
        if (retryAfter != null) {
            headers.add(new Header("retry-after", Long.toString(Math.max(1, retryAfter.toSeconds()))));
        }
        headers.add(new Header("x-should-retry", Boolean.toString(retryable)));
        return headers;
    }

    /// The last line of a stream: a comment, which every event-stream reader skips.
    static String comment(Figures figures) {
        return ": x-signalbox-call-id="
                + CallId.format(figures.callId())
                + " x-signalbox-cost-usd="
                + dollars(figures.costNanos())
                + " x-signalbox-saved-usd="
                + dollars(figures.savedNanos())
                + " x-signalbox-attempts="
                + figures.attempts()
                + "\n\n";
    }

    private static void add(List<Header> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.add(new Header("x-signalbox-" + name, value));
        }
    }

    private static String dollars(long nanos) {
        return BigDecimal.valueOf(nanos, 9).toPlainString();
    }
}
