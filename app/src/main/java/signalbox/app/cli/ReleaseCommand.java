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
        Common common = Common.of(spec);
        var console = spec.commandLine();
        return Remote.run(
                common,
                console.getErr(),
                result -> {
                    String json = Remote.text(result);
                    console.getOut().print(common.json ? json : "Released.\n" + StatusText.budgets(json));
                    console.getOut().flush();
                },
                "release",
                "budget",
                budget);
    }
}
