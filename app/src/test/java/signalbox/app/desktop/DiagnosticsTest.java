package signalbox.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticsTest {
    @TempDir Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-abcDEF123456ghi",
                "sbx-nightly-etl-4f7c2a91d0b35e68",
                "AIzaSyD-abcdefghij1234567890",
                "Authorization: Bearer eyJhbGciOi.J9abc",
                "\"api_key\": \"0123456789abcdef\"",
                "x-api-key=0123456789abcdef",
                "https://ana:geheim@example.com/v1",
                "password: hunter2hunter2"
            })
    void whatLooksLikeAKeyIsMasked(String text) {
        String clean = Diagnostics.scrubbed("before " + text + " after");
        assertTrue(clean.contains("(left out)"), clean);
        for (String secret :
                List.of("abcDEF123456", "4f7c2a91", "SyD-abc", "eyJhbG", "0123456789abcdef", "geheim", "hunter2")) {
            assertFalse(clean.contains(secret), clean);
        }
        assertTrue(clean.startsWith("before ") && clean.endsWith(" after"), clean);
    }

    @Test
    void ordinaryWordsStay() {
        String log = "{\"at\":\"2026-11-14T12:00:00Z\",\"level\":\"INFO\",\"message\":\"listening on 4717\"}";
        assertEquals(log, Diagnostics.scrubbed(log));
    }

    @Test
    void theZipHasLogsVersionsStatusAndAPolicyWithoutCredentials() throws Exception {
        Path data = Files.createDirectories(dir.resolve("data/logs")).getParent();
        Files.writeString(data.resolve("logs/signalbox.0.log"), "{\"message\":\"key sk-live-0123456789 refused\"}\n");
        Path zip = dir.resolve("d.zip");
        Diagnostics.write(
                zip,
                "1.0",
                data,
                "providers:\n  p: {credential: env:OPENAI_API_KEY, wire: x}\n",
                "{\"listening\":\"\"}");
        try (var read = new ZipFile(zip.toFile())) {
            assertEquals("providers:\n  p: {credential: (left out), wire: x}\n", text(read, "policy.yaml"));
            assertFalse(text(read, "logs/signalbox.0.log").contains("0123456789"));
            assertTrue(text(read, "versions.txt").startsWith("signalbox 1.0\n"));
            assertEquals("{\"listening\":\"\"}", text(read, "status.json"));
        }
        if (Files.getFileStore(zip).supportsFileAttributeView("posix")) {
            assertEquals(2, Files.getPosixFilePermissions(zip).size());
        }
        assertThrows(FileAlreadyExistsException.class, () -> Diagnostics.write(zip, "1.0", data, "", ""));
    }

    private static String text(ZipFile zip, String name) throws Exception {
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
