package signalbox.app.testing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import signalbox.core.CallRequest;
import signalbox.core.Resends;
import signalbox.core.RouterException;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.PiiClass;

/// Sends calls again without a core, or refuses to. Thread-safe.
public final class FakeResends implements Resends {
    private final Asked asked;
    private volatile String refusal = "bodies_not_kept";

    FakeResends(Asked asked) {
        this.asked = asked;
    }

    /// @param code what it refuses with; empty for nothing
    public void refuse(String code) {
        refusal = code;
    }

    @Override
    public void check(CallRow call) throws RouterException {
        if (!refusal.isEmpty()) {
            throw new RouterException(refusal, "It cannot be sent again.");
        }
    }

    @Override
    public CallRequest kept(CallRow call) throws RouterException {
        check(call);
        var key = new AppKey(call.key(), call.workload(), Set.of(call.workload()), PiiClass.PUBLIC);
        byte[] body = "{\"kept\": \"it's\"}".getBytes(StandardCharsets.UTF_8);
        return new CallRequest(call.at(), key, call.wire(), call.workload(), Map.of(), body);
    }

    @Override
    public Sent resend(CallRow call, String actor) throws RouterException {
        check(call);
        asked.note("resend " + CallId.format(call.id()));
        return new Sent("c-again", 200);
    }
}
