package signalbox.core;

import java.util.Map;
import signalbox.core.dialect.Operation;
import signalbox.core.dialect.WireConditions;
import signalbox.core.plan.Interlock;
import signalbox.core.policy.Provider;
import signalbox.core.vendor.ChatQuirks;
import signalbox.core.vendor.Vendors;

/// The last look at a request before it leaves: the conditions under which its provider is cleared are written into it
/// and read back from the very bytes that go. Pure.
final class Egress {
    /// The header by which a client asks that nothing of its call is kept: no answer cached, no body stored, and
    /// upstream what can be asked of the provider. It tightens, so any value but `false` counts.
    static final String NO_STORE = "x-no-store";

    private Egress() {}

    static boolean noStore(Map<String, String> headers) {
        String value = headers.get(NO_STORE);
        return value != null && !value.strip().equalsIgnoreCase("false");
    }

    static WireConditions conditions(CallContext call, Provider provider) {
        boolean noStore = noStore(call.request().headers());
        Interlock.Demands demands =
                Interlock.demands(call.policy(), provider, call.workload().name(), call.facts().pii());
        ChatQuirks quirks = Vendors.of(provider.vendor()).chat();
        if (quirks.privacyFields()) {
            return new WireConditions(demands.noTraining() || noStore, demands.zeroRetention() || noStore, false);
        }
        return quirks.storeField() ? new WireConditions(false, false, noStore) : WireConditions.NONE;
    }

    /// The bytes that may go to this provider.
    static byte[] ready(CallContext call, Provider provider, byte[] body) {
        boolean answers = call.request().address().operation() == Operation.GENERATE;
        WireConditions asked = conditions(call, provider);
        // only answers are stored, so only their requests have the field
        WireConditions conditions = answers ? asked : asked.withoutStore();
        byte[] ready = conditions.write(body);
        if (!conditions.hold(ready)) {
            throw new IllegalStateException("the conditions of " + provider.name() + " are not in the request");
        }
        return ready;
    }
}
