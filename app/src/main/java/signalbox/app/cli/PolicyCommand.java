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
        description = "Export or import the whole policy as one YAML file; look at its versions and go back to one.",
        synopsisSubcommandLabel = "(export | import | versions | diff | rollback)")
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
        return Remote.print(
                spec,
                json -> "The policy of " + source(file) + " is in force.\n" + PolicyText.warnings(json),
                "policy-import",
                "policy",
                text,
                "reason",
                reason);
    }

    @Command(name = "versions", description = "List the policies that were in force, newest first.")
    int versions(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many at most.")
                    int limit) {
        return ask(PolicyText::versions, "policy-versions", "limit", Integer.toString(limit));
    }

    @Command(
            name = "diff",
            description = {
                "Show what differs between version FROM and version TO, or the policy in force.",
                "With --policy: what FILE would change, and what it would loosen. Changes nothing."
            })
    int diff(
            @Parameters(paramLabel = "FROM", arity = "0..1", description = "A version.") Long from,
            @Parameters(paramLabel = "TO", arity = "0..1", description = "Another.") Long to,
            @Option(names = "--policy", paramLabel = "FILE", description = "A draft; - reads standard input.")
                    Path policy) {
        if ((from == null) == (policy == null)) {
            Remote.complain(Common.of(spec), spec.commandLine().getErr(), "usage", "Give a version, or --policy FILE.");
            return Remote.FAILED;
        }
        try {
            String draft = policy == null ? null : InputText.read(policy, System.in);
            return ask(PolicyText::diff, "policy-diff", "from", text(from), "to", text(to), "policy", draft);
        } catch (RouterException e) {
            Remote.complain(Common.of(spec), spec.commandLine().getErr(), e.code(), e.getMessage());
            return Remote.FAILED;
        }
    }

    @Command(
            name = "rollback",
            description = "Put the policy of VERSION in force again, as a new version. Keys and budgets come with it.")
    int rollback(
            @Parameters(paramLabel = "VERSION", description = "As policy versions lists it.") long version,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stands in the audit trail.")
                    String reason) {
        return ask(
                json -> "The policy of version " + version + " is in force again.\n",
                "policy-rollback",
                "version",
                Long.toString(version),
                "reason",
                reason);
    }

    private static String text(Long version) {
        return version == null ? null : version.toString();
    }

    private int ask(Remote.Words forPeople, String command, String... fields) {
        return Remote.print(spec, forPeople, command, fields);
    }

    private static String source(Path file) {
        return file.toString().equals("-") ? "standard input" : file.toString();
    }
}
