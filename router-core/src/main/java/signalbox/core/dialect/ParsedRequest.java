package signalbox.core.dialect;

import java.util.Map;
import java.util.Set;
import signalbox.core.policy.Ability;

/// What one strict pass over a request found. Holds the client's body; it is not copied.
///
/// @param model as sent; empty when the field is absent
/// @param outputLimit in tokens, or -1 when the client named none
/// @param choices `n`, at least 1
/// @param usageAsked whether the client itself asked for a usage event on its stream
/// @param maxSearchCalls the most priced searches this request can make, all choices together
/// @param endUser the dialect's end-user field, or empty
/// @param messages number of messages, for the template overhead of the input bound
/// @param leastOutput the smallest output limit this request can run with: above its reasoning budget when it names
///   one, else 1; a limit clamped below it would only be refused upstream
/// @param input what the input bound is made of
/// @param fields where the top-level fields are that forwarding may replace; a nested one by its dotted path
public record ParsedRequest(
        byte[] body,
        String model,
        boolean stream,
        int outputLimit,
        int choices,
        boolean usageAsked,
        Set<Ability> needs,
        int maxSearchCalls,
        String serviceTier,
        String endUser,
        int messages,
        int leastOutput,
        Input input,
        Map<String, Span> fields) {
    /// What can become input tokens.
    ///
    /// @param textBytes bytes of the body without those of embedded images; a token covers at least one byte
    /// @param extraTokens documented maxima for images, and overhead of tools
    /// @param images how many images
    /// @param unbounded whether something is in it whose tokens its bytes do not bound: files by reference, PDF, video,
    ///   searches whose findings are read as input
    public record Input(long textBytes, long extraTokens, int images, boolean unbounded) {}

    /// Byte offsets of a field: from the first byte of its name's opening quote to one past its value, and of the value
    /// alone.
    public record Span(int start, int valueStart, int end) {}

    /// The same request at the address of another one: model and stream are that one's.
    public ParsedRequest at(ParsedRequest earlier) {
        return addressed(earlier.model, earlier.stream);
    }

    /// The same request, with what its address says of model and stream.
    ParsedRequest addressed(String namedModel, boolean streamed) {
        return new ParsedRequest(
                body,
                namedModel,
                streamed,
                outputLimit,
                choices,
                usageAsked,
                needs,
                maxSearchCalls,
                serviceTier,
                endUser,
                messages,
                leastOutput,
                input,
                fields);
    }
}
