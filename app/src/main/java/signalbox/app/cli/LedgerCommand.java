package signalbox.app.cli;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "ledger", description = "Export the ledger.", synopsisSubcommandLabel = "(export)")
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
}
