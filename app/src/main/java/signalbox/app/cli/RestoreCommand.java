package signalbox.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import signalbox.core.RouterException;
import signalbox.core.control.CareReport;

@Command(
        name = "restore",
        description = {
            "Put a backup into an empty data directory, while no Signalbox runs on it.",
            "What was spent after the backup counts as spent, up to each cap, until it is released."
        })
final class RestoreCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE.zip", description = "What backup made.")
    private Path file;

    @Option(names = "--replace", description = "Move a data directory that is there aside; nothing is deleted.")
    private boolean replace;

    @Option(
            names = "--nothing-spent-since",
            description = "You know that nothing was spent after the backup was made: hold nothing.")
    private boolean nothingSpentSince;

    @Override
    public Integer call() throws IOException {
        Common common = Common.of(spec);
        try {
            var done = Nearby.stopped(common).restore(file.toAbsolutePath().normalize(), replace, nothingSpentSince);
            String json = CareReport.of(done);
            Nearby.print(spec, json, CareText.restored(CareText.map(json), common.dataDir()));
            return 0;
        } catch (RouterException e) {
            Remote.complain(common, spec.commandLine().getErr(), e.code(), e.getMessage());
            return Remote.FAILED;
        }
    }
}
