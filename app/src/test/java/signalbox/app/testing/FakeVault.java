package signalbox.app.testing;

import java.util.Map;
import signalbox.core.RouterException;
import signalbox.core.VaultCare;

/// A vault without keys that a test locks. Its master password is `open sesame`.
public final class FakeVault implements VaultCare {
    private volatile boolean locked;

    @Override
    public Status status() {
        return new Status(locked, true, Map.of(), locked ? "It is locked." : "");
    }

    @Override
    public void lock() {
        locked = true;
    }

    @Override
    public void unlock(char[] password) throws RouterException {
        if (!new String(password).equals("open sesame")) {
            throw new RouterException("wrong_password", "That is not the master password of this vault.");
        }
        locked = false;
    }

    @Override
    public void masterPassword(char[] password) {
        throw new UnsupportedOperationException("this one stays");
    }
}
