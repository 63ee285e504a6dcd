package signalbox.core.policy;

import java.net.URI;

/// Where a provider is reached.
public sealed interface Endpoint {
    /// An HTTP API. `https` always; plain `http` only on loopback.
    record Http(URI baseUrl) implements Endpoint {}

    /// The practice provider, simulated in process: no network, no real money.
    record Practice() implements Endpoint {}

    /// The Claude program on this machine, run once a call.
    ///
    /// @param program its name on the search path, or its absolute path
    record ClaudeCli(String program) implements Endpoint {
        /// As it is usually installed.
        public static final String USUAL = "claude";
    }

    /// As policy files write it: an address, `practice`, `claude-cli`, or `claude-cli:/path/to/claude`.
    default String text() {
        return switch (this) {
            case Http(URI url) -> url.toString();
            case Practice() -> "practice";
            case ClaudeCli(String program) -> program.equals(ClaudeCli.USUAL) ? "claude-cli" : "claude-cli:" + program;
        };
    }

    /// Parses [#text()].
    ///
    /// @throws IllegalArgumentException when it is none of these forms
    static Endpoint parse(String text) {
        if (text.equals("practice")) {
            return new Practice();
        }
        if (text.equals("claude-cli")) {
            return new ClaudeCli(ClaudeCli.USUAL);
        }
        return text.startsWith("claude-cli:")
                ? new ClaudeCli(text.substring("claude-cli:".length()))
                : new Http(URI.create(text));
    }
}
