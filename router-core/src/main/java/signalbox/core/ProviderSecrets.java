package signalbox.core;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.provider.Origin;
import signalbox.core.secret.EnvironmentSecrets;
import signalbox.core.secret.Keychain;
import signalbox.core.secret.KeychainSecrets;
import signalbox.core.secret.SecretException;
import signalbox.core.secret.Secrets;
import signalbox.core.secret.Vault;

/// Provider keys: the vault, the system's keychain and the environment, as one look-up.
final class ProviderSecrets {
    private final Vault vault;
    private final KeychainSecrets keychain;
    private final Secrets secrets;

    ProviderSecrets(Path directory, Map<String, String> environment) {
        vault = Vault.open(directory);
        keychain = new KeychainSecrets(Keychain.ofThisSystem());
        secrets = vault.or(keychain).or(new EnvironmentSecrets(environment));
    }

    Secrets secrets() {
        return secrets;
    }

    VaultCare care() {
        return new LiveVault(vault);
    }

    /// Stores a secret for the one origin that refers to it.
    ///
    /// @return the providers that refer to it
    /// @throws RouterException `unused_secret` when no provider refers to it, `two_origins` when several do
    List<String> store(Policy policy, String name, char[] secret) throws RouterException {
        List<Provider> users =
                policy.providers().values().stream().filter(provider -> refersTo(provider, name)).toList();
        List<String> origins = users.stream().map(ProviderSecrets::origin).distinct().toList();
        if (origins.size() != 1) {
            throw new RouterException(
                    origins.isEmpty() ? "unused_secret" : "two_origins",
                    origins.isEmpty()
                            ? "No provider refers to vault:"
                                    + name
                                    + " or keychain:"
                                    + name
                                    + "; add the provider first, then its key."
                            : "The key "
                                    + name
                                    + " is used by "
                                    + String.join(" and ", origins)
                                    + "; a key belongs to one origin, so give each its own name.");
        }
        try {
            keep(users, name, origins.getFirst(), secret);
            return users.stream().map(Provider::name).toList();
        } catch (SecretException e) {
            throw new RouterException(e.code(), e.getMessage(), e);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    /// Where each of its users looks for it.
    private void keep(List<Provider> users, String name, String origin, char[] secret) throws SecretException {
        for (Credential place : Set.copyOf(users.stream().map(Provider::credential).toList())) {
            if (place instanceof Credential.Keychain) {
                keychain.store(name, origin, secret);
            } else {
                vault.store(name, origin, secret);
            }
        }
    }

    private static boolean refersTo(Provider provider, String name) {
        boolean named =
                provider.credential() instanceof Credential.Vault(String inVault) && inVault.equals(name)
                        || provider.credential() instanceof Credential.Keychain(String there) && there.equals(name);
        return named && provider.endpoint() instanceof Endpoint.Http;
    }

    private static String origin(Provider provider) {
        return Origin.of(((Endpoint.Http) provider.endpoint()).baseUrl()).text();
    }
}
