package signalbox.core.dialect.translate;

import java.util.List;
import signalbox.core.dialect.neutral.Part;

/// What a provider must get back with a tool call although the client's wire format cannot carry it: its sealed
/// thoughts.
@FunctionalInterface
public interface Recall {
    Recall NOTHING = callId -> List.of();

    /// The sealed thoughts ([Part.Reasoning], [Part.HiddenReasoning]) that came before the tool call, and for a wire
    /// that seals the call itself the [Part.ToolCall]; empty when none are known.
    List<Part> before(String callId);
}
