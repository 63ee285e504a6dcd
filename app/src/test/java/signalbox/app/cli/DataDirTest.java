package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataDirTest {
    @Test
    void homeIsWhatTheEnvironmentSaysAsForOtherPrograms() {
        assertEquals(Path.of("/tmp/scratch"), DataDir.home("Linux", "/root", Map.of("HOME", "/tmp/scratch")));
        assertEquals(Path.of("/Users/ana"), DataDir.home("Mac OS X", "/var/root", Map.of("HOME", "/Users/ana")));
        assertEquals(Path.of("/root"), DataDir.home("Linux", "/root", Map.of()));
        assertEquals(Path.of("/root"), DataDir.home("Linux", "/root", Map.of("HOME", "")));
        assertEquals(Path.of("/users/ana"), DataDir.home("Windows 11", "/users/ana", Map.of("HOME", "/cygwin/home")));
    }

    @Test
    void theDataLieWhereThePlatformKeepsThem() {
        assertEquals(Path.of("/home/ana/.local/share/signalbox"), DataDir.standard("Linux", "/home/ana", Map.of()));
        assertEquals(
                Path.of("/data/signalbox"), DataDir.standard("Linux", "/home/ana", Map.of("XDG_DATA_HOME", "/data")));
    }
}
