package signalbox.core;

import java.util.Map;

/// The vault's lock. Every method may block for about half a second: never call it on a UI thread.
public interface VaultCare {
    /// @param locked whether the master password must be given before any provider is called with a key of the vault
    /// @param password whether there is a master password; without one its key lies beside it
    /// @param names what is in the vault, each with the origin it is bound to
    /// @param trouble why no key is handed out; empty when keys are
    record Status(boolean locked, boolean password, Map<String, String> names, String trouble) {
        public Status {
            names = Map.copyOf(names);
        }
    }

    Status status();

    /// Forgets the keys at once: from now on no call that needs one leaves.
    ///
    /// @throws RouterException `no_master_password` when nobody could unlock it again
    void lock() throws RouterException;

    /// @param password emptied by this
    /// @throws RouterException `wrong_password`, or why the vault cannot be used
    void unlock(char[] password) throws RouterException;

    /// Sets or changes the master password; everything is encrypted again under a new key.
    ///
    /// @param password emptied by this
    /// @throws RouterException `vault_locked`, `wrong_password` when it is empty, `vault_unwritable`
    void masterPassword(char[] password) throws RouterException;
}
