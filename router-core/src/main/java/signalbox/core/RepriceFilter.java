package signalbox.core;

import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;

/// Which attempts are priced again; an empty word lets all pass.
public record RepriceFilter(String provider, String model, String workload) {
    public static final RepriceFilter ALL = new RepriceFilter("", "", "");

    boolean passes(CallRow call, AttemptRow attempt) {
        return (provider.isEmpty() || provider.equals(attempt.provider()))
                && (model.isEmpty() || model.equals(attempt.model()))
                && (workload.isEmpty() || workload.equals(call.workload()));
    }
}
