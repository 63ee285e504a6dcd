package signalbox.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "policy",
        description = "Export or import the whole policy as one YAML file.",
        synopsisSubcommandLabel = "(export | import)")
final class PolicyCommand {
    @Spec private CommandSpec spec;

    @Command(name = "export", description = "Write the policy to FILE, or to standard output. It holds no secret.")
    int export(@Parameters(paramLabel = "FILE", arity = "0..1", description = "Where to write.") Path file) {
        Common common = Common.of(spec);
        PrintWriter out = spec.commandLine().getOut();
        return Remote.run(
                common,
                spec.commandLine().getErr(),
                result -> {
                    if (file == null) {
                        out.print(Remote.text(result));
                        out.flush();
                    } else {
                        Files.writeString(file, Remote.text(result));
                    }
                },
                "policy-export");
    }

    @Command(
            name = "import",
            description = "Replace the policy by FILE. It is checked as a whole first; with any error nothing changes.")
    int importFile(
            @Parameters(paramLabel = "FILE", description = "The policy file; - reads standard input.") Path file,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stands in the audit trail.")
                    String reason) {
        Common common = Common.of(spec);
        PrintWriter err = spec.commandLine().getErr();
        String text;
        try {
            text =
                    file.toString().equals("-")
                            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                            : Files.readString(file);
        } catch (IOException e) {
            Remote.complain(common, err, "unreadable", "Cannot read " + file + " as UTF-8 text: " + e.getMessage());
            return 1;
        }
        PrintWriter out = spec.commandLine().getOut();
        return Remote.run(
                common,
                err,
                result -> {
                    String json = Remote.text(result);
                    out.print(common.json ? json : "The policy of " + file + " is in force.\n");
                    out.flush();
                },
                "policy-import",
                "policy",
                text,
                "reason",
                reason);
    }
}
