package signalbox.core.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/// Finds the app key that a request presents.
final class Credentials {
    private static final String BEARER = "bearer ";
    private static final int LONGEST = 256;

    private Credentials() {}

    /// @throws Refused 401 when there is none that could be a key, 400 when there are two different ones
    static String secret(HttpHeaders headers) throws Refused {
        String secret = "";
        for (var presented :
                List.of(
                        bearer(only(headers, "authorization")),
                        only(headers, "x-api-key"),
                        only(headers, "x-goog-api-key"))) {
            if (!secret.isEmpty() && !presented.isEmpty() && !presented.equals(secret)) {
                throw Refused.badRequest(
                        "two_app_keys", "Two headers hold different keys. Send one, or the same in both.");
            }
            secret = secret.isEmpty() ? presented : secret;
        }
        if (secret.isEmpty() || secret.length() > LONGEST) {
            throw Refused.unauthorised();
        }
        return secret;
    }

    private static String bearer(String authorization) throws Refused {
        if (authorization.isEmpty()) {
            return "";
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw Refused.unauthorised();
        }
        return authorization.substring(BEARER.length()).strip();
    }

    private static String only(HttpHeaders headers, String name) throws Refused {
        var values = headers.getAll(name);
        if (values.size() > 1) {
            throw Refused.badRequest("two_app_keys", "A key header stands twice. Send it once.");
        }
        return values.isEmpty() ? "" : values.getFirst();
    }
}
