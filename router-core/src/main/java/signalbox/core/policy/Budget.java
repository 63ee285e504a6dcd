package signalbox.core.policy;

import java.time.ZoneId;
import java.util.List;

/// A cap over a window.
///
/// @param cap in the unit of `measure`: tokens, nano-dollars or calls; at least 0
/// @param zone whose calendar the window follows; resets are always shown with it. Kept normalized, so that `UTC` and
///   `Z` are one zone: a budget whose zone changes begins a new window, and what was spent in the old one is left
///   behind
/// @param warnAtPercent shares of the cap, in percent, at which the operator is warned once per window
public record Budget(
        String name,
        Scope scope,
        Measure measure,
        long cap,
        Window window,
        ZoneId zone,
        List<Integer> warnAtPercent,
        AtLimit atLimit) {
    public Budget {
        zone = zone.normalized();
        warnAtPercent = List.copyOf(warnAtPercent);
    }

    /// The same budget with another cap.
    public Budget withCap(long newCap) {
        return new Budget(name, scope, measure, newCap, window, zone, warnAtPercent, atLimit);
    }
}
