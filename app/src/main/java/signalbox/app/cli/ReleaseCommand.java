package signalbox.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "release",
        description = "Give a budget back what a crash left unreported, once you know it was never billed.")
final class ReleaseCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "BUDGET", description = "The budget, as status names it.")
    private String budget;

    @Override
    public Integer call() {
        return Remote.print(spec, json -> "Released.\n" + StatusText.budgets(json), "release", "budget", budget);
    }
}
