package signalbox.app.welcome;

import java.util.List;
import signalbox.core.RouterException;

/// Where keys of providers are found on this machine.
public interface FoundKeys {
    /// A key that no provider uses yet.
    ///
    /// @param vendor as people call it
    /// @param words variable and last characters: `OPENAI_API_KEY ····1a2b`
    record Key(String variable, String vendor, String words) {}

    List<Key> unused();

    /// Adds the provider of a key, with its known models, and lets the workload `default` call it: first where there
    /// was only practice, else after what is there. Blocks: never on the FX thread.
    ///
    /// @throws RouterException what the router says against it
    void use(Key key) throws RouterException;
}
