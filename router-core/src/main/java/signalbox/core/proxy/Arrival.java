package signalbox.core.proxy;

import java.time.Instant;
import java.util.Map;
import signalbox.core.policy.AppKey;

/// A request whose head has been accepted.
///
/// @param at when its head had arrived
/// @param workload named by path or header, or empty
/// @param headers what goes on to the router
record Arrival(Instant at, Endpoint endpoint, AppKey key, String workload, Map<String, String> headers) {}
