package signalbox.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "confirm-clock",
        description = "Say that this machine's clock is right, so that budgets' windows follow it again.")
final class ConfirmClockCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        return Remote.print(spec, json -> "Confirmed; budgets' windows follow the clock.\n", "confirm-clock");
    }
}
