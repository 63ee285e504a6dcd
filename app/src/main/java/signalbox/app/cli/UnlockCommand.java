package signalbox.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "unlock", description = "Let a halted workload run on until its budget's window ends.")
final class UnlockCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "WORKLOAD", description = "The halted workload.")
    private String workload;

    @Option(
            names = "--to",
            paramLabel = "AMOUNT",
            description = "New ceiling until the reset: $35, or 3M tokens. Default: what today's pace needs.")
    private String ceiling;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stands in the audit trail.")
    private String reason;

    @Override
    public Integer call() {
        return Remote.print(
                spec,
                json -> workload + " runs again.\n" + StatusText.budgets(json),
                "unlock",
                "workload",
                workload,
                "to",
                ceiling,
                "reason",
                reason);
    }
}
