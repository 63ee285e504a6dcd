package signalbox.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "status", description = "Show what the running Signalbox serves, spends and halts.")
final class StatusCommand implements Callable<Integer> {
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
                    console.getOut().print(common.json ? json : StatusText.status(json));
                    console.getOut().flush();
                },
                "status");
    }
}
