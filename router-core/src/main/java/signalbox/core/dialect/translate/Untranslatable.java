package signalbox.core.dialect.translate;

import signalbox.core.dialect.MalformedRequest;

/// Makes the refusals of what a target's wire format cannot carry.
final class Untranslatable {
    static final String CODE = "untranslatable";

    private Untranslatable() {}

    /// @param what subject and verb: `Audio input cannot be sent`
    static MalformedRequest to(Target target, String param, String what) {
        return new MalformedRequest(
                CODE, param, what + " to " + target.model() + ", which speaks " + target.wire().id() + ".");
    }

    static MalformedRequest always(String param, String sentence) {
        return new MalformedRequest(CODE, param, sentence);
    }
}
