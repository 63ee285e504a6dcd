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
        var never = new CountDownLatch(1);
        var secrets =
                new KeychainSecrets(
                        new Fake() {
                            @Override
                            public Optional<Secret> find(String name, String origin) {
                                try {
                                    never.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                                return Optional.empty();
                            }
                        },
                        Duration.ofMillis(50));
        var waits = assertThrows(SecretException.class, () -> secrets.find("keychain:a", "https://a"));
        assertEquals("keychain_waits", waits.code());
        never.countDown();
    }

    @Test
    void callsThatWaitForTheKeychainAskItTogether() throws Exception {
        var opened = new CountDownLatch(1);
        var asked = new AtomicInteger();
        var secrets =
                new KeychainSecrets(
                        new Fake() {
                            @Override
                            public Optional<Secret> find(String name, String origin) throws SecretException {
                                asked.incrementAndGet();
                                try {
                                    opened.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                                return Optional.of(Secret.of("one".toCharArray()));
                            }
                        },
                        Duration.ofMillis(20));
        for (int i = 0; i < 10; i++) {
            assertThrows(SecretException.class, () -> secrets.find("keychain:a", "https://a"));
        }
        assertEquals(1, asked.get(), "each would leave a thread behind that waits for the user");
        opened.countDown();
        await().until(() -> found(secrets));
        assertEquals(1, asked.get());
    }

    @Test
    void aKeyThatIsReplacedWhileTheOldOneIsBeingReadStaysReplaced() throws Exception {
        var opened = new CountDownLatch(1);
        var reader = new AtomicReference<Thread>();
        var secrets =
                new KeychainSecrets(
                        new Fake() {
                            @Override
                            public Optional<Secret> find(String name, String origin) throws SecretException {
                                reader.set(Thread.currentThread());
                                try {
                                    opened.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                                return Optional.of(Secret.of("old".toCharArray()));
                            }
                        },
                        Duration.ofMillis(20));
        assertThrows(SecretException.class, () -> secrets.find("keychain:a", "https://a"));
        secrets.store("a", "https://a", "new".toCharArray());
        opened.countDown();
        await().until(() -> reader.get() != null);
        reader.get().join();
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
        var asked = new AtomicInteger();
        var secrets =
                new KeychainSecrets(
                        new Fake() {
                            @Override
                            public Optional<Secret> find(String name, String origin) throws SecretException {
                                asked.incrementAndGet();
                                return Optional.of(Secret.of("one".toCharArray()));
                            }
                        });
        for (int i = 0; i < 5; i++) {
            assertEquals("one", secrets.find("keychain:a", "https://a").orElseThrow().reveal());
        }
        assertEquals(1, asked.get());
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

    private static class Fake implements Keychain {
        @Override
        public Optional<Secret> find(String name, String origin) throws SecretException {
            return Optional.empty();
        }

        @Override
        public void store(String name, String origin, Secret secret) {}

        @Override
        public void remove(String name, String origin) {}
    }
}
