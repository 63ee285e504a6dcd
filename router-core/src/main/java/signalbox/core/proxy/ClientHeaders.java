package signalbox.core.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import signalbox.core.policy.Names;

/// The client headers that go on to the router; all others end here.
final class ClientHeaders {
    static final String WORKLOAD = "x-signalbox-workload";

    private static final List<String> ALLOWED =
            List.of(
                    "anthropic-beta",
                    "anthropic-version",
                    "cache-control",
                    "user-agent",
                    "x-no-store",
                    "x-signalbox-pii",
                    "x-signalbox-user",
                    WORKLOAD,
                    "x-stainless-retry-count");

    /// Headers that hold a list, and so may stand more than once.
    private static final Set<String> LISTS = Set.of("anthropic-beta", "cache-control");

    private ClientHeaders() {}

    /// @return names in lower case; a repeated list is joined
    /// @throws Refused when another header stands twice
    static Map<String, String> pick(HttpHeaders headers) throws Refused {
        var picked = new HashMap<String, String>();
        for (var name : ALLOWED) {
            var values = headers.getAll(name);
            if (values.size() > 1 && !LISTS.contains(name)) {
                throw Refused.badRequest("repeated_header", "A header that may stand once stands twice.");
            }
            if (!values.isEmpty()) {
                picked.put(name, String.join(",", values));
            }
        }
        return Map.copyOf(picked);
    }

    /// The workload that path and header name; empty when neither does.
    ///
    /// @throws Refused when they disagree or the name is not one
    static String workload(Endpoint endpoint, Map<String, String> headers) throws Refused {
        var named = headers.getOrDefault(WORKLOAD, "");
        if (headers.containsKey(WORKLOAD) && !Names.valid(named)) {
            throw Refused.badRequest("workload_name", "The header " + WORKLOAD + " does not hold a valid name.");
        }
        if (!named.isEmpty() && !endpoint.workload().isEmpty() && !named.equals(endpoint.workload())) {
            throw Refused.badRequest(
                    "two_workloads", "The path and the header " + WORKLOAD + " name different workloads.");
        }
        return named.isEmpty() ? endpoint.workload() : named;
    }
}
