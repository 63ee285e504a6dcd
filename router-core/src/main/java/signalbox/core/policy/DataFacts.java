package signalbox.core.policy;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/// What is known of a provider's handling of data, beside where it runs inference and whether it trains on input.
///
/// @param retentionDays how many days a prompt is kept at most; 0 for not at all, empty when unknown
/// @param zeroRetention whether the account, or each request, can be run without any retention
/// @param attestedBy who stands for these facts; empty for a shipped fact that nobody has confirmed
/// @param attestedOn when
/// @param source the page that says so; may be empty
public record DataFacts(
        OptionalInt retentionDays,
        ZeroRetention zeroRetention,
        String attestedBy,
        Optional<LocalDate> attestedOn,
        String source) {
    public static final DataFacts UNKNOWN =
            new DataFacts(OptionalInt.empty(), ZeroRetention.UNKNOWN, "", Optional.empty(), "");

    /// How many days a prompt is kept at most by what somebody stands for; empty when nobody does.
    public OptionalInt attestedDays() {
        if (attestedBy.isEmpty()) {
            return OptionalInt.empty();
        }
        return zeroRetention == ZeroRetention.ACCOUNT ? OptionalInt.of(0) : retentionDays;
    }

    public enum ZeroRetention {
        UNKNOWN,
        NO,
        /// A request can ask for it.
        PER_REQUEST,
        /// The account has it.
        ACCOUNT
    }
}
