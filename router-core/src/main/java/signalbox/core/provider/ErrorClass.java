package signalbox.core.provider;

import java.util.Locale;

/// What an upstream error means for routing (wire.md §5), read from status and body.
public enum ErrorClass {
    /// Next provider; cool down for `Retry-After`.
    RATE_LIMIT,
    /// Next provider; long cool-down; tell the operator.
    QUOTA,
    /// Next provider; short cool-down.
    OVERLOADED,
    /// Next provider; mark this one broken until the operator acts.
    BAD_KEY,
    /// Only a model with a larger context can serve.
    CONTEXT_TOO_LONG,
    /// The workload decides; never shopped around silently.
    POLICY,
    /// Next target; this model is gone.
    MODEL_GONE,
    /// Return to the client; never retried.
    CLIENT_MISTAKE,
    /// The vault is locked, so there is no key to call with; says nothing about the provider.
    LOCKED,
    /// No connection, name or TLS session.
    CONNECT,
    /// Nothing came in time, or the stream stalled.
    TIMEOUT,
    /// The answer broke off or made no sense.
    BROKEN,
    /// It answered, and used more than its limits allow; this model rests, since no cap could hold it.
    OVERRUN,
    /// We ended it: the client left or the router is closing.
    CANCELLED;

    /// In the ledger and in explanations: `rate_limit`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
