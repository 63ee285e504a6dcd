package signalbox.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// A secret as the operator gives it: asked for without echo in a terminal, else one line of standard input. Never an
/// argument, which every process of the machine could read.
final class Typed {
    private Typed() {}

    /// @return null when none came; that was said
    static String secret(CommandSpec spec, String prompt) {
        Common common = Common.of(spec);
        var err = spec.commandLine().getErr();
        String typed;
        try {
            var console = System.console();
            char[] asked = console == null || !console.isTerminal() ? null : console.readPassword(prompt + ": ");
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            typed = asked == null ? in.readLine() : new String(asked);
        } catch (IOException e) {
            Remote.complain(common, err, "unreadable", "Standard input cannot be read: " + e.getMessage());
            return null;
        }
        if (typed == null || typed.isBlank()) {
            Remote.complain(
                    common,
                    err,
                    "no_secret",
                    "No "
                            + prompt.toLowerCase(Locale.ROOT)
                            + " came on standard input. Pipe it in, or run this in a terminal to be"
                            + " asked.");
            return null;
        }
        return typed.strip();
    }
}
