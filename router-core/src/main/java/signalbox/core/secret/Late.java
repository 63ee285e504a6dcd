package signalbox.core.secret;

import java.util.Optional;

/// A keychain whose library is loaded when it is first asked for something, so that a system without one starts as
/// quickly as any.
final class Late implements Keychain {
    /// How it is opened.
    interface Opening {
        /// @throws SecretException `keychain_missing`
        Keychain open() throws SecretException;
    }

    private final Opening opening;
    private volatile Keychain opened;

    private Late(Opening opening) {
        this.opening = opening;
    }

    static Keychain of(Opening opening) {
        return new Late(opening);
    }

    private Keychain keychain() throws SecretException {
        Keychain known = opened;
        if (known == null) {
            known = opening.open();
            opened = known;
        }
        return known;
    }

    static SecretException missing(Throwable cause) {
        return new SecretException(
                "keychain_missing",
                "This system has no keychain that Signalbox can use. Keep the key in the vault instead (vault:NAME).",
                cause);
    }

    static SecretException refused() {
        return new SecretException(
                "keychain_refused",
                "The system's keychain did not give or take the key. Unlock it, then try again, or keep the key in the"
                        + " vault.");
    }

    @Override
    public Optional<Secret> find(String name, String origin) throws SecretException {
        return keychain().find(name, origin);
    }

    @Override
    public void store(String name, String origin, Secret secret) throws SecretException {
        keychain().store(name, origin, secret);
    }

    @Override
    public void remove(String name, String origin) throws SecretException {
        keychain().remove(name, origin);
    }
}
