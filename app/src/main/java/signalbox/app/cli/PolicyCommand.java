package signalbox.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import signalbox.core.RouterException;

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
        PrintWriter err = spec.commandLine().getErr();
        var text = new StringBuilder();
        int code = Remote.run(common, err, result -> text.append(Remote.text(result)), "policy-export");
        if (code == 0 && file != null) {
            return write(file, text, common, err);
        }
        out.print(text);
        out.flush();
        return code;
    }

    private static int write(Path file, CharSequence text, Common common, PrintWriter err) {
        try {
            Files.writeString(file, text);
            return 0;
        } catch (IOException e) {
            Remote.complain(
                    common, err, "unwritable", "Cannot write " + file + ". Check its directory and permissions.");
            return Remote.FAILED;
        }
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
            text = InputText.read(file, System.in);
        } catch (RouterException e) {
            Remote.complain(common, err, e.code(), e.getMessage());
            return Remote.FAILED;
        }
        PrintWriter out = spec.commandLine().getOut();
        return Remote.run(
                common,
                err,
                result -> {
                    String json = Remote.text(result);
                    out.print(common.json ? json : "The policy of " + source(file) + " is in force.\n");
                    out.flush();
                },
                "policy-import",
                "policy",
                text,
                "reason",
                reason);
    }

    private static String source(Path file) {
        return file.toString().equals("-") ? "standard input" : file.toString();
    }
}
