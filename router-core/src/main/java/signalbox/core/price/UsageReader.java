package signalbox.core.price;

import java.util.List;
import java.util.Optional;
import signalbox.core.policy.Wire;

/// Reads the usage that a provider reports into disjoint counters, strictly: whole numbers only, and where the numbers
/// contradict each other the dearer reading, flagged. Formats and vendors: costs.md, cost math 2. Stateless.
public final class UsageReader {
    private UsageReader() {}

    /// @param flags sanity findings, comma separated; empty when clean
    public record Reading(Usage usage, String flags) {}

    /// Reads the usage objects of one answer, in wire order ([UsageMeter] tells what they are).
    ///
    /// @return empty when there is none or it cannot be relied on
    public static Optional<Reading> read(Wire wire, String vendor, List<String> usageJson) {
        var meter = new UsageMeter(wire, vendor);
        usageJson.forEach(meter::accept);
        return meter.reading();
    }

    /// Reads one usage object.
    public static Optional<Reading> read(Wire wire, String vendor, String usageJson) {
        return read(wire, vendor, List.of(usageJson));
    }
}
