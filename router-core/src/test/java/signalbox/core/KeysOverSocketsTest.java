package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// A provider's key from the vault: locked, replaced, and looked for where it must not be.
class KeysOverSocketsTest {
    private static final String KEY = "sk-canary-key-9b1d77";
    private static final String PROMPT = "canary-prompt-40f2aa";
    private static final String ANSWER =
            "{\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}";

    @TempDir Path dir;

    private final FakeUpstream upstream = FakeUpstream.start();
    private Served served;

    @BeforeEach
    void open() throws Exception {
        served = start();
        served.router().storeSecret("p", KEY.toCharArray());
        upstream.always(FakeReply.json(200, ANSWER));
    }

    private Served start() throws Exception {
        return Served.open(
                dir.resolve("data"),
                """
                signalbox: 1
                providers:
                  p: {base-url: "http://127.0.0.1:%d/v1", credential: "vault:p", models: {m: {price: {input: 1, output: 2}}}}
                routes: {r: [p/m]}
                workloads: {w: {route: r, max-tokens: 50}}
                budgets: {d: {on: "workload:w", limit: $1.00}}
                """
                        .formatted(upstream.port()));
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    @Test
    void aLockedVaultLetsNothingOutAndSaysSoAndNothingIsIllAfterwards() throws Exception {
        VaultCare vault = served.router().vault();
        var refused = assertThrows(RouterException.class, vault::lock);
        assertEquals("no_master_password", refused.code());
        vault.masterPassword("correct horse".toCharArray());
        assertEquals(200, served.chat("").statusCode());
        vault.lock();
        assertTrue(vault.status().locked());
        int before = upstream.connections();
        for (int i = 0; i < 3; i++) {
            var answer = served.chat("");
            assertEquals(503, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("\"vault_locked\""), answer.body());
            assertTrue(answer.body().contains("Unlock it with the master password"), answer.body());
        }
        served.flush();
        assertEquals(1, upstream.received().size());
        assertEquals(before, upstream.connections());
        assertEquals(0, served.budget("d").held());
        assertEquals(
                "wrong_password",
                assertThrows(RouterException.class, () -> vault.unlock("guess".toCharArray())).code());
        vault.unlock("correct horse".toCharArray());
        assertEquals(200, served.chat("").statusCode());
    }

    @Test
    void aVaultWithAPasswordIsLockedAtTheNextStart() throws Exception {
        served.router().vault().masterPassword("correct horse".toCharArray());
        served.close();
        assertFalse(Files.exists(dir.resolve("data/vault.key")));
        served = Served.open(dir.resolve("data"));
        assertTrue(served.router().vault().status().locked());
        assertEquals(List.of("p"), List.copyOf(served.router().vault().status().names().keySet()));
    }

    @Test
    void aReplacedKeyServesTheNextCallWhileTheOldOneEndsWhatItBegan() throws Exception {
        var go = new CountDownLatch(1);
        var stream = FakeReply.stream();
        stream.event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}").await(go);
        stream.event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        stream.event("{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}").event("[DONE]");
        upstream.then(stream);
        var running =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return served.chat("\"stream\":true").body();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        assertEquals("Bearer " + KEY, upstream.next().header("authorization"));
        served.router().storeSecret("p", "sk-second".toCharArray());
        assertEquals(200, served.chat("").statusCode());
        assertEquals("Bearer sk-second", upstream.next().header("authorization"));
        go.countDown();
        assertTrue(running.get().contains("[DONE]"));
    }

    @Test
    void aNewKeyMakesARejectedProviderWellAtOnce() throws Exception {
        upstream.then(FakeReply.json(401, "{\"error\":{\"code\":\"invalid_api_key\",\"message\":\"no\"}}"));
        assertEquals(502, served.chat("").statusCode());
        served.flush();
        assertTrue(served.router().health().containsKey("p"));
        served.router().storeSecret("p", "sk-second".toCharArray());
        assertFalse(served.router().health().containsKey("p"));
        assertTrue(served.router().testProvider("p", "m").ok());
    }

    @Test
    void aTestOfAProviderIsInFlightLikeAnyCall() throws Exception {
        var go = new CountDownLatch(1);
        var stalls = FakeReply.stream().await(go);
        upstream.then(stalls);
        var testing = CompletableFuture.supplyAsync(() -> served.router().testProvider("p", "m"));
        upstream.next();
        assertEquals(1, served.router().inFlight(), "closing waits for what is in flight");
        go.countDown();
        testing.join();
        assertEquals(0, served.router().inFlight());
    }

    @Test
    void keyAndPromptAreInNoFileNoOutputAndNoProcess() throws Exception {
        var said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        var logged = new StreamHandler(said, new SimpleFormatter());
        logged.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(logged);
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        try {
            failInEveryDialect();
        } finally {
            System.setOut(out);
            System.setErr(err);
            Logger.getLogger("").removeHandler(logged);
            logged.flush();
        }
        served.router().care().backup(dir.resolve("backup.zip"));
        Files.write(dir.resolve("said"), said.toByteArray());
        served.flush();
        served.close();
        var hits = new ArrayList<String>();
        try (var files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                look(file, hits);
            }
        }
        if (Files.isReadable(Path.of("/proc/self/cmdline"))) {
            for (String file : List.of("cmdline", "environ")) {
                look(Path.of("/proc/self/" + file), hits);
                for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
                    Path of = Path.of("/proc/" + child.pid() + "/" + file);
                    if (Files.isReadable(of)) {
                        look(of, hits);
                    }
                }
            }
        }
        assertEquals(List.of(), hits);
        served = Served.open(dir.resolve("data"));
    }

    /// Answered, refused, broken and cut calls, plain and streamed, that say key and prompt wherever they can.
    private void failInEveryDialect() throws Exception {
        String messages = "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}";
        Map<String, String> asks =
                Map.of(
                        Served.CHAT,
                        "{\"model\":\"m\"," + messages,
                        Served.MESSAGES,
                        "{\"model\":\"m\"," + messages,
                        "/v1/responses",
                        "{\"model\":\"m\",\"input\":\"" + PROMPT + "\"}",
                        "/v1beta/models/m:generateContent",
                        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + PROMPT + "\"}]}]}");
        for (var ask : asks.entrySet()) {
            for (FakeReply reply : replies()) {
                upstream.then(reply);
                served.call(ask.getKey(), ask.getValue());
            }
            served.call(ask.getKey(), ask.getValue().replace("}", ",}"));
            served.router().storeSecret("p", KEY.toCharArray());
        }
        served.flush();
    }

    private static List<FakeReply> replies() {
        return List.of(
                FakeReply.json(200, ANSWER),
                FakeReply.json(500, "{\"error\":{\"message\":\"cannot do " + PROMPT + " with " + KEY + "\"}}"),
                FakeReply.json(400, "{\"error\":{\"message\":\"Bearer " + KEY + " may not " + PROMPT + "\"}}"),
                FakeReply.json(200, "not json " + PROMPT + KEY),
                FakeReply.json(401, "{\"error\":{\"message\":\"Incorrect API key " + KEY + "\"}}"),
                FakeReply.drop());
    }

    /// Raw, base64, hex, UTF-16, and inside gzip and zip.
    private static void look(Path file, List<String> hits) throws Exception {
        byte[] content = Files.readAllBytes(file);
        find(file, content, hits);
        if (file.toString().endsWith(".zip")) {
            lookInto(file, hits);
        }
        if (content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b) {
            try (var in = new GZIPInputStream(Files.newInputStream(file))) {
                find(file, in.readAllBytes(), hits);
            }
        }
    }

    private static void lookInto(Path file, List<String> hits) throws Exception {
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                find(file.resolve(entry.getName()), zip.getInputStream(entry).readAllBytes(), hits);
            }
        }
    }

    private static void find(Path file, byte[] content, List<String> hits) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        for (String canary : List.of(KEY, PROMPT)) {
            byte[] ascii = canary.getBytes(StandardCharsets.US_ASCII);
            for (String form :
                    List.of(
                            canary,
                            Base64.getEncoder().withoutPadding().encodeToString(ascii),
                            HexFormat.of().formatHex(ascii),
                            new String(canary.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1))) {
                if (text.contains(form)) {
                    hits.add(file + " holds " + form);
                }
            }
        }
    }
}
