package signalbox.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import signalbox.core.RouterException;
import signalbox.core.control.CareReport;

@Command(
        name = "salvage",
        description = {
            "Keep what is sound of a damaged journal, while no Signalbox runs on it.",
            "The damaged data directory is moved aside as it is."
        })
final class LedgerSalvageCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Common common = Common.of(spec);
        try {
            String json = CareReport.of(Nearby.stopped(common).salvage());
            Nearby.print(spec, json, CareText.salvaged(CareText.map(json)));
            return 0;
        } catch (RouterException e) {
            Remote.complain(common, spec.commandLine().getErr(), e.code(), e.getMessage());
            return Remote.FAILED;
        }
    }
}
