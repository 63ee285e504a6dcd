package signalbox.app.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "experiments",
        description = "Show how the arms of each route's experiment have done, and what the difference is worth.")
final class ExperimentsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The experiment. Default: every one.")
    private String name;

    @Option(
            names = "--last",
            paramLabel = "TIME",
            defaultValue = "P7D",
            description = "How far back, as PT24H or P7D. Default: ${DEFAULT-VALUE}.")
    private Duration last;

    @Override
    public Integer call() {
        return Remote.print(spec, ExperimentsText::of, "experiments", "name", name, "last", last.toString());
    }
}
