package signalbox.core;

import java.time.Instant;
import java.util.Map;
import signalbox.core.dialect.Address;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Wire;

/// One client request as the listener hands it over: authenticated, bounded, not yet parsed.
///
/// @param key the app key that the client presented
/// @param wire the dialect of the endpoint it called
/// @param workload the workload named by header or path; empty when neither did
/// @param headers the client headers that may matter upstream or to the planner, names in lower case, from an
///   allow-list
/// @param address what the endpoint's address says beside the body
/// @param body the request body; not copied, not to be changed by the caller
public record CallRequest(
        Instant at, AppKey key, Wire wire, Address address, String workload, Map<String, String> headers, byte[] body) {

    /// To an endpoint whose requests say everything in their body.
    public CallRequest(Instant at, AppKey key, Wire wire, String workload, Map<String, String> headers, byte[] body) {
        this(at, key, wire, Address.BODY, workload, headers, body);
    }
}
