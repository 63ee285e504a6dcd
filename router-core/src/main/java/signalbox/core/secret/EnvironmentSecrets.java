package signalbox.core.secret;

import java.util.Map;
import java.util.Optional;

/// Secrets in environment variables; a policy holds only the variable's name. Which provider may use which variable is
/// the operator's word in the policy.
public final class EnvironmentSecrets implements Secrets {
    private static final String PREFIX = "env:";

    private final Map<String, String> environment;

    /// @param environment usually `System.getenv()`
    public EnvironmentSecrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Optional<Secret> find(String reference, String origin) throws SecretException {
        if (!reference.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var value = environment.get(reference.substring(PREFIX.length()));
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(Secret.of(value.toCharArray()));
    }
}
