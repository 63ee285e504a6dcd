package signalbox.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "secrets", description = "Store provider keys in the vault.", synopsisSubcommandLabel = "(set)")
final class SecretsCommand {
    @Spec private CommandSpec spec;

    @Command(
            name = "set",
            description =
                    "Store the key that a provider's vault:NAME refers to. It is read from standard input, never"
                            + " from an argument.")
    int set(@Parameters(paramLabel = "NAME", description = "The secret's name.") String name) {
        Common common = Common.of(spec);
        var err = spec.commandLine().getErr();
        String secret;
        try {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            char[] typed = System.console() == null ? null : System.console().readPassword("Key: ");
            secret = typed == null ? in.readLine() : new String(typed);
        } catch (IOException e) {
            Remote.complain(common, err, "unreadable", "Standard input cannot be read: " + e.getMessage());
            return Remote.FAILED;
        }
        if (secret == null || secret.isBlank()) {
            Remote.complain(
                    common,
                    err,
                    "no_secret",
                    "No key came on standard input. Pipe it in, or run this in a terminal to be asked.");
            return Remote.FAILED;
        }
        var out = spec.commandLine().getOut();
        return Remote.run(
                common,
                err,
                result -> {
                    String json = Remote.text(result);
                    out.print(common.json ? json : "The key is stored as vault:" + name + ".\n");
                    out.flush();
                },
                "secrets-set",
                "name",
                name,
                "secret",
                secret.strip());
    }
}
