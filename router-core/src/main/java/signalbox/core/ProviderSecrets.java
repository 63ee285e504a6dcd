package signalbox.core;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Policy;
import signalbox.core.secret.EnvironmentSecrets;
import signalbox.core.secret.SecretException;
import signalbox.core.secret.Secrets;
import signalbox.core.secret.Vault;

/// Provider keys: the vault and the environment, as one look-up.
final class ProviderSecrets {
    private final Vault vault;
    private final Secrets secrets;

    ProviderSecrets(Path directory, Map<String, String> environment) {
        vault = Vault.open(directory);
        secrets = vault.or(new EnvironmentSecrets(environment));
    }

    Secrets secrets() {
        return secrets;
    }

    /// Stores a secret for the one origin that refers to it.
    ///
    /// @throws RouterException `unused_secret` when no provider refers to it, `two_origins` when several do
    void store(Policy policy, String name, char[] secret) throws RouterException {
        List<String> origins =
                policy.providers().values().stream()
                        .filter(provider -> provider.credential().equals(new Credential.Vault(name)))
                        .map(provider -> provider.endpoint() instanceof Endpoint.Http(URI url) ? origin(url) : null)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        if (origins.size() != 1) {
            throw new RouterException(
                    origins.isEmpty() ? "unused_secret" : "two_origins",
                    origins.isEmpty()
                            ? "No provider refers to vault:" + name + "; add the provider first, then its key."
                            : "vault:"
                                    + name
                                    + " is used by "
                                    + String.join(" and ", origins)
                                    + "; a key belongs to one origin, so give each its own name.");
        }
        try {
            vault.store(name, origins.getFirst(), secret);
        } catch (SecretException e) {
            throw new RouterException(e.code(), e.getMessage(), e);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}
