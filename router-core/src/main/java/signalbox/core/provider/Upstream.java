package signalbox.core.provider;

import java.io.IOException;
import java.util.Map;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Wire;

/// Sends one attempt to one provider. Thread-safe; `send` blocks the calling thread until the answer's head is there.
public interface Upstream extends AutoCloseable {
    /// @throws UpstreamFailure when there is no answer to read: connect, TLS, time-out, cancelled
    Answer send(Request request, Cancellation cancellation) throws UpstreamFailure;

    @Override
    void close();

    /// @param path below the provider's base URL, such as `/chat/completions`
    /// @param headers client headers that this provider may see (anthropic-version, anthropic-beta); names in lower
    ///   case
    /// @param model the model asked for, for the practice provider and for health
    /// @param patience what decides how long it may take
    record Request(
            Provider provider,
            Wire wire,
            String path,
            Map<String, String> headers,
            byte[] body,
            String model,
            boolean stream,
            Patience patience) {
        public Request(
                Provider provider,
                Wire wire,
                String path,
                Map<String, String> headers,
                byte[] body,
                String model,
                boolean stream) {
            this(provider, wire, path, headers, body, model, stream, Patience.USUAL);
        }

        /// The same that may take as long as that.
        public Request within(Patience newPatience) {
            return new Request(provider, wire, path, headers, body, model, stream, newPatience);
        }
    }

    /// An answer whose head has arrived. Close it on every path.
    interface Answer extends AutoCloseable {
        int status();

        /// Response headers, names in lower case.
        Map<String, String> headers();

        /// Reads what is there, waiting for at least one byte; -1 at the end.
        ///
        /// @throws UpstreamFailure when the answer broke off, stalled past its limit, or was cancelled
        int read(byte[] buffer) throws UpstreamFailure;

        /// The first output was found in what was read: from here on only the other limits count.
        default void speaks() {}

        /// All that was asked for has come. What is left is read for a moment, so that the connection can serve again.
        default void finished() {}

        @Override
        void close();
    }

    /// Lets another thread (the client that left, a deadline) end an attempt at any time, also before it began.
    final class Cancellation {
        private Runnable action;
        private boolean cancelled;

        public Cancellation() {}

        public synchronized void onCancel(Runnable newAction) {
            action = newAction;
            if (cancelled && newAction != null) {
                newAction.run();
            }
        }

        public synchronized void cancel() {
            if (!cancelled) {
                cancelled = true;
                if (action != null) {
                    action.run();
                }
            }
        }

        public synchronized boolean cancelled() {
            return cancelled;
        }
    }

    /// Why an attempt ended without a whole answer.
    ///
    /// `sent` says whether request bytes may have reached the provider, so that it may bill.
    final class UpstreamFailure extends IOException {
        private static final long serialVersionUID = 1L;

        private final ErrorClass errorClass;
        private final boolean sent;

        public UpstreamFailure(ErrorClass errorClass, boolean sent, String message, Throwable cause) {
            super(message, cause);
            this.errorClass = errorClass;
            this.sent = sent;
        }

        public ErrorClass errorClass() {
            return errorClass;
        }

        public boolean sent() {
            return sent;
        }
    }
}
