import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One run of a tool.
final class Command {
    private final List<String> words = new ArrayList<>();
    private final ProcessBuilder process = new ProcessBuilder();

    private Command(String program) {
        words.add(program);
    }

    /// A tool of the JDK that runs this program.
    static Command jdk(String tool) {
        return new Command(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    }

    static Command of(Object program) {
        return new Command(program.toString());
    }

    /// More words for the command line.
    Command with(Object... more) {
        for (var word : more) {
            words.add(word.toString());
        }
        return this;
    }

    Command environment(String name, String value) {
        process.environment().put(name, value);
        return this;
    }

    /// Runs it and shows what it prints.
    ///
    /// @throws IOException when it could not be started or did not succeed
    void run() throws IOException, InterruptedException {
        check(process.command(words).inheritIO().start().waitFor());
    }

    /// Runs it and returns what it prints.
    String output() throws IOException, InterruptedException {
        var running = process.command(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var text = new String(running.getInputStream().readAllBytes());
        check(running.waitFor());
        return text;
    }

    /// Starts it, with everything it prints going to a file.
    Process start(Path log) throws IOException {
        return process.command(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private void check(int code) throws IOException {
        if (code != 0) {
            throw new IOException("Exit code " + code + " of: " + String.join(" ", words));
        }
    }
}
