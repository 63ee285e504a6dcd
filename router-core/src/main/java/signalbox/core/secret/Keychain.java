package signalbox.core.secret;

import java.util.Locale;
import java.util.Optional;

/// The keychain of the operating system: libsecret on Linux, Keychain on macOS, Credential Manager on Windows, called
/// through the foreign-function API. It keeps a key away from other users and from a copied disk; a program of the same
/// user can read it once the keychain is open.
///
/// Checked against a running secret service on Linux. The other two are written after their references and have not
/// been run. Thread-safe; every method may block, also on a question that the system asks its user.
public interface Keychain {
    /// The secret of that name that is bound to that origin.
    ///
    /// @throws SecretException `keychain_missing` where there is none, `keychain_refused` where it says no
    Optional<Secret> find(String name, String origin) throws SecretException;

    /// Stores a secret in place of one that is there.
    void store(String name, String origin, Secret secret) throws SecretException;

    /// Removes a secret; nothing happens when there is none.
    void remove(String name, String origin) throws SecretException;

    /// The keychain of this system; one that is not there says so when it is asked for something.
    static Keychain ofThisSystem() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return Late.of(MacKeychain::open);
        }
        return Late.of(system.contains("win") ? WindowsCredentials::open : LibSecret::open);
    }
}
