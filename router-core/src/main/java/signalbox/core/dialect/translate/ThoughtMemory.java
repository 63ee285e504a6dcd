package signalbox.core.dialect.translate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import signalbox.core.dialect.neutral.Part;

/// Keeps the sealed thoughts that providers want back with a tool call, for clients whose wire format cannot carry them
/// (wire.md, traps 4 and 5): by caller, target and id of the call, in memory only, the oldest leaving first. Thoughts
/// are text of the conversation: nothing of this is ever written down. Thread-safe.
public final class ThoughtMemory {
    private static final int MOST_CALLS = 4_096;
    private static final long MOST_CHARACTERS = 16 << 20;

    private final Map<Key, List<Part>> thoughts = new LinkedHashMap<>(64, 0.75f, true);
    private long characters;

    /// Seals are good for one account and one model only, and no key may see another's.
    private record Key(String scope, String callId) {}

    public ThoughtMemory() {}

    /// What is known to one caller about its calls at one target.
    ///
    /// @param scope names both
    public Recall of(String scope) {
        return callId -> before(new Key(scope, callId));
    }

    private synchronized List<Part> before(Key key) {
        return thoughts.getOrDefault(key, List.of());
    }

    synchronized void keep(String scope, String callId, List<Part> before) {
        var key = new Key(scope, callId);
        forget(thoughts.remove(key));
        thoughts.put(key, List.copyOf(before));
        characters += size(before);
        var oldest = thoughts.entrySet().iterator();
        while (thoughts.size() > MOST_CALLS || characters > MOST_CHARACTERS) {
            forget(oldest.next().getValue());
            oldest.remove();
        }
    }

    private void forget(List<Part> parts) {
        characters -= parts == null ? 0 : size(parts);
    }

    private static long size(List<Part> parts) {
        return parts.stream()
                .mapToLong(part ->
                        switch (part) {
                            case Part.Reasoning(String text, String seal) -> text.length() + seal.length();
                            case Part.HiddenReasoning(String data) -> data.length();
                            case Part.ToolCall call -> call.signature().length();
                            default -> 0;
                        })
                .sum();
    }
}
