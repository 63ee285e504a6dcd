package signalbox.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import signalbox.core.Router.ModelOffer;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Names;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Target;
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

    /// See [Router#models].
    static List<ModelOffer> offers(Policy policy, AppKey key) {
        var offers = new LinkedHashMap<String, ModelOffer>();
        for (String name : key.allowed()) {
            var workload = policy.workloads().get(name);
            if (workload != null) {
                offers.put("workload:" + name, new ModelOffer("workload:" + name, "signalbox"));
                for (Target target : policy.routes().get(workload.route()).targets()) {
                    offers.putIfAbsent(target.model(), new ModelOffer(target.model(), target.provider()));
                }
            }
        }
        return List.copyOf(offers.values());
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
        return known != null ? known : new AppKey(name, workload, allowed, PiiClass.PUBLIC);
    }

    String issue(String name) throws RouterException {
        try {
            return secrets.issue(name).reveal();
        } catch (SecretException e) {
            throw new RouterException(e.code(), e.getMessage(), e);
        }
    }

    /// Closes the door to a key's secret at once.
    ///
    /// @return the key, which the caller takes out of the policy
    /// @throws RouterException `unknown_key`
    AppKey revoke(Policy policy, String name) throws RouterException {
        AppKey key = policy.keys().get(name);
        if (key == null) {
            throw new RouterException("unknown_key", "There is no key \"" + name + "\".");
        }
        try {
            secrets.revoke(name);
            return key;
        } catch (SecretException e) {
            throw new RouterException(e.code(), e.getMessage(), e);
        }
    }
}
