package signalbox.core.dialect;

import signalbox.core.policy.Wire;

/// One wire format: reads requests strictly, forwards them with only the fields replaced that must differ, taps usage
/// from answers, and writes errors. Implementations are stateless and thread-safe.
public interface Dialect {
    /// Stands for an input that its bytes do not bound (a PDF, a file by reference, search findings): more tokens than
    /// any context window holds.
    long UNBOUNDED_INPUT = 100_000_000;

    Wire wire();

    /// Parses a request body in one strict pass.
    ///
    /// @throws MalformedRequest with a sentence for the client: invalid JSON, duplicate keys, trailing content, not
    ///   UTF-8, a field of the wrong type or out of range, a missing field
    ParsedRequest parse(byte[] body) throws MalformedRequest;

    /// An upper bound of the input tokens of a request, for any tokenizer whose tokens cover at least one byte each:
    /// bytes, plus template overhead, plus documented maxima for images. No provider can bill more input than the
    /// model's context window holds, so a hold takes the smaller of the two; a request above the window by this bound
    /// may still fit it.
    default long inputBound(ParsedRequest request) {
        var input = request.input();
        if (input.unbounded()) {
            return UNBOUNDED_INPUT;
        }
        return input.textBytes() + input.extraTokens() + 16L * request.messages() + 64;
    }

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

    /// Whether a stream of this dialect may hold comments: readers of event streams skip them, but for Google's.
    default boolean comments() {
        return true;
    }

    /// The dialect of a wire format.
    static Dialect of(Wire wire) {
        return Dialects.of(wire);
    }

    /// What a wire format says for such an operation.
    static Dialect of(Wire wire, Operation operation) {
        return Dialects.of(wire, operation);
    }
}
