package signalbox.core.budget;

import java.time.Instant;

/// What one attempt took from one budget; stands in the attempt's ledger row.
///
/// @param budget the budget's name
/// @param window start of the window it was admitted in, whenever it settled
/// @param amount in the budget's unit; more than 0
public record Charge(String budget, Instant window, long amount) {}
