package signalbox.core.secret;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeychainTest {
    @TempDir Path home;

    /// Against GNOME Keyring on a session bus of its own; skipped where they are not installed.
    @Test
    void libsecretKeepsFindsReplacesAndRemoves() throws Exception {
        assumeTrue(onPath("dbus-run-session") && onPath("gnome-keyring-daemon"), "no secret service here");
        String script =
                "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec \"$0\" \"$@\"";
        var builder =
                new ProcessBuilder(
                        "dbus-run-session",
                        "--",
                        "sh",
                        "-c",
                        script,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KeychainProbe.class.getName());
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_DATA_HOME");
        Path out = home.resolve("out");
        var process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the secret service did not answer");
        String said = Files.readString(out);
        assertTrue(said.endsWith("well\n"), said);
        assertEquals(0, process.exitValue(), said);
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertTrue(!content.contains("sk-second"), file + " holds the key");
            }
        }
    }

    @Test
    void aKeychainThatAsksItsUserHoldsNoCallUp() throws Exception {
        var keychain = new Fake("one");
        var secrets = new KeychainSecrets(keychain, Duration.ofMillis(50));
        var waits = assertThrows(SecretException.class, () -> secrets.find("keychain:a", "https://a"));
        assertEquals("keychain_waits", waits.code());
        keychain.open.countDown();
    }

    @Test
    void callsThatWaitForTheKeychainAskItTogether() throws Exception {
        var keychain = new Fake("one");
        var secrets = new KeychainSecrets(keychain, Duration.ofMillis(20));
        for (int i = 0; i < 10; i++) {
            assertThrows(SecretException.class, () -> secrets.find("keychain:a", "https://a"));
        }
        assertEquals(1, keychain.asked.get(), "each would leave a thread behind that waits for the user");
        keychain.open.countDown();
        await().until(() -> found(secrets));
        assertEquals(1, keychain.asked.get());
    }

    @Test
    void aKeyThatIsReplacedWhileTheOldOneIsBeingReadStaysReplaced() throws Exception {
        var keychain = new Fake("old");
        var secrets = new KeychainSecrets(keychain, Duration.ofMillis(20));
        assertThrows(SecretException.class, () -> secrets.find("keychain:a", "https://a"));
        secrets.store("a", "https://a", "new".toCharArray());
        keychain.open.countDown();
        await().until(() -> keychain.reader.get() != null);
        keychain.reader.get().join();
        assertEquals("new", secrets.find("keychain:a", "https://a").orElseThrow().reveal());
    }

    private static boolean found(KeychainSecrets secrets) {
        try {
            return secrets.find("keychain:a", "https://a").isPresent();
        } catch (SecretException stillWaiting) {
            return false;
        }
    }

    @Test
    void whatWasFoundIsNotAskedForAgainAndWhatIsStoredReplacesIt() throws Exception {
        var keychain = new Fake("one");
        keychain.open.countDown();
        var secrets = new KeychainSecrets(keychain);
        for (int i = 0; i < 5; i++) {
            assertEquals("one", secrets.find("keychain:a", "https://a").orElseThrow().reveal());
        }
        assertEquals(1, keychain.asked.get());
        secrets.store("a", "https://a", "two".toCharArray());
        assertEquals("two", secrets.find("keychain:a", "https://a").orElseThrow().reveal());
        assertTrue(secrets.find("env:a", "https://a").isEmpty());
    }

    @Test
    void aLibraryThatIsNotThereIsSaidInASentence() {
        var missing = assertThrows(SecretException.class, () -> Native.library("no-such-library.so.9"));
        assertEquals("keychain_missing", missing.code());
        assertTrue(missing.getMessage().contains("vault:NAME"));
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /// Keeps one key; its user has to open it before it answers.
    private static final class Fake implements Keychain {
        private final CountDownLatch open = new CountDownLatch(1);
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicReference<Thread> reader = new AtomicReference<>();
        private final String key;

        Fake(String key) {
            this.key = key;
        }

        @Override
        public Optional<Secret> find(String name, String origin) throws SecretException {
            asked.incrementAndGet();
            reader.set(Thread.currentThread());
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.of(Secret.of(key.toCharArray()));
        }

        @Override
        public void store(String name, String origin, Secret secret) {}

        @Override
        public void remove(String name, String origin) {}
    }
}
