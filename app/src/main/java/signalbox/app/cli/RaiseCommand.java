package signalbox.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "raise", description = "Lift a workload's cap, until its window ends or for good.")
final class RaiseCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "WORKLOAD", description = "The workload whose cap to lift.")
    private String workload;

    @Option(names = "--to", paramLabel = "AMOUNT", required = true, description = "New cap: $35, or 3M tokens.")
    private String ceiling;

    @Option(names = "--lasting", description = "Change the policy's cap; otherwise until the window ends.")
    private boolean lasting;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stands in the audit trail.")
    private String reason;

    @Override
    public Integer call() {
        return Remote.print(
                spec,
                json -> "The cap of " + workload + " is raised.\n" + StatusText.budgets(json),
                "raise",
                "workload",
                workload,
                "to",
                ceiling,
                "lasting",
                Boolean.toString(lasting),
                "reason",
                reason);
    }
}
