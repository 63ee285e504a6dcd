package signalbox.app.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = "Issue and revoke the local keys that apps use.",
        synopsisSubcommandLabel = "(issue | revoke)")
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

    @Command(name = "revoke", description = "Revoke an app key at once.")
    int revoke(@Parameters(paramLabel = "NAME", description = "The key's name.") String name) {
        return Remote.print(spec, json -> "The key " + name + " is revoked.\n", "keys-revoke", "name", name);
    }
}
