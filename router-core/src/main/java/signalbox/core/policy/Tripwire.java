package signalbox.core.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What the PII tripwire does with what it finds in a workload's calls. It can tighten, never loosen.
///
/// @param actions by detector (`email`, `phone`, `card`, …); a detector that is not listed takes `otherwise`
/// @param patterns the operator's own detectors: a regular expression by name
/// @param otherwise what happens with findings of every other detector
public record Tripwire(SequencedMap<String, Action> actions, SequencedMap<String, String> patterns, Action otherwise) {
    /// Findings are noted and nothing else.
    public static final Tripwire DEFAULT = new Tripwire(new LinkedHashMap<>(), new LinkedHashMap<>(), Action.FLAG);

    public Tripwire {
        actions = frozen(actions);
        patterns = frozen(patterns);
    }

    /// What happens with findings of a detector or own pattern of that name.
    public Action action(String detector) {
        return actions.getOrDefault(detector, otherwise);
    }

    /// From the mildest to the strictest.
    public enum Action {
        /// Do not look.
        IGNORE,
        /// Note the kind and the place, never the text.
        FLAG,
        /// The call becomes private.
        RAISE,
        /// A placeholder goes upstream, and is put back in the answer.
        REDACT,
        /// Refuse the call.
        BLOCK
    }

    private static <T> SequencedMap<String, T> frozen(Map<String, T> map) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }
}
