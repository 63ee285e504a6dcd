package signalbox.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// App keys exist as hashes only and end when revoked (guarantees.md row 35).
class AppKeysTest {
    @TempDir private Path directory;

    @Test
    void anIssuedKeyIsFoundAlsoAfterReopening() throws Exception {
        var secret = open().issue("audit").reveal();
        assertTrue(secret.matches("sbx-audit-[0-9A-Za-z]{40}"), "shape");
        assertEquals(Optional.of("audit"), open().find(secret));
        assertEquals(Set.of("audit"), open().names());
    }

    @Test
    void nothingElseIsFound() throws Exception {
        var keys = open();
        var secret = keys.issue("audit").reveal();
        for (var guess :
                new String[] {
                    "", "sbx-audit-", secret.substring(1), secret + "x", secret.toLowerCase(Locale.ROOT), "' OR 1=1"
                }) {
            assertEquals(Optional.empty(), keys.find(guess));
        }
    }

    @Test
    void issuingAgainReplacesAndRevokingEnds() throws Exception {
        var keys = open();
        var first = keys.issue("audit").reveal();
        var second = keys.issue("audit").reveal();
        assertNotEquals(first, second);
        assertEquals(Optional.empty(), keys.find(first));
        assertEquals(Optional.of("audit"), keys.find(second));
        keys.revoke("audit");
        assertEquals(Optional.empty(), keys.find(second));
        assertEquals(Set.of(), open().names());
    }

    @Test
    void namesAreLowerCaseAscii() throws Exception {
        var keys = open();
        for (var name : new String[] {"", "Audit", "a b", "a\nb", "ä", "-a"}) {
            assertThrows(IllegalArgumentException.class, () -> keys.issue(name));
        }
    }

    @Test
    void aDamagedFileIsNoEmptyFile() throws Exception {
        open().issue("audit");
        Files.writeString(file(), Files.readString(file()).replace(" ", ""));
        assertEquals("keys_damaged", assertThrows(SecretException.class, this::open).code());
    }

    private Path file() {
        return directory.resolve("keys");
    }

    private AppKeys open() throws SecretException {
        return AppKeys.open(file());
    }
}
