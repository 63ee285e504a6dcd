package signalbox.core.secret;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The encrypted vault of provider keys: `vault` in the data directory, the generation before it in `vault.previous`,
/// and `vault.key` while no master password is set.
///
/// [#find] takes no lock and touches no disk. Everything else is serialised and may block on disk or on the key
/// derivation (about half a second with a master password): never call it on a UI thread.
public final class Vault implements Secrets {
    /// OWASP's figure for PBKDF2-HMAC-SHA256.
    static final int ITERATIONS = 600_000;

    private static final String PREFIX = "vault:";

    private final VaultDisk disk;
    private final int iterations;

    private VaultFile stored;
    private byte[] dataKey;
    private volatile Contents contents;

    private enum State {
        OPEN,
        LOCKED,
        BROKEN
    }

    /// What [#find] sees.
    private record Contents(State state, Map<String, Held> held, SecretException trouble) {
        static final Contents EMPTY = new Contents(State.OPEN, Map.of(), null);

        @Override
        public String toString() {
            return "Contents[" + state + "]";
        }
    }

    private record Held(String origin, Secret secret) {}

    private Vault(Path directory, int iterations) {
        disk = new VaultDisk(directory);
        this.iterations = iterations;
        contents = Contents.EMPTY;
    }

    /// Opens the vault of a data directory; there is no file before the first secret is stored. A damaged vault opens
    /// too, but hands out nothing: [#find] and [#store] say why.
    public static Vault open(Path directory) {
        return open(directory, ITERATIONS);
    }

    static Vault open(Path directory, int iterations) {
        var vault = new Vault(directory, iterations);
        vault.load();
        return vault;
    }

    @Override
    public Optional<Secret> find(String reference, String origin) throws SecretException {
        if (!reference.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var now = contents;
        if (now.state() != State.OPEN) {
            throw now.trouble();
        }
        var name = reference.substring(PREFIX.length());
        var held = now.held().get(name);
        if (held == null) {
            return Optional.empty();
        }
        if (!held.origin().equals(origin)) {
            throw new SecretException(
                    "vault_origin",
                    "The key "
                            + name
                            + " is bound to "
                            + held.origin()
                            + " and is not sent to "
                            + origin
                            + ". Store it again for that provider if the new address is right.");
        }
        return Optional.of(held.secret());
    }

    /// Whether a master password must be given before any secret is handed out.
    public boolean locked() {
        return contents.state() == State.LOCKED;
    }

    /// Whether a master password protects the vault; without one its key lies beside it.
    public synchronized boolean hasMasterPassword() {
        return stored != null && stored.lock().kdf() == VaultFile.Lock.PASSWORD;
    }

    /// Why no secret is handed out; empty when the vault is open.
    public Optional<SecretException> trouble() {
        return Optional.ofNullable(contents.trouble());
    }

    /// The names in the vault with the origin each is bound to; also while it is locked.
    public synchronized Map<String, String> names() {
        var names = new TreeMap<String, String>();
        if (stored != null) {
            stored.entries().forEach(entry -> names.put(entry.id(), entry.origin()));
        }
        return names;
    }

    /// Counts up with every change; a smaller number than one seen before means that an old file was put back.
    public synchronized long generation() {
        return stored == null ? 0 : stored.generation();
    }

    /// Stores a secret under a name, in place of one that is there, bound to one origin. The array is not changed.
    ///
    /// @throws SecretException when the vault is locked, damaged or cannot be written, or the secret is malformed
    public synchronized void store(String name, String origin, char[] secret) throws SecretException {
        demandOpen();
        var plain = Secret.of(secret).ascii();
        if (stored == null) {
            begin();
        }
        var entries = without(name);
        long version = versionOf(name) + 1;
        entries.add(seal(dataKey, name, origin, version, plain));
        Arrays.fill(plain, (byte) 0);
        save(next(entries), dataKey);
    }

    /// Removes a secret; nothing happens when there is none of that name.
    public synchronized void remove(String name) throws SecretException {
        demandOpen();
        if (stored == null || versionOf(name) == 0) {
            return;
        }
        save(next(without(name)), dataKey);
    }

    /// Puts the vault under a master password (or a new one): every record is sealed again under a new data key, and
    /// the key file and the older generation, which it could open, are deleted.
    public synchronized void setMasterPassword(char[] password) throws SecretException {
        demandOpen();
        if (password.length == 0) {
            throw new SecretException("wrong_password", "A master password cannot be empty. Choose one and try again.");
        }
        var lock = new VaultFile.Lock(VaultFile.Lock.PASSWORD, iterations, Sealing.random(Sealing.SALT_BYTES));
        var fresh = Sealing.random(Sealing.KEY_BYTES);
        var entries = new ArrayList<VaultFile.Entry>();
        for (var entry : stored == null ? List.<VaultFile.Entry>of() : stored.entries()) {
            var plain = contents.held().get(entry.id()).secret().ascii();
            entries.add(seal(fresh, entry.id(), entry.origin(), entry.version() + 1, plain));
        }
        save(wrapped(lock, Sealing.derive(password, lock.salt(), iterations), fresh, generation() + 1, entries), fresh);
        disk.dropKeyFile();
    }

    /// Opens a locked vault.
    ///
    /// @throws SecretException `wrong_password`, or why the vault cannot be used
    public synchronized void unlock(char[] password) throws SecretException {
        if (contents.state() == State.BROKEN) {
            throw contents.trouble();
        }
        if (contents.state() == State.LOCKED) {
            var lock = stored.lock();
            var keyKey = Sealing.derive(password, lock.salt(), lock.iterations());
            try {
                dataKey = Sealing.unseal(keyKey, stored.wrapNonce(), lock.additionalData(), stored.wrappedKey());
            } catch (GeneralSecurityException e) {
                throw new SecretException("wrong_password", "That is not the vault's master password. Try again.");
            }
            openEntries(disk.read());
            // only now: before, a changed byte in the file could have said that there is a password
            disk.dropKeyFile();
        }
    }

    /// Forgets the keys: from now on no secret is handed out until [#unlock]. Without a master password nothing
    /// happens.
    public synchronized void lock() {
        if (contents.state() == State.OPEN && hasMasterPassword()) {
            wipe();
            close(State.LOCKED, lockedTrouble());
        }
    }

    private synchronized void load() {
        try {
            if (!disk.exists()) {
                return;
            }
            var bytes = disk.read();
            stored = VaultFile.decode(bytes);
            if (stored.lock().kdf() == VaultFile.Lock.PASSWORD) {
                close(State.LOCKED, lockedTrouble());
            } else {
                dataKey = unwrapWithKeyFile();
                openEntries(bytes);
            }
        } catch (SecretException e) {
            close(State.BROKEN, e);
        }
    }

    private byte[] unwrapWithKeyFile() throws SecretException {
        try {
            var keyKey = disk.readKeyFile();
            return Sealing.unseal(keyKey, stored.wrapNonce(), stored.lock().additionalData(), stored.wrappedKey());
        } catch (GeneralSecurityException e) {
            throw VaultFile.damaged();
        }
    }

    private void openEntries(byte[] bytes) throws SecretException {
        try {
            if (!VaultFile.sealMatches(bytes, dataKey)) {
                throw VaultFile.damaged();
            }
            stored = VaultFile.decode(bytes);
            contents = new Contents(State.OPEN, unsealed(stored), null);
        } catch (SecretException e) {
            wipe();
            close(State.BROKEN, e);
            throw e;
        }
    }

    private Map<String, Held> unsealed(VaultFile from) throws SecretException {
        var held = new TreeMap<String, Held>();
        for (var entry : from.entries()) {
            var aad = VaultFile.Entry.additionalData(entry.id(), entry.origin(), entry.version());
            try {
                var plain = Sealing.unseal(dataKey, entry.nonce(), aad, entry.sealed());
                held.put(entry.id(), new Held(entry.origin(), Secret.ofAscii(plain)));
                Arrays.fill(plain, (byte) 0);
            } catch (GeneralSecurityException e) {
                throw VaultFile.damaged();
            }
        }
        return Map.copyOf(held);
    }

    /// The first secret: a new data key, wrapped by a key in a file of its own.
    private void begin() throws SecretException {
        var lock = new VaultFile.Lock(VaultFile.Lock.KEY_FILE, 0, Sealing.random(Sealing.SALT_BYTES));
        dataKey = Sealing.random(Sealing.KEY_BYTES);
        stored = wrapped(lock, disk.beginKeyFile(), dataKey, 0, List.of());
    }

    private static VaultFile wrapped(
            VaultFile.Lock lock, byte[] keyKey, byte[] dataKey, long generation, List<VaultFile.Entry> entries) {
        var nonce = Sealing.random(Sealing.NONCE_BYTES);
        var wrapped = Sealing.seal(keyKey, nonce, lock.additionalData(), dataKey);
        return new VaultFile(lock, nonce, wrapped, generation, List.copyOf(entries));
    }

    private VaultFile next(List<VaultFile.Entry> entries) {
        return new VaultFile(
                stored.lock(), stored.wrapNonce(), stored.wrappedKey(), stored.generation() + 1, List.copyOf(entries));
    }

    private void save(VaultFile next, byte[] key) throws SecretException {
        disk.replace(next.encode(key));
        stored = next;
        dataKey = key;
        contents = new Contents(State.OPEN, unsealed(next), null);
    }

    private static VaultFile.Entry seal(byte[] key, String name, String origin, long version, byte[] plain) {
        var nonce = Sealing.random(Sealing.NONCE_BYTES);
        var aad = VaultFile.Entry.additionalData(name, origin, version);
        return new VaultFile.Entry(name, origin, version, nonce, Sealing.seal(key, nonce, aad, plain));
    }

    private List<VaultFile.Entry> without(String name) {
        var entries = new ArrayList<>(stored.entries());
        entries.removeIf(entry -> entry.id().equals(name));
        return entries;
    }

    private long versionOf(String name) {
        return stored.entries().stream()
                .filter(entry -> entry.id().equals(name))
                .mapToLong(VaultFile.Entry::version)
                .findFirst()
                .orElse(0);
    }

    private void demandOpen() throws SecretException {
        if (contents.state() != State.OPEN) {
            throw contents.trouble();
        }
    }

    private void close(State state, SecretException trouble) {
        contents = new Contents(state, Map.of(), trouble);
    }

    private void wipe() {
        if (dataKey != null) {
            Arrays.fill(dataKey, (byte) 0);
            dataKey = null;
        }
    }

    private static SecretException lockedTrouble() {
        return new SecretException("vault_locked", "The vault is locked. Unlock it with the master password.");
    }
}
