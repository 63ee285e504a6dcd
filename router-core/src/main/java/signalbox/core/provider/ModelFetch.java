package signalbox.core.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Wire;
import signalbox.core.secret.Secret;
import signalbox.core.vendor.AuthStyle;

/// Asks a provider for its list of models by the rules of the upstream client: its own origin only, no redirect, no
/// retry, its key in the header it wants, bounded in time and size. Stateless.
final class ModelFetch {
    private static final int MOST_BYTES = 16 << 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private ModelFetch() {}

    /// @param question what is posted; null to get
    /// @param key empty for a provider without one
    /// @throws IOException with a sentence for the operator
    static byte[] fetch(
            Provider provider, HttpUrl url, byte[] question, AuthStyle auth, Optional<Secret> key, OkHttpClient client)
            throws IOException {
        var request =
                new Request.Builder()
                        .url(url)
                        .header("Accept", "application/json")
                        .header("Accept-Encoding", "identity")
                        .header("User-Agent", UpstreamHeaders.USER_AGENT);
        if (question != null) {
            request.post(RequestBody.create(question, MediaType.get("application/json")));
        }
        key.ifPresent(secret -> request.header(auth.header(), auth.value(secret.reveal())));
        if (provider.wire() == Wire.ANTHROPIC) {
            request.header("anthropic-version", UpstreamHeaders.ANTHROPIC_VERSION);
        }
        var bounded = client.newBuilder().callTimeout(LONGEST).build();
        try (Response response = bounded.newCall(request.build()).execute()) {
            return body(provider, response);
        } catch (AddressGuard.Refused refused) {
            throw refused;
        } catch (Sentence known) {
            throw known;
        } catch (IOException e) {
            // OkHttp's texts can hold header values
            throw new Sentence(
                    provider.name()
                            + " could not be asked for its models ("
                            + e.getClass().getSimpleName()
                            + "). Check its address and that it runs.");
        }
    }

    private static byte[] body(Provider provider, Response response) throws IOException {
        if (response.code() == 401 || response.code() == 403) {
            throw new Sentence(provider.name() + " rejected the key. Replace the key, then look again.");
        }
        if (response.code() != 200) {
            throw new Sentence(
                    provider.name()
                            + " answered "
                            + response.code()
                            + " when it was asked for its models. Add models by hand if it has no list.");
        }
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[16 << 10];
        var in = response.body().byteStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes.write(buffer, 0, read);
            if (bytes.size() > MOST_BYTES) {
                throw new Sentence("The list of " + provider.name() + " is larger than 16 MB, so it was not read.");
            }
        }
        return bytes.toByteArray();
    }

    /// A message that can be shown as it is.
    private static final class Sentence extends IOException {
        private static final long serialVersionUID = 1L;

        Sentence(String message) {
            super(message);
        }
    }
}
