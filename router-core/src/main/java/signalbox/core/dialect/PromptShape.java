package signalbox.core.dialect;

import java.util.List;
import java.util.Optional;
import signalbox.core.policy.Wire;

/// How a prompt is made up of prefixes that a provider's cache could hold: instructions with tools, then each turn.
/// Says which prompts begin alike without keeping any of their text: fingerprints are made with a secret that lives as
/// long as the process. Immutable.
///
/// @param prefixes fingerprints: of the instructions and tools, then of all up to and with each turn
/// @param sizes how many bytes each of them has
/// @param marked whether the client says itself what is to be cached, or may do so
/// @param values where the values are that end each prefix; for the first one the tools, then the instructions
public record PromptShape(List<Long> prefixes, List<Integer> sizes, boolean marked, List<List<Range>> values) {
    /// Byte offsets of a value.
    public record Range(int start, int end) {}

    public PromptShape {
        prefixes = List.copyOf(prefixes);
        sizes = List.copyOf(sizes);
        values = List.copyOf(values);
    }

    /// The shape of a request for an answer.
    ///
    /// @param body one JSON object that a dialect has read or written
    /// @return empty when it holds no turn
    public static Optional<PromptShape> of(Wire wire, byte[] body) {
        return new PromptReader(wire, body).read();
    }

    /// The number of the last prefix: that of the whole prompt.
    public int last() {
        return prefixes.size() - 1;
    }

    /// Where a mark can be set in a Messages body that closes a prefix; empty where none can.
    ///
    /// @param body the one that this is the shape of
    public Optional<CacheMarks.Place> place(int prefix, byte[] body) {
        Optional<CacheMarks.Place> place = Optional.empty();
        for (Range value : values.get(prefix).reversed()) {
            if (place.isEmpty()) {
                place = prefix == 0 ? CacheMarks.ofHead(body, value) : CacheMarks.ofTurn(body, value, prefix == last());
            }
        }
        return place;
    }
}
