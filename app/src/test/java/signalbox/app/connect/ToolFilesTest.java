package signalbox.app.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.RouterException;

class ToolFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-14T12:00:00Z");
    private static final String URL = "http://127.0.0.1:4717";

    @TempDir Path home;

    @Test
    void claudeCodesSettingsKeepEverythingElseAndTwiceChangesNothing() throws Exception {
        String before = "{\"model\":\"opus\",\"env\":{\"A\":\"1\"},\"n\":1.50,\"hooks\":[{\"x\":null}]}";
        String after = Edits.jsonEnv(before, Map.of("ANTHROPIC_BASE_URL", URL));
        assertTrue(after.contains("\"model\" : \"opus\""), after);
        assertTrue(after.contains("\"A\" : \"1\""), after);
        assertTrue(after.contains("1.50") && after.contains("\"x\" : null"), after);
        assertTrue(after.contains("\"ANTHROPIC_BASE_URL\" : \"" + URL + "\""), after);
        assertEquals(after, Edits.jsonEnv(after, Map.of("ANTHROPIC_BASE_URL", URL)));
        assertThrows(IOException.class, () -> Edits.jsonEnv("[1]", Map.of()));
        assertThrows(IOException.class, () -> Edits.jsonEnv("{\"env\":7}", Map.of()));
        assertThrows(IOException.class, () -> Edits.jsonEnv("{} // note", Map.of()));
    }

    @Test
    void codexGetsItsProviderOnTopAndItsTableOnce() {
        String before =
                "model = \"gpt-5.4\"\nmodel_provider = \"openai\"\n\n[tools]\nweb = true\nmodel_provider = \"x\"\n";
        String after = toml(before);
        assertEquals(
                """
                model = "gpt-5.4"

                model_provider = "signalbox"

                [tools]
                web = true
                model_provider = "x"

                [model_providers.signalbox]
                name = "Signalbox"
                """
                        .replace("\"gpt-5.4\"\n\nmodel", "\"gpt-5.4\"\nmodel"),
                after);
        assertEquals(after, toml(after));
        assertEquals("model_provider = \"signalbox\"\n\n[model_providers.signalbox]\nname = \"Signalbox\"\n", toml(""));
    }

    @Test
    void theProfileHasOneBlockOfOurs() {
        String once = Edits.profile("alias l=ls\n", List.of("export A=1"));
        assertEquals("alias l=ls\n\n" + Edits.BEGIN + "\nexport A=1\n" + Edits.END + "\n", once);
        assertEquals(once, Edits.profile(once, List.of("export A=1")));
        String moved = Edits.profile(once + "alias m=mv\n", List.of("export A=2"));
        assertTrue(moved.contains("alias m=mv") && moved.contains("A=2") && !moved.contains("A=1"), moved);
    }

    @Test
    void theOldFileIsKeptAndComesBack() throws Exception {
        Path settings = Files.createDirectories(home.resolve(".claude")).resolve("settings.json");
        Files.writeString(settings, "{\"model\":\"opus\"}");
        var files = new ToolFiles(home, Map.of());
        var planned = files.plan(Client.CLAUDE_CODE, URL, "sbx-x", NOW);
        assertEquals("{\"model\":\"opus\"}", Files.readString(settings), "a plan writes nothing");
        files.write(planned);
        assertTrue(Files.readString(settings).contains("sbx-x"));
        assertEquals("{\"model\":\"opus\"}", Files.readString(planned.getFirst().backup()));
        files.undo(planned);
        assertEquals("{\"model\":\"opus\"}", Files.readString(settings));
        assertFalse(Files.exists(planned.getFirst().backup()));
    }

    @Test
    void whatSomebodyChangedSinceIsLeftAlone() throws Exception {
        var files = new ToolFiles(home, Map.of("SHELL", "/bin/zsh"));
        var planned = files.plan(Client.CODEX, URL, "sbx-x", NOW);
        assertEquals(
                List.of("config.toml", ".zshrc"),
                planned.stream().map(one -> one.file().getFileName().toString()).toList());
        files.write(planned);
        Path profile = planned.getLast().file();
        assertTrue(Files.readString(profile).contains("export SIGNALBOX_KEY=sbx-x"));
        if (Files.getFileStore(profile).supportsFileAttributeView("posix")) {
            assertEquals(2, Files.getPosixFilePermissions(profile).size());
        }
        Files.writeString(profile, "mine now\n");
        var refused = assertThrows(RouterException.class, () -> files.undo(planned));
        assertEquals("config_changed", refused.code());
        assertEquals("mine now\n", Files.readString(profile));
    }

    @Test
    void aFileThatNobodyCanEditSafelyIsNamed() throws Exception {
        Path settings = Files.createDirectories(home.resolve(".claude")).resolve("settings.json");
        Files.writeString(settings, "{ // mine\n}");
        var files = new ToolFiles(home, Map.of());
        var refused = assertThrows(RouterException.class, () -> files.plan(Client.CLAUDE_CODE, URL, "k", NOW));
        assertTrue(refused.getMessage().contains(settings + " cannot be read as JSON"), refused.getMessage());
        assertFalse(files.has(Client.ANY), "without a shell there is no profile");
    }

    private static String toml(String before) {
        return Edits.toml(
                before,
                "model_provider",
                "\"signalbox\"",
                "model_providers.signalbox",
                Map.of("name", "\"Signalbox\""));
    }
}
