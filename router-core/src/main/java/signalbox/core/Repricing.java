package signalbox.core;

import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/// What a period would cost by the prices as they are now. Immutable; money in nano-dollars.
///
/// @param from first instant, by when calls arrived
/// @param to first instant after it
/// @param revision of the prices it was worked out with
/// @param attempts every attempt whose cost differs, oldest first
/// @param models the differences added up by model
/// @param looked how many attempts were looked at
/// @param skipped how many were left as they are, by the reason
public record Repricing(
        Instant from,
        Instant to,
        RepriceFilter filter,
        long revision,
        List<Difference> attempts,
        List<OfModel> models,
        long looked,
        SequencedMap<String, Long> skipped) {
    public Repricing {
        attempts = List.copyOf(attempts);
        models = List.copyOf(models);
    }

    /// One attempt.
    ///
    /// @param attempt which attempt of the call, from 0
    /// @param before what it costs so far, corrections included
    public record Difference(long call, int attempt, long before, long after) {}

    /// @param attempts how many differ
    public record OfModel(String provider, String model, long attempts, long before, long after) {}

    /// What applying it adds to the ledger's cost; below 0 when it gives back.
    public long addedNanos() {
        return attempts.stream().mapToLong(attempt -> attempt.after() - attempt.before()).sum();
    }
}
