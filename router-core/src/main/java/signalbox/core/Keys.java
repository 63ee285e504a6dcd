package signalbox.core;

import java.util.Optional;
import java.util.Set;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Names;
import signalbox.core.policy.Policy;
import signalbox.core.secret.AppKeys;
import signalbox.core.secret.SecretException;

/// App keys: what the policy says of a key by name, and which secret opens it. Thread-safe for look-ups.
final class Keys {
    private final AppKeys secrets;

    Keys(AppKeys secrets) {
        this.secrets = secrets;
    }

    Optional<AppKey> authenticate(Policy policy, String secret) {
        return secrets.find(secret).map(policy.keys()::get);
    }

    /// The key as the policy should have it before a secret is issued.
    ///
    /// @throws RouterException `unknown_workload`, `key_exists`, `bad_name`
    AppKey prepare(Policy policy, String name, String workload, Set<String> allowed) throws RouterException {
        if (!Names.valid(name)) {
            throw new RouterException(
                    "bad_name", "\"" + name + "\" is no name for a key; use a to z, 0 to 9, dot, dash, underscore.");
        }
        if (!policy.workloads().containsKey(workload)) {
            throw new RouterException(
                    "unknown_workload",
                    "There is no workload \""
                            + workload
                            + "\"; there are "
                            + String.join(", ", policy.workloads().keySet())
                            + ".");
        }
        AppKey known = policy.keys().get(name);
        if (known != null && secrets.names().contains(name)) {
            throw new RouterException(
                    "key_exists", "The key \"" + name + "\" exists already; revoke it first or choose another name.");
        }
        if (known != null && !known.workload().equals(workload)) {
            throw new RouterException(
                    "key_exists",
                    "The policy names the key \""
                            + name
                            + "\" for workload "
                            + known.workload()
                            + ", not "
                            + workload
                            + ".");
        }
        return known != null ? known : new AppKey(name, workload, allowed, signalbox.core.policy.PiiClass.PUBLIC);
    }

    String issue(String name) throws RouterException {
        try {
            return secrets.issue(name).reveal();
        } catch (SecretException e) {
            throw new RouterException(e.code(), e.getMessage(), e);
        }
    }

    void revoke(String name) throws RouterException {
        try {
            secrets.revoke(name);
        } catch (SecretException e) {
            throw new RouterException(e.code(), e.getMessage(), e);
        }
    }
}
