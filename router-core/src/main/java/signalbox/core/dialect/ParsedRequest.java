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
/// @param endUser the dialect's end-user field, or empty
/// @param messages number of messages, for the template overhead of the input bound
/// @param fields where the top-level fields are that forwarding may replace
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
        Map<String, Span> fields) {
    /// Byte offsets of a top-level field: from the first byte of its name's opening quote to one past its value, and of
    /// the value alone.
    public record Span(int start, int valueStart, int end) {}
}
