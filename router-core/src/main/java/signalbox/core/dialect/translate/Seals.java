package signalbox.core.dialect.translate;

import signalbox.core.dialect.neutral.Part;

/// Google's seals on the thoughts behind tool calls, which its models want back (wire.md, trap 4). Pure but for the
/// notes.
final class Seals {
    /// What Google documents for histories of other models.
    private static final String NONE = "skip_thought_signature_validator";

    private Seals() {}

    /// @param first whether it is the first call of its step, which carries the seal
    /// @return empty when the call needs none
    static String of(Part.ToolCall call, boolean first, Target target, Recall recall, Notes notes) {
        for (Part part : recall.before(call.id())) {
            if (part instanceof Part.ToolCall(String id, String name, String arguments, String signature)) {
                return signature;
            }
        }
        if (first && target.traits().thinking() == ModelTraits.Thinking.EFFORT) {
            notes.changed("a tool call of another model got the documented stand-in for its seal");
            return NONE;
        }
        return "";
    }
}
