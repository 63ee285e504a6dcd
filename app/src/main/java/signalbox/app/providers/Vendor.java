package signalbox.app.providers;

import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;

/// A vendor that the form knows. What it says fills the form; the operator has the last word.
///
/// @param id as the price book and the quirks table know it
/// @param variable the environment variable its key usually stands in; empty when it needs none
/// @param baseUrl empty when the operator must give it
/// @param jurisdiction as in [signalbox.core.policy.Provider#jurisdiction()]
/// @param clearance what a provider of this kind may be sent until the operator says otherwise
record Vendor(
        String id,
        String display,
        Wire wire,
        String baseUrl,
        String variable,
        String jurisdiction,
        PiiClass clearance) {
    /// Whether it runs on this machine: no key, no bill.
    boolean local() {
        return jurisdiction.equals("local");
    }

    @Override
    public String toString() {
        return display;
    }
}
