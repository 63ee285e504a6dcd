package signalbox.core.dialect;

/// What the address of a request says beside its body: Gemini's names the model and whether to stream there.
///
/// @param model empty when the body names it
/// @param stream whether a stream is asked for; only where the address names the model
/// @param array whether that stream is one growing JSON array instead of events
public record Address(Operation operation, String model, boolean stream, boolean array) {
    /// Of an endpoint whose requests say everything in their body.
    public static final Address BODY = new Address(Operation.GENERATE, "", false, false);

    /// Of such an endpoint that does something else than answer.
    public static Address of(Operation operation) {
        return new Address(operation, "", false, false);
    }

    /// The request with what the address says of it.
    public ParsedRequest on(ParsedRequest parsed) {
        return model.isEmpty() ? parsed : parsed.addressed(model, stream);
    }
}
