package signalbox.core.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The vault keeps keys to itself and to their origin (guarantees.md rows 53, 55, 56, 57).
@Timeout(60)
class VaultTest {
    private static final String CANARY = "sk-canary-0123456789abcdef";
    private static final String OPENAI = "https://api.openai.com";
    private static final String OTHER = "https://evil.example";
    private static final int FEW = 10;

    @TempDir private Path directory;

    @Test
    void aSecretComesBackForItsOriginOnlyAlsoAfterReopening() throws Exception {
        open().store("openai", OPENAI, CANARY.toCharArray());
        var vault = open();
        assertEquals(CANARY, vault.find("vault:openai", OPENAI).orElseThrow().reveal());
        assertEquals(Map.of("openai", OPENAI), vault.names());
        assertEquals(Optional.empty(), vault.find("vault:none", OPENAI));
        assertEquals(Optional.empty(), vault.find("env:openai", OPENAI));
        var wrong = assertThrows(SecretException.class, () -> vault.find("vault:openai", OTHER));
        assertEquals("vault_origin", wrong.code());
    }

    @Test
    void theMasterPasswordsDerivationIsSlowEnough() throws Exception {
        assertEquals(600_000, Vault.ITERATIONS);
        var vault = Vault.open(directory);
        vault.setMasterPassword("pw".toCharArray());
        assertEquals(Vault.ITERATIONS, VaultFile.decode(Files.readAllBytes(vaultFile())).lock().iterations());
    }

    @Test
    void everyFlippedBitRefusesTheWholeVault() throws Exception {
        open().store("openai", OPENAI, CANARY.toCharArray());
        var good = Files.readAllBytes(vaultFile());
        for (int i = 0; i < good.length; i++) {
            for (int bit : new int[] {0, 7}) {
                var bad = good.clone();
                bad[i] ^= (byte) (1 << bit);
                Files.write(vaultFile(), bad);
                assertRefused("byte " + i);
            }
        }
        Files.write(vaultFile(), good);
        assertTrue(open().find("vault:openai", OPENAI).isPresent());
    }

    @Test
    void everyTruncationAndEveryTailIsRefused() throws Exception {
        open().store("openai", OPENAI, CANARY.toCharArray());
        var good = Files.readAllBytes(vaultFile());
        for (int length = 0; length < good.length; length++) {
            Files.write(vaultFile(), Arrays.copyOf(good, length));
            assertRefused("length " + length);
        }
        Files.write(vaultFile(), Arrays.copyOf(good, good.length + 1));
        assertRefused("tail");
    }

    @Test
    void aRecordMovedToAnotherOriginDoesNotOpen() throws Exception {
        var vault = open();
        vault.store("a", OPENAI, CANARY.toCharArray());
        var file = VaultFile.decode(Files.readAllBytes(vaultFile()));
        var entry = file.entries().getFirst();
        var keyKey = Files.readAllBytes(directory.resolve("vault.key"));
        var dataKey = Sealing.unseal(keyKey, file.wrapNonce(), file.lock().additionalData(), file.wrappedKey());
        // whoever can seal the file anew still cannot point the key at another host without knowing it
        var moved = new VaultFile.Entry(entry.id(), OTHER, entry.version(), entry.nonce(), entry.sealed());
        var forged = new VaultFile(file.lock(), file.wrapNonce(), file.wrappedKey(), file.generation(), List.of(moved));
        Files.write(vaultFile(), forged.encode(dataKey));
        assertRefused("moved");
    }

    @Test
    void aDamagedVaultIsNeverOverwritten() throws Exception {
        open().store("openai", OPENAI, CANARY.toCharArray());
        Files.write(vaultFile(), new byte[] {1, 2, 3});
        var vault = open();
        var failure = assertThrows(SecretException.class, () -> vault.store("openai", OPENAI, CANARY.toCharArray()));
        assertEquals("vault_damaged", failure.code());
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(vaultFile()));
    }

    @Test
    void aMissingKeyFileIsNotReplacedByANewOne() throws Exception {
        open().store("openai", OPENAI, CANARY.toCharArray());
        Files.delete(directory.resolve("vault.key"));
        var vault = open();
        assertEquals("vault_key_missing", vault.trouble().orElseThrow().code());
        assertThrows(SecretException.class, () -> vault.store("x", OPENAI, CANARY.toCharArray()));
        assertFalse(Files.exists(directory.resolve("vault.key")));
    }

    @Test
    void aMasterPasswordLocksAndUnlocks() throws Exception {
        var first = open();
        first.store("openai", OPENAI, CANARY.toCharArray());
        var before = first.generation();
        first.setMasterPassword("correct horse".toCharArray());
        assertTrue(first.find("vault:openai", OPENAI).isPresent());
        assertTrue(first.generation() > before);
        assertFalse(Files.exists(directory.resolve("vault.key")));
        assertFalse(Files.exists(directory.resolve("vault.previous")));

        var vault = open();
        assertTrue(vault.locked() && vault.hasMasterPassword());
        assertEquals(Map.of("openai", OPENAI), vault.names());
        assertCode("vault_locked", () -> vault.find("vault:openai", OPENAI));
        assertCode("vault_locked", () -> vault.store("x", OPENAI, CANARY.toCharArray()));
        assertCode("wrong_password", () -> vault.unlock("wrong".toCharArray()));
        vault.unlock("correct horse".toCharArray());
        assertEquals(CANARY, vault.find("vault:openai", OPENAI).orElseThrow().reveal());
        vault.store("x", OPENAI, "other-key".toCharArray());
        vault.lock();
        assertCode("vault_locked", () -> vault.find("vault:openai", OPENAI));
        assertEquals(2, open().names().size());
    }

    @Test
    void aKeyFileThatOutlivedACrashIsRemoved() throws Exception {
        var vault = open();
        vault.store("openai", OPENAI, CANARY.toCharArray());
        var key = Files.readAllBytes(directory.resolve("vault.key"));
        vault.setMasterPassword("pw".toCharArray());
        Files.write(directory.resolve("vault.key"), key);
        var reopened = open();
        assertTrue(reopened.locked());
        reopened.unlock("pw".toCharArray());
        assertFalse(Files.exists(directory.resolve("vault.key")));
    }

    @Test
    void anEmptyVaultTakesAMasterPasswordToo() throws Exception {
        open().setMasterPassword("pw".toCharArray());
        var vault = open();
        vault.unlock("pw".toCharArray());
        vault.store("openai", OPENAI, CANARY.toCharArray());
        assertTrue(vault.find("vault:openai", OPENAI).isPresent());
    }

    @Test
    void theGenerationBeforeIsKeptAndOpens() throws Exception {
        var vault = open();
        vault.store("openai", OPENAI, "key-one".toCharArray());
        vault.store("openai", OPENAI, "key-two".toCharArray());
        vault.remove("openai");
        assertEquals(3, vault.generation());
        assertEquals(Optional.empty(), open().find("vault:openai", OPENAI));
        Files.copy(directory.resolve("vault.previous"), vaultFile(), StandardCopyOption.REPLACE_EXISTING);
        var back = open();
        assertEquals("key-two", back.find("vault:openai", OPENAI).orElseThrow().reveal());
        assertTrue(back.generation() < vault.generation());
    }

    @Test
    void filesAreTheOwnersAloneWhateverTheyWereBefore() throws Exception {
        var vault = open();
        vault.store("openai", OPENAI, CANARY.toCharArray());
        vault.store("other", OPENAI, CANARY.toCharArray());
        try (var files = Files.list(directory)) {
            files.forEach(VaultTest::assertOwnerOnly);
        }
        Files.setPosixFilePermissions(vaultFile(), PosixFilePermissions.fromString("rw-rw-rw-"));
        open();
        assertOwnerOnly(vaultFile());
    }

    @Test
    void noFileAndNoTextHoldsASecret() throws Exception {
        var vault = open();
        vault.store("openai", OPENAI, CANARY.toCharArray());
        vault.store("other", OPENAI, CANARY.toCharArray());
        var keys = AppKeys.open(directory.resolve("keys"));
        var issued = keys.issue("app").reveal();
        var shown =
                new StringBuilder()
                        .append(vault)
                        .append(vault.find("vault:openai", OPENAI))
                        .append(keys)
                        .append(vault.names())
                        .append(new EnvironmentSecrets(Map.of("K", CANARY)));
        var everything = new StringBuilder(shown);
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                everything.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        for (var secret : new String[] {CANARY, issued}) {
            var bytes = secret.getBytes(StandardCharsets.US_ASCII);
            assertFalse(everything.indexOf(secret) >= 0);
            assertFalse(everything.indexOf(HexFormat.of().formatHex(bytes)) >= 0);
            assertFalse(everything.indexOf(Base64.getEncoder().withoutPadding().encodeToString(bytes)) >= 0);
            assertFalse(
                    everything.indexOf(
                                    new String(secret.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1))
                            >= 0);
        }
    }

    @Test
    void anUnwritableDirectoryIsSaidPlainly() throws Exception {
        var vault = Vault.open(directory.resolve("gone"), FEW);
        assertCode("vault_unwritable", () -> vault.store("openai", OPENAI, CANARY.toCharArray()));
    }

    @Test
    void malformedSecretsAreRefusedWithoutRepeatingThem() {
        for (var bad : new String[] {"", "   ", "two words", "line\nbreak", "schlüssel", "a\u0000b"}) {
            var failure = assertThrows(SecretException.class, () -> Secret.of(bad.toCharArray()));
            assertEquals("secret_malformed", failure.code());
            assertFalse(bad.strip().length() > 3 && failure.getMessage().contains(bad.strip()));
        }
    }

    @Test
    void environmentAndVaultAreAskedInTurn() throws Exception {
        var vault = open();
        vault.store("openai", OPENAI, "from-vault".toCharArray());
        var secrets = new EnvironmentSecrets(Map.of("KEY", " from-env\n", "EMPTY", "")).or(vault);
        assertEquals("from-env", secrets.find("env:KEY", OPENAI).orElseThrow().reveal());
        assertEquals("from-vault", secrets.find("vault:openai", OPENAI).orElseThrow().reveal());
        assertEquals(Optional.empty(), secrets.find("env:EMPTY", OPENAI));
        assertEquals(Optional.empty(), secrets.find("env:NONE", OPENAI));
    }

    private interface Action {
        void run() throws SecretException;
    }

    private static void assertCode(String code, Action action) {
        assertEquals(code, assertThrows(SecretException.class, action::run).code());
    }

    private void assertRefused(String what) {
        var vault = open();
        assertThrows(SecretException.class, () -> vault.find("vault:openai", OPENAI), what);
        assertThrows(SecretException.class, () -> vault.find("vault:a", OTHER), what);
        assertThrows(SecretException.class, () -> vault.store("x", OPENAI, CANARY.toCharArray()), what);
    }

    private static void assertOwnerOnly(Path file) {
        try {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path vaultFile() {
        return directory.resolve("vault");
    }

    private Vault open() {
        return Vault.open(directory, FEW);
    }
}
