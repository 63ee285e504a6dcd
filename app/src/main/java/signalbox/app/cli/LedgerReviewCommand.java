package signalbox.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "review",
        description = {
            "List calls whose cost is not known for certain, or settle one once you know what it cost.",
            "The ledger's row is never edited; the correction stands beside it and in the audit trail."
        })
final class LedgerReviewCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "CALL-ID", description = "The call to settle. Default: list them.")
    private String call;

    @ArgGroup private Settled settled;

    /// What was found out.
    private static final class Settled {
        @Option(names = "--cost", required = true, paramLabel = "AMOUNT", description = "What it cost: $0.05.")
        private String cost;

        @Option(names = "--keep", required = true, description = "What is charged is right.")
        private boolean keep;
    }

    @Option(names = "--attempt", paramLabel = "N", description = "Which attempt, from 1, when several await review.")
    private String attempt;

    @Option(names = "--reason", paramLabel = "TEXT", description = "How you know; stands in the audit trail.")
    private String reason;

    @Override
    public Integer call() {
        if (call == null) {
            return list();
        }
        if (settled == null) {
            throw new ParameterException(spec.commandLine(), "Say what it cost: --cost AMOUNT, or --keep.");
        }
        return Remote.print(
                spec,
                LedgerText::reviewed,
                "ledger-review",
                "call",
                call,
                "cost",
                settled.keep ? null : settled.cost,
                "attempt",
                attempt,
                "reason",
                reason);
    }

    private int list() {
        return Remote.print(spec, LedgerText::unreviewed, "ledger-unreviewed");
    }
}
