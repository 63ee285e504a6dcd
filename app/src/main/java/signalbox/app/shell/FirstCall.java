package signalbox.app.shell;

import java.util.Optional;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Workload;

/// The smallest call that an app can make here. Pure.
///
/// @param baseUrl `http://127.0.0.1:4717`
/// @param workload whose route answers
/// @param key the app key, or what stands for it in a shell
public record FirstCall(String baseUrl, String workload, String key) {
    private static final String USUAL = "default";

    /// The call of the workload to begin with, with a key from the environment; empty while there is no workload.
    public static Optional<FirstCall> at(String baseUrl, Policy policy) {
        return workload(policy).map(one -> new FirstCall(baseUrl, one.name(), "$SIGNALBOX_KEY"));
    }

    /// The workload to begin with: the one that every new data directory has, else the first there is.
    public static Optional<Workload> workload(Policy policy) {
        var usual = Optional.ofNullable(policy.workloads().get(USUAL));
        return usual.or(() -> policy.workloads().values().stream().findFirst());
    }

    /// As a command line.
    public String curl() {
        return """
        curl %s/v1/chat/completions \\
          -H "Authorization: Bearer %s" \\
          -H "Content-Type: application/json" \\
          -d '{"model": "workload:%s",
               "messages": [{"role": "user", "content": "Hello"}]}'\
        """
                .formatted(baseUrl, key, workload);
    }
}
