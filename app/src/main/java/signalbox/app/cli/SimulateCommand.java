package signalbox.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import signalbox.core.RouterException;

@Command(
        name = "simulate",
        description = {
            "Replay past calls under a draft policy: which would move, which would be refused, what it would cost.",
            "Calls nobody and changes nothing."
        })
final class SimulateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "FILE",
            description = "The draft; - reads standard input.")
    private Path policy;

    @Option(
            names = "--last",
            paramLabel = "TIME",
            defaultValue = "PT24H",
            description = "How far back, as PT24H or P7D. Default: ${DEFAULT-VALUE}.")
    private Duration last;

    @Override
    public Integer call() {
        try {
            return Remote.print(
                    spec,
                    PolicyText::replay,
                    "simulate",
                    "policy",
                    InputText.read(policy, System.in),
                    "last",
                    last.toString());
        } catch (RouterException e) {
            Remote.complain(Common.of(spec), spec.commandLine().getErr(), e.code(), e.getMessage());
            return Remote.FAILED;
        }
    }
}
