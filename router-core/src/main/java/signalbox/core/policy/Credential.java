package signalbox.core.policy;

/// Where a provider's key is found. A policy only ever refers to a key; it never holds one.
public sealed interface Credential {
    /// No key is sent (a local model, the practice provider).
    record None() implements Credential {}

    /// The environment variable of that name, read when the router starts.
    record Environment(String variable) implements Credential {}

    /// The secret of that name in the vault.
    record Vault(String name) implements Credential {}

    /// The secret of that name in the operating system's keychain.
    record Keychain(String name) implements Credential {}

    /// `env:NAME`, `vault:name`, `keychain:name` or `none`, as in policy files.
    default String reference() {
        return switch (this) {
            case None() -> "none";
            case Environment(String variable) -> "env:" + variable;
            case Vault(String name) -> "vault:" + name;
            case Keychain(String name) -> "keychain:" + name;
        };
    }

    /// Parses [#reference()].
    ///
    /// @throws IllegalArgumentException when the text is none of these forms
    static Credential parse(String reference) {
        if (reference.equals("none")) {
            return new None();
        }
        if (reference.matches("env:[A-Za-z_][A-Za-z0-9_]*")) {
            return new Environment(reference.substring(4));
        }
        if (reference.startsWith("vault:") && Names.valid(reference.substring(6))) {
            return new Vault(reference.substring(6));
        }
        if (reference.startsWith("keychain:") && Names.valid(reference.substring(9))) {
            return new Keychain(reference.substring(9));
        }
        throw new IllegalArgumentException("a credential is env:NAME, vault:name, keychain:name or none");
    }
}
