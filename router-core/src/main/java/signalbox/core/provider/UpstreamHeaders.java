package signalbox.core.provider;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Headers;
import signalbox.core.policy.Wire;
import signalbox.core.secret.Secret;
import signalbox.core.vendor.AuthStyle;
import signalbox.core.vendor.Vendors;

/// The headers that go to a provider and those that come back, both built from allow-lists (guarantees.md row 44).
final class UpstreamHeaders {
    static final String USER_AGENT = "signalbox/1.0";

    /// The version that has sampling parameters (wire.md, trap 1); a client of the newer one names it itself.
    static final String ANTHROPIC_VERSION = "2023-06-01";

    private static final int MAX_VALUE = 1024;

    private static final Set<String> BACK =
            Set.of(
                    "content-type",
                    "date",
                    "request-id",
                    "x-request-id",
                    "retry-after",
                    "retry-after-ms",
                    "x-should-retry",
                    "openai-processing-ms",
                    "openai-version");

    /// The headers by which vendors report rate limits.
    private static final Set<String> BACK_PREFIXES =
            Vendors.all().stream()
                    .flatMap(vendor -> vendor.quotaHeaders().stream())
                    .collect(Collectors.toUnmodifiableSet());

    private UpstreamHeaders() {}

    /// @throws IllegalArgumentException when a client header's value cannot be sent on; the message names the header
    ///   only
    static Headers out(Upstream.Request request, Secret key) {
        Wire wire = request.wire();
        Map<String, String> client = request.headers();
        var headers =
                new Headers.Builder()
                        .add("Accept", request.stream() ? "text/event-stream" : "application/json")
                        .add("Accept-Encoding", "identity")
                        .add("User-Agent", USER_AGENT);
        if (wire == Wire.ANTHROPIC) {
            headers.add("anthropic-version", checked("anthropic-version", client, ANTHROPIC_VERSION));
            if (client.containsKey("anthropic-beta")) {
                headers.add("anthropic-beta", checked("anthropic-beta", client, ""));
            }
        }
        if (key != null) {
            AuthStyle auth = Vendors.of(request.provider().vendor()).auth(wire);
            headers.add(auth.header(), auth.value(key.reveal()));
        }
        return headers.build();
    }

    private static String checked(String name, Map<String, String> client, String otherwise) {
        var value = client.getOrDefault(name, otherwise);
        if (value.length() > MAX_VALUE || !plain(value)) {
            throw new IllegalArgumentException("The header " + name + " has a value that cannot be sent on.");
        }
        return value;
    }

    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /// What of a provider's answer head anybody may see; names in lower case, the first value of each.
    static Map<String, String> back(Headers headers) {
        var kept = new HashMap<String, String>();
        for (int i = 0; i < headers.size(); i++) {
            var name = headers.name(i).toLowerCase(Locale.ROOT);
            if (BACK.contains(name) || BACK_PREFIXES.stream().anyMatch(name::startsWith)) {
                kept.putIfAbsent(name, headers.value(i));
            }
        }
        return Map.copyOf(kept);
    }
}
