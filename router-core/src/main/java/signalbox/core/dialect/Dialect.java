package signalbox.core.dialect;

import signalbox.core.policy.Wire;

/// One wire format: reads requests strictly, forwards them with only the fields replaced that must differ, taps usage
/// from answers, and writes errors. Implementations are stateless and thread-safe.
public interface Dialect {
    Wire wire();

    /// Parses a request body in one strict pass.
    ///
    /// @throws MalformedRequest with a sentence for the client: invalid JSON, duplicate keys, trailing content, not
    ///   UTF-8, a field of the wrong type or out of range, a missing field
    ParsedRequest parse(byte[] body) throws MalformedRequest;

    /// The bytes to send to a provider of this same dialect: the client's own, with `change` spliced in.
    byte[] forward(ParsedRequest request, Forwarding change);

    /// A new tap for the answer to one attempt.
    ///
    /// @param stream whether the answer is an event stream
    /// @param hideUsage whether the usage event that we asked for must not reach the client
    AnswerTap tap(boolean stream, boolean hideUsage);

    /// The body of an error answer in this dialect.
    byte[] error(DialectError error);

    /// Events that tell a client of a running stream that it failed; never a made-up normal end.
    byte[] streamError(DialectError error);

    /// The dialect of a wire format that clients can speak.
    ///
    /// @throws IllegalArgumentException when there is none yet
    static Dialect of(Wire wire) {
        return Dialects.of(wire);
    }
}
