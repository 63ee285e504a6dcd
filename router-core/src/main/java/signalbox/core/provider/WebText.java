package signalbox.core.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/// Fetches one public text by the rules of the upstream client: no redirect, no retry, no key, no proxy, and only
/// public addresses. Stateless.
final class WebText {
    static final int MOST_BYTES = 16 << 20;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private WebText() {}

    /// @param local whether the address may be in the local network or on this machine
    /// @throws IOException with a sentence for the operator
    static String fetch(URI address, boolean local, AddressGuard guard, OriginClients clients) throws IOException {
        HttpUrl url = HttpUrl.parse(address.toString());
        if (url == null || !url.isHttps() || !url.username().isEmpty() || !url.password().isEmpty()) {
            throw new Sentence("Give an https address without a user name: https://host/path.");
        }
        var origin = new Origin(url.scheme(), url.host(), url.port());
        var request = new Request.Builder().url(url).header("Accept-Encoding", "identity").build();
        if (origin.loopback() && !local) {
            throw new Sentence(origin + " leads back to this machine; it is not called.");
        }
        try {
            guard.demandReachable(origin, local);
            var client = clients.of(origin, local).newBuilder().callTimeout(LONGEST).build();
            try (Response response = client.newCall(request).execute()) {
                return text(origin, response);
            }
        } catch (Sentence e) {
            throw e;
        } catch (IOException e) {
            throw new Sentence(origin + " could not be read: " + e.getMessage() + ". Check the address and try again.");
        }
    }

    private static String text(Origin origin, Response response) throws IOException {
        if (response.isRedirect()) {
            throw new Sentence(origin + " redirects elsewhere, which is not followed. Give the final address.");
        }
        if (response.code() != 200) {
            throw new Sentence(origin + " answered with status " + response.code() + ". Check the address.");
        }
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[16 * 1024];
        var in = response.body().byteStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes.write(buffer, 0, read);
            if (bytes.size() > MOST_BYTES) {
                throw new Sentence("The table at " + origin + " is larger than 16 MB, so it was not read.");
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw new Sentence("What " + origin + " sent is not UTF-8 text.");
        }
    }

    /// A message that can be shown as it is.
    private static final class Sentence extends IOException {
        private static final long serialVersionUID = 1L;

        Sentence(String message) {
            super(message);
        }
    }
}
