package signalbox.core.vendor;

import java.util.Set;

/// What a vendor does differently in usage and billing (costs.md, cost math 2; wire.md §3).
///
/// @param pricedAs the vendor whose list prices apply; usually itself
/// @param reasoningApart reasoning tokens come on top of the output count of OpenAI Chat usage, not inside it
/// @param reportsCost `usage.cost` is what the call was billed, in dollars
/// @param longCacheWrites its caches can be written for an hour, so a bound must allow for that rate
/// @param quotasByModel its daily quotas are counted by model and come back at midnight in California
/// @param standardTiers service tiers it serves at the standard rate
public record UsageQuirks(
        String pricedAs,
        boolean reasoningApart,
        boolean reportsCost,
        boolean longCacheWrites,
        boolean quotasByModel,
        Set<String> standardTiers) {
    public UsageQuirks {
        standardTiers = Set.copyOf(standardTiers);
    }
}
