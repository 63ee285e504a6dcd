package signalbox.core;

import java.util.Arrays;
import signalbox.core.secret.SecretException;
import signalbox.core.secret.Vault;

/// The lock of this data directory's vault.
final class LiveVault implements VaultCare {
    private final Vault vault;

    LiveVault(Vault vault) {
        this.vault = vault;
    }

    @Override
    public Status status() {
        String trouble = vault.trouble().map(SecretException::getMessage).orElse("");
        return new Status(vault.locked(), vault.hasMasterPassword(), vault.names(), trouble);
    }

    @Override
    public void lock() throws RouterException {
        if (!vault.hasMasterPassword()) {
            throw new RouterException(
                    "no_master_password",
                    "The vault has no master password, so locking it would keep nobody out. Set one first.");
        }
        vault.lock();
    }

    @Override
    public void unlock(char[] password) throws RouterException {
        run(() -> vault.unlock(password), password);
    }

    @Override
    public void masterPassword(char[] password) throws RouterException {
        run(() -> vault.setMasterPassword(password), password);
    }

    private interface Work {
        void run() throws SecretException;
    }

    private static void run(Work work, char[] password) throws RouterException {
        try {
            work.run();
        } catch (SecretException e) {
            throw new RouterException(e.code(), e.getMessage(), e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
