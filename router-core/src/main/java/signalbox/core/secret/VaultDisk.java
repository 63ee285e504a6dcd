package signalbox.core.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The vault's three files in the data directory. Every trouble comes out as a sentence for the operator.
final class VaultDisk {
    private final Path file;
    private final Path previous;
    private final Path keyFile;

    VaultDisk(Path directory) {
        file = directory.resolve("vault");
        previous = directory.resolve("vault.previous");
        keyFile = directory.resolve("vault.key");
    }

    boolean exists() {
        return Files.exists(file);
    }

    byte[] read() throws SecretException {
        try {
            PrivateFiles.tighten(file);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Keeps what is there as the generation before.
    void replace(byte[] bytes) throws SecretException {
        try {
            if (exists()) {
                PrivateFiles.replace(previous, Files.readAllBytes(file));
            }
            PrivateFiles.replace(file, bytes);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// The key that opens a vault without a master password.
    byte[] readKeyFile() throws SecretException {
        try {
            if (!Files.exists(keyFile)) {
                // never a new key over an existing vault: it would make the stored secrets unreadable for good
                throw new SecretException(
                        "vault_key_missing",
                        "vault.key is missing beside the vault, so its keys cannot be read. Restore the file, or move"
                                + " the vault away and store the keys again.");
            }
            PrivateFiles.tighten(keyFile);
            var key = Files.readAllBytes(keyFile);
            if (key.length != Sealing.KEY_BYTES) {
                throw VaultFile.damaged();
            }
            return key;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// The same for a vault that is about to begin; makes the file when it is not there.
    byte[] beginKeyFile() throws SecretException {
        try {
            if (!Files.exists(keyFile)) {
                PrivateFiles.replace(keyFile, Sealing.random(Sealing.KEY_BYTES));
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
        return readKeyFile();
    }

    /// Once a master password protects the vault, the key file and the generation that it opens must not outlive it.
    void dropKeyFile() throws SecretException {
        try {
            if (Files.exists(keyFile)) {
                Files.deleteIfExists(previous);
                Files.delete(keyFile);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static SecretException unreadable(IOException cause) {
        return new SecretException(
                "vault_unreadable", "The vault file cannot be read. Check that it belongs to this user.", cause);
    }

    private static SecretException unwritable(IOException cause) {
        return new SecretException(
                "vault_unwritable",
                "The vault file cannot be written. Check the disk and the directory's owner.",
                cause);
    }
}
