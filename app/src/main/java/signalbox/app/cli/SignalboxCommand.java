package signalbox.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import signalbox.core.RouterException;

/// The program's command line. Without a command it starts Signalbox.
@Command(
        name = "signalbox",
        description = {
            "Routes every LLM call of this machine, caps what it costs, and shows where the money goes.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class SignalboxCommand implements Callable<Integer> {
    /// The port that is used unless another is asked for.
    public static final int DEFAULT_PORT = 4717;

    private static final List<Class<?>> COMMANDS =
            List.of(
                    StatusCommand.class,
                    UnlockCommand.class,
                    RaiseCommand.class,
                    ReleaseCommand.class,
                    ConfirmClockCommand.class,
                    PolicyCommand.class,
                    KeysCommand.class,
                    SecretsCommand.class,
                    ProvidersCommand.class,
                    LedgerCommand.class,
                    BackupCommand.class,
                    RestoreCommand.class,
                    CostCommand.class,
                    PricesCommand.class,
                    PlanCommand.class,
                    SimulateCommand.class,
                    ReportCommand.class,
                    ExperimentsCommand.class,
                    AuditCommand.class,
                    ExplainCommand.class,
                    DiagnosticsCommand.class);

    private static final Set<String> WITH_VALUE = Set.of("--port", "--policy", "--data-dir");

    @Mixin private Common common;

    @Spec private CommandSpec spec;

    @Option(names = "--headless", description = "Run without a window; print one line when listening.")
    private boolean headless;

    @Option(names = "--demo", description = "Play a day of simulated traffic in a throw-away data directory.")
    private boolean demo;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_PORT,
            description = "Port of the proxy; 0 picks a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--policy", paramLabel = "FILE", description = "Put this policy file in force at the start.")
    private Path policy;

    @Option(names = "--minimised", description = "Start with the window out of the way, as at login.")
    private boolean minimised;

    private final Launch launch;

    /// How the program is started once the command line is understood.
    public interface Launch {
        /// @return the exit code
        /// @throws RouterException when it cannot start; the sentence is for the operator
        int start(Start start) throws RouterException;
    }

    /// What to start.
    ///
    /// @param dataDir null in demo mode when none was named
    /// @param policy null when none was named
    /// @param portChosen whether the operator named the port
    /// @param minimised whether the window starts out of the way
    public record Start(
            boolean headless,
            boolean demo,
            Path dataDir,
            int port,
            boolean portChosen,
            Path policy,
            boolean minimised) {}

    private SignalboxCommand(Launch launch) {
        this.launch = launch;
    }

    /// Runs a command line; the exit code is that of the command.
    public static int run(Launch launch, String... arguments) {
        System.setProperty("signalbox.data-dir", DataDir.standard().toString());
        return commandLine(launch, arguments).setOut(standardOut()).execute(arguments);
    }

    /// A start of the program itself does not wait for the commands, which take a third of a second to describe.
    static CommandLine commandLine(Launch launch, String... arguments) {
        var line = new CommandLine(new SignalboxCommand(launch));
        if (!onlyStarts(arguments)) {
            COMMANDS.forEach(line::addSubcommand);
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true);
    }

    /// Whether there are only options with their values, none of them asking for help: nothing can be a command then.
    static boolean onlyStarts(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            boolean option = arguments[i].startsWith("--") && !arguments[i].equals("--help");
            if (!option && (i == 0 || !WITH_VALUE.contains(arguments[i - 1]))) {
                return false;
            }
        }
        return true;
    }

    /// A terminal gets its own encoding; files and pipes get UTF-8, which JSON, YAML and CSV are read as.
    private static PrintWriter standardOut() {
        var charset = System.console() == null ? StandardCharsets.UTF_8 : System.out.charset();
        return new PrintWriter(System.out, true, charset);
    }

    Common common() {
        return common;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > 65_535) {
            complain("bad_port", "A port is 0 to 65535; " + port + " is none.");
            return CommandLine.ExitCode.USAGE;
        }
        boolean portChosen = spec.commandLine().getParseResult().hasMatchedOption("--port");
        boolean dirChosen = spec.commandLine().getParseResult().hasMatchedOption("--data-dir");
        Path dataDir = demo && !dirChosen ? null : common.dataDir();
        try {
            return launch.start(new Start(headless, demo, dataDir, port, portChosen, policy, minimised));
        } catch (RouterException e) {
            complain(e.code(), e.getMessage());
            return Remote.FAILED;
        }
    }

    private void complain(String code, String message) {
        Remote.complain(common, spec.commandLine().getErr(), code, message);
    }
}
