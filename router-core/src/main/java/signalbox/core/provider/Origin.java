package signalbox.core.provider;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import signalbox.core.policy.PolicyCheck;

/// Scheme, host and port of a provider: what a key is bound to.
///
/// @param host in lower case, an IPv6 address in brackets
/// @param port always explicit
public record Origin(String scheme, String host, int port) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");
    private static final Pattern LOOPBACK_ADDRESS = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    /// The origin of a base URL.
    ///
    /// @throws IllegalArgumentException when the URL cannot be a provider's: the message is a plain sentence
    public static Origin of(URI baseUrl) {
        if (baseUrl.getScheme() == null || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("A base URL is https://host/path.");
        }
        if (baseUrl.getRawUserInfo() != null
                || baseUrl.getRawFragment() != null
                || !PolicyCheck.versionOnly(baseUrl.getRawQuery())) {
            throw new IllegalArgumentException("A base URL holds no user, no query and no fragment.");
        }
        var scheme = baseUrl.getScheme().toLowerCase(Locale.ROOT);
        var host = baseUrl.getHost().toLowerCase(Locale.ROOT);
        int standard = scheme.equals("https") ? 443 : 80;
        var origin = new Origin(scheme, host, baseUrl.getPort() < 0 ? standard : baseUrl.getPort());
        if (!scheme.equals("https") && !(scheme.equals("http") && origin.loopback())) {
            throw new IllegalArgumentException(
                    "A base URL is https; http only works on 127.0.0.1, [::1] or localhost.");
        }
        return origin;
    }

    /// Whether the host is this machine by its very name.
    public boolean loopback() {
        return LOOPBACK.contains(host) || host.startsWith("127.") && LOOPBACK_ADDRESS.matcher(host).matches();
    }

    /// As a vault entry names it: `https://api.openai.com`, with the port where it is not the scheme's own.
    public String text() {
        boolean standard = port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (standard ? "" : ":" + port);
    }

    @Override
    public String toString() {
        return text();
    }
}
