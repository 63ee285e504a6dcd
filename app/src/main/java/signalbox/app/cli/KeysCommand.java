package signalbox.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = "Issue and revoke the local keys that apps use; see who called without one.",
        synopsisSubcommandLabel = "(issue | revoke | detected)")
final class KeysCommand {
    @Spec private CommandSpec spec;

    @Command(name = "issue", description = "Create an app key. Its secret is printed once and kept only as a hash.")
    int issue(
            @Option(
                            names = "--workload",
                            required = true,
                            paramLabel = "NAME",
                            description = "The workload its calls belong to.")
                    String workload,
            @Option(names = "--name", paramLabel = "NAME", description = "The key's name. Default: the workload's.")
                    String name) {
        return Remote.print(
                spec,
                json -> ((Map<?, ?>) Json.read(json)).get("secret") + "\n",
                "keys-issue",
                "workload",
                workload,
                "name",
                name);
    }

    @Command(name = "detected", description = "Show who called the port with no key that is in force, and was refused.")
    int detected() {
        return Remote.print(spec, KeysCommand::callers, "keys-detected");
    }

    private static String callers(String json) throws IOException {
        var text = new StringBuilder();
        for (Object item : (List<?>) ((Map<?, ?>) Json.read(json)).get("callers")) {
            var caller = (Map<?, ?>) item;
            String ends = (String) caller.get("key_ends");
            text.append(
                    "  %-40s %-10s %6d refused, last %s\n"
                            .formatted(
                                    "".equals(caller.get("agent")) ? "(no name)" : caller.get("agent"),
                                    ends.isEmpty() ? "no key" : "key …" + ends,
                                    (long) caller.get("calls"),
                                    caller.get("last")));
        }
        return text.isEmpty() ? "Nobody called without a valid key in the last day.\n" : text.toString();
    }

    @Command(name = "revoke", description = "Revoke an app key at once.")
    int revoke(@Parameters(paramLabel = "NAME", description = "The key's name.") String name) {
        return Remote.print(spec, json -> "The key " + name + " is revoked.\n", "keys-revoke", "name", name);
    }
}
