package signalbox.core;

import signalbox.core.plan.Attempt;
import signalbox.core.plan.Plan;
import signalbox.core.price.Usage;

/// Leave to make one call, for programs that call a provider themselves: its worst case is held on every budget that
/// applies, until it is recorded or given back. Thread-safe. Close it on every path; closing one that is recorded does
/// nothing.
public interface Permit extends AutoCloseable {
    /// Whom to call, with which output limit. Send that limit to the provider: the hold is for it.
    Attempt attempt();

    /// Every reason.
    Plan plan();

    /// Charges what the call used and writes its row.
    ///
    /// @param usage as the provider reported it; [signalbox.core.price.UsageReader] reads every wire format
    /// @return what it cost, in nano-dollars
    /// @throws IllegalStateException when it was recorded or given back already
    long record(Usage usage);

    /// Charges the whole hold, for review: the call was sent and nothing is known of what it used.
    ///
    /// @return what was charged, in nano-dollars
    /// @throws IllegalStateException when it was recorded or given back already
    long unknown();

    /// Gives the hold back: the call was not made, or its provider refused it. The row says so.
    @Override
    void close();
}
