package signalbox.app.cli;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ledger",
        description =
                "Export the ledger, lead a figure back to its rows, settle what is not known, look after its files.",
        subcommands = {
            LedgerReviewCommand.class,
            LedgerReconcileCommand.class,
            LedgerVerifyCommand.class,
            LedgerRebuildCommand.class,
            LedgerSalvageCommand.class
        },
        synopsisSubcommandLabel =
                "(export | explain-budget | incidents | review | reconcile | verify | rebuild | salvage)")
final class LedgerCommand {
    /// The formats of an export.
    enum Format {
        csv,
        json
    }

    @Spec private CommandSpec spec;

    @Command(name = "export", description = "Print every call since a time, one object a call, oldest first.")
    int export(
            @Option(names = "--since", paramLabel = "T", description = "2026-11-21 or 2026-11-21T08:00:00Z (UTC).")
                    String since,
            @Option(
                            names = "--format",
                            paramLabel = "csv|json",
                            defaultValue = "json",
                            description = "json prints one object a line. Default: ${DEFAULT-VALUE}.")
                    Format format) {
        Common common = Common.of(spec);
        return Remote.run(
                common,
                spec.commandLine().getErr(),
                result -> {
                    var out = spec.commandLine().getOut();
                    new InputStreamReader(result, StandardCharsets.UTF_8).transferTo(out);
                    out.flush();
                },
                "ledger-export",
                "since",
                since,
                "format",
                format.name());
    }

    @Command(
            name = "explain-budget",
            description = "Show what makes up a budget's figures: rows, holds, escrow, lifts and corrections.")
    int explainBudget(
            @Parameters(paramLabel = "BUDGET", description = "The budget, as status names it.") String budget,
            @Option(
                            names = "--window",
                            paramLabel = "T",
                            description = "A time in the window. Default: the current window.")
                    String at,
            @Option(names = "--rows", paramLabel = "N", description = "How many rows to list. Default: 50.")
                    String rows) {
        return print(LedgerText::budget, "ledger-explain-budget", "budget", budget, "at", at, "limit", rows);
    }

    @Command(name = "incidents", description = "Show what went wrong, newest first.")
    int incidents(@Option(names = "--limit", paramLabel = "N", description = "How many. Default: 50.") String limit) {
        return print(LedgerText::incidents, "ledger-incidents", "limit", limit);
    }

    private int print(Remote.Words text, String command, String... fields) {
        return Remote.print(spec, text, command, fields);
    }
}
