package signalbox.core.secret;

import java.util.Optional;

/// Where provider keys are looked up. Thread-safe; called once per upstream attempt, so it must be quick.
@FunctionalInterface
public interface Secrets {
    /// No secrets at all.
    Secrets NONE = (reference, origin) -> Optional.empty();

    /// @param reference where the key is found, as policy files write it: `env:NAME` or `vault:name`
    /// @param origin the provider's origin that the key is to be sent to, such as `https://api.openai.com`
    /// @return empty when there is no such secret here
    /// @throws SecretException when there is one that must not be handed out: locked, damaged, bound to another origin
    Optional<Secret> find(String reference, String origin) throws SecretException;

    /// Asks here first, then there.
    default Secrets or(Secrets other) {
        return (reference, origin) -> {
            var found = find(reference, origin);
            return found.isPresent() ? found : other.find(reference, origin);
        };
    }
}
