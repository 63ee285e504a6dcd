package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.app.cli.SignalboxCommand.Start;

/// A start of the program knows its options without the commands.
class SignalboxCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "--demo", "--port 0", "--headless --data-dir backup --policy status", "--port=1"})
    void startsDoNotWaitForTheCommands(String line) {
        assertTrue(SignalboxCommand.onlyStarts(words(line)), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "--help", "-h", "--demo help", "--port 0 backup", "--data-dir x --json stauts"})
    void everythingElseKnowsTheCommands(String line) {
        assertFalse(SignalboxCommand.onlyStarts(words(line)), line);
    }

    @Test
    void optionsOfAStartAreRead() {
        var starts = new ArrayList<Start>();
        String[] line = words("--demo --data-dir /somewhere --port 0 --minimised");
        int code =
                SignalboxCommand.commandLine(
                                start -> {
                                    starts.add(start);
                                    return 0;
                                },
                                line)
                        .execute(line);
        assertEquals(0, code);
        assertEquals(
                new Start(false, true, Path.of("/somewhere").toAbsolutePath(), 0, true, null, true), starts.getFirst());
    }

    @Test
    void helpListsTheCommands() {
        var said = Terminal.exactly("--help");
        assertEquals(0, said.code());
        assertTrue(said.out().contains("reconcile") || said.out().contains("ledger"), said.out());
    }

    @Test
    void aMistypedCommandIsAnswered() {
        var said = Terminal.exactly("stauts");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("status"), said.err());
    }

    private static String[] words(String line) {
        return line.isEmpty() ? new String[0] : line.split(" ");
    }
}
