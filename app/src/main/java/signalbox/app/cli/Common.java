package signalbox.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/// Options that every command understands, before or after its name.
final class Common {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where Signalbox keeps its data. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${sys:signalbox.data-dir}",
            scope = ScopeType.INHERIT)
    Path dataDir;

    @Option(names = "--json", description = "Print machine-readable JSON.", scope = ScopeType.INHERIT)
    boolean json;

    /// The options as given anywhere on the command line.
    static Common of(CommandSpec spec) {
        return ((SignalboxCommand) spec.root().userObject()).common();
    }

    /// Whether the data directory was named on the command line.
    static boolean dataDirChosen(CommandSpec spec) {
        for (ParseResult parsed = spec.root().commandLine().getParseResult();
                parsed != null;
                parsed = parsed.subcommand()) {
            if (parsed.hasMatchedOption("--data-dir")) {
                return true;
            }
        }
        return false;
    }

    Path dataDir() {
        return dataDir.toAbsolutePath().normalize();
    }
}
