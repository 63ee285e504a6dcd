package signalbox.load;

import java.util.Map;
import java.util.TreeMap;

/// What the mock has served, by model. Confined to the mock's event loop.
final class MockCounts {
    private final Map<String, long[]> byModel = new TreeMap<>();

    private long[] of(String model) {
        return byModel.computeIfAbsent(model, _ -> new long[3]);
    }

    void asked(String model) {
        of(model)[0]++;
    }

    /// An answer's usage was sent.
    void reported(String model, long tokens) {
        of(model)[1]++;
        of(model)[2] += tokens;
    }

    /// One line a model: name, calls, calls whose usage was sent, their tokens.
    String lines() {
        var lines = new StringBuilder();
        byModel.forEach((model, counts) ->
                lines.append(model)
                        .append(' ')
                        .append(counts[0])
                        .append(' ')
                        .append(counts[1])
                        .append(' ')
                        .append(counts[2])
                        .append('\n'));
        return lines.toString();
    }
}
