package signalbox.core.past;

import java.time.Instant;
import java.util.OptionalLong;
import signalbox.core.price.Usage;

/// One call of the past, or a day's sum of calls, as its log has it.
///
/// @param tool who wrote the log
/// @param name the tool's name in reports; the log's own word where it has one
/// @param vendor whom the log says was called; empty when it does not say
/// @param model as the log spells it; empty when it does not say
/// @param usage in disjoint counters; without a cost of its own
/// @param statedNanos what the log says it cost, nano-dollars
/// @param calls how many calls it stands for; 0 when a sum does not say
/// @param sum whether it is a sum of calls, which cannot be planned
record PastCall(
        Instant at,
        PastTool tool,
        String name,
        String vendor,
        String model,
        Usage usage,
        OptionalLong statedNanos,
        long calls,
        boolean sum) {
    static PastCall one(Instant at, PastTool tool, String vendor, String model, Usage usage, OptionalLong statedNanos) {
        return new PastCall(at, tool, tool.id(), vendor, model, usage, statedNanos, 1, false);
    }
}
