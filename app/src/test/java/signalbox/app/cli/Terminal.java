package signalbox.app.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs command lines in this process, each against one data directory, and keeps what they print.
final class Terminal {
    private final Path dataDir;

    Terminal(Path dataDir) {
        this.dataDir = dataDir;
    }

    record Said(int code, String out, String err) {}

    /// Runs a command on the data directory.
    Said run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--data-dir");
        all.add(dataDir.toString());
        return exactly(all.toArray(String[]::new));
    }

    Said runWithInput(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    /// Runs exactly this command line.
    static Said exactly(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code =
                SignalboxCommand.commandLine(
                                start -> {
                                    throw new AssertionError("no command should start the program");
                                },
                                arguments)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Said(code, out.toString(), err.toString());
    }
}
