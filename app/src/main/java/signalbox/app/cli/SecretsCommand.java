package signalbox.app.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "secrets",
        description = {
            "Store and replace provider keys, and lock the vault they are in.",
            "Keys and passwords are read from standard input, never from an argument."
        },
        synopsisSubcommandLabel = "(set | status | lock | unlock | password)")
final class SecretsCommand {
    @Spec private CommandSpec spec;

    @Command(
            name = "set",
            description =
                    "Store the key that a provider's vault:NAME or keychain:NAME refers to, in place of one that is"
                            + " there. Calls in flight end with the old one.")
    int set(@Parameters(paramLabel = "NAME", description = "The secret's name.") String name) {
        String secret = Typed.secret(spec, "Key");
        return secret == null
                ? Remote.FAILED
                : run(json -> "The key " + name + " is stored.\n", "secrets-set", "name", name, "secret", secret);
    }

    @Command(name = "status", description = "Whether the vault is locked, and which keys are in it.")
    int status() {
        return run(SecretsCommand::state, "secrets-status");
    }

    @Command(
            name = "lock",
            description = "Forget the keys at once: no call that needs one leaves until it is unlocked.")
    int lock() {
        return run(SecretsCommand::state, "secrets-lock");
    }

    @Command(name = "unlock", description = "Open the vault with its master password.")
    int unlock() {
        String password = Typed.secret(spec, "Master password");
        return password == null ? Remote.FAILED : run(SecretsCommand::state, "secrets-unlock", "password", password);
    }

    @Command(
            name = "password",
            description = "Set or change the master password. From then on the vault is locked at every start.")
    int password() {
        String password = Typed.secret(spec, "Master password");
        return password == null ? Remote.FAILED : run(SecretsCommand::state, "secrets-password", "password", password);
    }

    private int run(Remote.Words words, String command, String... fields) {
        return Remote.print(spec, words, command, fields);
    }

    private static String state(String json) throws IOException {
        var status = (Map<?, ?>) Json.read(json);
        var text = new StringBuilder();
        boolean password = Boolean.TRUE.equals(status.get("master_password"));
        text.append(
                Boolean.TRUE.equals(status.get("locked"))
                        ? "The vault is locked; no call that needs a key of it leaves.\n"
                        : password ? "The vault is open.\n" : "The vault is open; it has no master password.\n");
        ((Map<?, ?>) status.get("keys"))
                .forEach((name, origin) -> text.append("  ").append(name).append("  for ").append(origin).append('\n'));
        return text.toString();
    }
}
