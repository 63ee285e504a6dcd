package signalbox.app.shell;

/// The smallest call that an app can make here. Pure.
///
/// @param baseUrl `http://127.0.0.1:4717`
/// @param workload whose route answers
/// @param key the app key, or what stands for it in a shell
public record FirstCall(String baseUrl, String workload, String key) {
    /// The call of a workload that every new data directory has, with a key from the environment.
    public static FirstCall at(String baseUrl) {
        return new FirstCall(baseUrl, "default", "$SIGNALBOX_KEY");
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
