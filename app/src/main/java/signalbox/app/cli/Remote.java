package signalbox.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import signalbox.core.RouterException;
import signalbox.core.control.ControlClient;

/// Sends a command to the running instance and says what came of it.
final class Remote {
    static final int FAILED = 1;
    private static final int NOT_RUNNING = 3;

    private Remote() {}

    /// What to do with the result of a command that succeeded.
    interface OnResult {
        void accept(InputStream result) throws IOException;
    }

    /// Runs a command; the exit code is 0, 1 or 3.
    ///
    /// @param fields name and value by turns
    static int run(Common common, PrintWriter err, OnResult onResult, String command, String... fields) {
        return run(common, err, onResult, request(command, fields), ControlClient::send);
    }

    /// The same, on the data directory itself when nothing runs there.
    static int runAnywhere(Common common, PrintWriter err, OnResult onResult, String command, String... fields) {
        return run(common, err, onResult, request(command, fields), Anywhere::send);
    }

    /// A result's JSON as lines for people.
    interface Words {
        String of(String json) throws IOException;
    }

    /// Runs a command and prints what came of it: the JSON itself with `--json`, else its words.
    ///
    /// @param fields name and value by turns
    static int print(CommandSpec spec, Words words, String command, String... fields) {
        return run(Common.of(spec), spec.commandLine().getErr(), printed(spec, words), command, fields);
    }

    /// The same, on the data directory itself when nothing runs there.
    static int printAnywhere(CommandSpec spec, Words words, String command, String... fields) {
        return runAnywhere(Common.of(spec), spec.commandLine().getErr(), printed(spec, words), command, fields);
    }

    private static OnResult printed(CommandSpec spec, Words words) {
        return result -> {
            String json = text(result);
            var out = spec.commandLine().getOut();
            out.print(Common.of(spec).json ? json : words.of(json));
            out.flush();
        };
    }

    /// How a command reaches a router.
    private interface Way {
        InputStream send(Path dataDir, Map<String, String> request) throws RouterException, IOException;
    }

    /// @param fields name and value by turns
    static Map<String, String> request(String command, String... fields) {
        var request = new LinkedHashMap<String, String>();
        request.put("command", command);
        request.put("actor", System.getProperty("user.name", ""));
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] != null) {
                request.put(fields[i], fields[i + 1]);
            }
        }
        return request;
    }

    private static int run(Common common, PrintWriter err, OnResult onResult, Map<String, String> request, Way way) {
        try (InputStream result = way.send(common.dataDir(), request)) {
            onResult.accept(result);
            return 0;
        } catch (RouterException e) {
            return refused(common, err, e);
        } catch (IOException e) {
            complain(common, err, "broken_off", "The running Signalbox broke off: " + e.getMessage() + ".");
            return FAILED;
        }
    }

    /// Says why a command failed; the exit code is 1 or 3.
    static int refused(Common common, PrintWriter err, RouterException why) {
        complain(common, err, why.code(), why.getMessage());
        return why.code().equals("not_running") ? NOT_RUNNING : FAILED;
    }

    static void complain(Common common, PrintWriter err, String code, String message) {
        err.println(common.json ? json(code, message) : sentence(code, message));
        err.flush();
    }

    /// The code stands at the end of the first line, details below it.
    private static String sentence(String code, String message) {
        List<String> lines = message.lines().toList();
        return String.join(
                System.lineSeparator() + "  ",
                Stream.concat(Stream.of(lines.getFirst() + " [" + code + "]"), lines.stream().skip(1)).toList());
    }

    private static String json(String code, String message) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("error", code);
        fields.put("message", message);
        return Json.object(fields);
    }

    static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
