package signalbox.app.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import signalbox.app.desktop.Diagnostics;
import signalbox.core.RouterException;
import signalbox.core.control.ControlClient;

@Command(
        name = "diagnostics",
        description = {
            "Make a zip for a bug report: versions, log, status and policy, whether Signalbox runs or not.",
            "Credentials are left out and what looks like a key is masked."
        })
final class DiagnosticsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE.zip", description = "The file to make.")
    private Path file;

    @Override
    public Integer call() {
        Common common = Common.of(spec);
        var err = spec.commandLine().getErr();
        Path made = file.toAbsolutePath().normalize();
        try {
            Diagnostics.write(
                    made, Version.current(), common.dataDir(), asked(common, "policy-export"), asked(common, "status"));
        } catch (FileAlreadyExistsException e) {
            Remote.complain(common, err, "file_exists", "There is a file " + made + " already. Choose another name.");
            return Remote.FAILED;
        } catch (IOException e) {
            Remote.complain(
                    common, err, "file_unwritable", made + " cannot be written. Choose another place, or free space.");
            return Remote.FAILED;
        }
        Nearby.print(
                spec,
                Json.object(Map.of("file", made.toString())) + "\n",
                "%s is ready. Look through it before you send it.%n".formatted(made));
        return 0;
    }

    /// What the running instance answers, or why nobody does: a report of a program that does not start is worth most.
    private static String asked(Common common, String command) {
        try (var in = ControlClient.send(common.dataDir(), Map.of("command", command))) {
            return Remote.text(in);
        } catch (RouterException | IOException e) {
            return "# " + e.getMessage() + "\n";
        }
    }
}
