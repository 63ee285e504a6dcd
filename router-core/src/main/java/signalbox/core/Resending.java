package signalbox.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.cache.RequestMemory;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Workload;

/// Keeps the requests of workloads that ask for it, and sends them again. A request whose texts were redacted is not
/// kept: it holds what the tripwire took out. Thread-safe.
final class Resending implements Resends {
    private final Parts parts;
    private final RequestMemory<CallRequest> requests;
    private final Supplier<Policy> policy;
    private final BiConsumer<CallRequest, ClientSink> calls;

    /// @param calls serves a call
    Resending(
            Parts parts,
            RequestMemory<CallRequest> requests,
            Supplier<Policy> policy,
            BiConsumer<CallRequest, ClientSink> calls) {
        this.parts = parts;
        this.requests = requests;
        this.policy = policy;
        this.calls = calls;
    }

    /// Keeps the request of a call, where the workload asks for it and the client does not forbid it.
    static void keep(
            RequestMemory<CallRequest> requests, long id, CallRequest request, Workload workload, boolean redacted) {
        Duration during = workload.conduct().storage().bodies();
        boolean fits = request.body().length <= RequestMemory.MOST_BODY;
        if (during.isPositive() && fits && !redacted && !Egress.noStore(request.headers())) {
            var named =
                    new CallRequest(
                            request.at(),
                            request.key(),
                            request.wire(),
                            request.address(),
                            workload.name(),
                            request.headers(),
                            request.body().clone());
            requests.keep(id, named, request.body().length, during);
        }
    }

    @Override
    public void check(CallRow call) throws RouterException {
        request(call);
    }

    @Override
    public Sent resend(CallRow call, String actor) throws RouterException {
        CallRequest again = request(call);
        record(call, actor);
        var sink = new Unheard();
        calls.accept(again, sink);
        return new Sent(sink.callId, sink.status);
    }

    private void record(CallRow call, String actor) throws RouterException {
        var entry =
                parts.audit()
                        .entry(
                                parts.clock().instant(),
                                actor,
                                "Sent call " + CallId.format(call.id()) + " again",
                                "",
                                "",
                                "");
        try {
            parts.store().journal().appendDurable(List.of(new JournalRecord.Audited(entry)));
        } catch (LedgerUnavailable e) {
            throw new RouterException("ledger_unavailable", "The ledger cannot be written. Nothing was sent.", e);
        }
    }

    @Override
    public CallRequest kept(CallRow call) throws RouterException {
        return kept(call, policy.get());
    }

    private CallRequest request(CallRow call) throws RouterException {
        Policy inForce = policy.get();
        CallRequest kept = kept(call, inForce);
        AppKey key = inForce.keys().get(call.key());
        if (key == null) {
            throw new RouterException("key_gone", "The app key \"" + call.key() + "\" was revoked.");
        }
        // who sends a call again wants to see what comes of it now, not what came of it then
        return new CallRequest(
                parts.clock().instant(),
                key,
                kept.wire(),
                kept.address(),
                kept.workload(),
                Reuse.freshly(kept.headers()),
                kept.body());
    }

    private CallRequest kept(CallRow call, Policy inForce) throws RouterException {
        Duration during =
                Optional.ofNullable(inForce.workloads().get(call.workload()))
                        .map(workload -> workload.conduct().storage().bodies())
                        .orElse(Duration.ZERO);
        CallRequest kept = requests.find(call.id(), during).orElse(null);
        if (during.isZero()) {
            throw new RouterException(
                    "bodies_not_kept", "Workload \"" + call.workload() + "\" keeps no bodies, so nothing can be sent.");
        }
        if (kept == null) {
            throw new RouterException("body_gone", "The body of this call is not kept any more.");
        }
        return kept;
    }

    /// A client that is not interested.
    private static final class Unheard implements ClientSink {
        private String callId = "";
        private int status;

        @Override
        public void reply(int code, List<Header> headers, byte[] body) {
            begin(code, headers);
        }

        @Override
        public void begin(int code, List<Header> headers) {
            status = code;
            for (Header header : headers) {
                if (header.name().equals("x-signalbox-call-id")) {
                    callId = header.value();
                }
            }
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            // nobody reads it
        }

        @Override
        public void end() {
            // nobody waits for it
        }

        @Override
        public void abort() {
            // nobody waits for it
        }

        @Override
        public void onGone(Runnable action) {
            // it never leaves
        }
    }
}
