package signalbox.core.price;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import signalbox.core.vendor.Vendors;

/// What a vendor does differently in usage and pricing, from the registry, and what tier names mean (costs.md, cost
/// math 2; wire.md 3).
///
/// @param reasoningApart reasoning tokens come on top of the output count of OpenAI Chat usage, not inside it
/// @param reportsCost `usage.cost` is what the call was billed, in dollars
/// @param longCacheWrites its caches can be written for an hour, so a bound must allow for that rate
/// @param standardTiers service tiers it serves at the standard rate
record VendorQuirks(boolean reasoningApart, boolean reportsCost, boolean longCacheWrites, Set<String> standardTiers) {
    /// Tier names that every vendor bills at its standard rate.
    private static final Set<String> STANDARD =
            Set.of("", "auto", "default", "standard", "standard_only", "on_demand", "scale", "provisioned_throughput");

    /// Tiers that a request naming none may be served at: an OpenAI project can default to priority.
    private static final Set<String> BY_DEFAULT = Set.of("priority", "flex");

    /// Tiers that cost less than standard everywhere, so that standard bounds them.
    private static final Set<String> DISCOUNTED = Set.of("batch", "flex");

    private static final Map<String, String> TIER_NAMES =
            Map.of("on_demand_priority", "priority", "on_demand_flex", "flex");

    static VendorQuirks of(String vendor) {
        var usage = Vendors.of(pricedAs(vendor)).usage();
        return new VendorQuirks(
                usage.reasoningApart(), usage.reportsCost(), usage.longCacheWrites(), usage.standardTiers());
    }

    static String pricedAs(String vendor) {
        return Vendors.pricedAs(vendor);
    }

    /// The tier as price records spell it; empty for every name of the standard one.
    String tier(String served) {
        if (served.isEmpty()) {
            return "";
        }
        var lower = served.toLowerCase(Locale.ROOT);
        var name = TIER_NAMES.getOrDefault(lower, lower);
        return STANDARD.contains(name) || standardTiers.contains(name) ? "" : name;
    }

    /// Whether the standard rate is at least what that tier costs.
    static boolean discounted(String tier) {
        return DISCOUNTED.contains(tier);
    }

    /// Whether a call that asked for `asked` may be served, and so billed, at `served`. Standard always may be; who
    /// names no tier, or `auto`, leaves the choice to the vendor.
    boolean mayServe(String asked, String served) {
        boolean vendorChooses = asked.isEmpty() || asked.equals("auto");
        return served.isEmpty() || served.equals(tier(asked)) || vendorChooses && BY_DEFAULT.contains(served);
    }
}
