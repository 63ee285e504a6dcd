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
        Common common = Common.of(spec);
        var console = spec.commandLine();
        return Remote.run(
                common,
                console.getErr(),
                result -> {
                    String json = Remote.text(result);
                    console.getOut().print(common.json ? json : "Confirmed; budgets' windows follow the clock.\n");
                    console.getOut().flush();
                },
                "confirm-clock");
    }
}
