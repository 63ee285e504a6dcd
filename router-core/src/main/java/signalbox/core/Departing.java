package signalbox.core;

import java.util.Set;
import java.util.TreeSet;
import signalbox.core.dialect.Forwarding;
import signalbox.core.plan.Attempt;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Wire;
import signalbox.core.vendor.ChatQuirks;
import signalbox.core.vendor.Vendors;

/// What of a request must differ for a provider that speaks the client's own dialect: model and limit, usage asked for,
/// and fields that its vendor refuses taken away. Pure.
final class Departing {
    private Departing() {}

    static Forwarding to(Provider provider, CallContext call, Attempt attempt) {
        ChatQuirks quirks = Vendors.of(provider.vendor()).chat();
        boolean ask = call.facts().stream() && !call.parsed().usageAsked() && quirks.streamOptions();
        return new Forwarding(
                attempt.model(),
                attempt.outputLimit(),
                LimitField.of(provider, call.parsed()),
                ask,
                dropped(provider, call));
    }

    /// The client's fields that this provider would answer with an error.
    static Set<String> dropped(Provider provider, CallContext call) {
        var dropped = new TreeSet<String>();
        if (provider.wire() == Wire.OPENAI_CHAT) {
            ChatQuirks quirks = Vendors.of(provider.vendor()).chat();
            dropped.addAll(quirks.refuses());
            if (!quirks.streamOptions()) {
                dropped.add("stream_options");
            }
            dropped.retainAll(Forwarding.DROPPABLE);
            dropped.retainAll(call.parsed().fields().keySet());
        }
        return dropped;
    }
}
