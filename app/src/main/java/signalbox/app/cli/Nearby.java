package signalbox.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import picocli.CommandLine.Model.CommandSpec;
import signalbox.core.RouterException;
import signalbox.core.StoppedData;
import signalbox.core.control.CareCommands;
import signalbox.core.control.ControlClient;

/// Runs a command about a data directory: by the instance that runs on it, else right here.
final class Nearby {
    private static final long PROGRESS_EVERY = 100_000;

    private Nearby() {}

    /// What a result means for the operator.
    interface Reading {
        /// @return the exit code
        int read(String json) throws IOException;
    }

    /// @param fields name and value by turns
    static int run(CommandSpec spec, Reading reading, String command, String... fields) {
        Common common = Common.of(spec);
        var err = spec.commandLine().getErr();
        var request = new LinkedHashMap<String, String>();
        request.put("command", command);
        for (int i = 0; i < fields.length; i += 2) {
            request.put(fields[i], fields[i + 1]);
        }
        try (InputStream result = send(common, request, progress(spec))) {
            return reading.read(Remote.text(result));
        } catch (RouterException e) {
            Remote.complain(common, err, e.code(), e.getMessage());
            return Remote.FAILED;
        } catch (IOException e) {
            Remote.complain(common, err, "broken_off", "The command broke off: " + e.getMessage() + ".");
            return Remote.FAILED;
        }
    }

    private static InputStream send(Common common, Map<String, String> request, LongConsumer progress)
            throws RouterException, IOException {
        try {
            return ControlClient.send(common.dataDir(), request);
        } catch (RouterException e) {
            if (!e.code().equals("not_running")) {
                throw e;
            }
        }
        var bytes = new ByteArrayOutputStream();
        CareCommands.run(stopped(common), request, progress).writeTo(bytes);
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    static StoppedData stopped(Common common) {
        return new StoppedData(common.dataDir(), InstantSource.system());
    }

    private static LongConsumer progress(CommandSpec spec) {
        if (Common.of(spec).json) {
            return records -> {};
        }
        long[] next = {PROGRESS_EVERY};
        return records -> {
            if (records >= next[0]) {
                next[0] = records + PROGRESS_EVERY;
                spec.commandLine().getErr().println(records + " records …");
                spec.commandLine().getErr().flush();
            }
        };
    }

    /// Prints the JSON as it is, or what it says.
    static void print(CommandSpec spec, String json, String text) {
        var out = spec.commandLine().getOut();
        out.print(Common.of(spec).json ? json : text);
        out.flush();
    }
}
