package signalbox.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "explain", description = "Show why a past call went where it went, and what it cost.")
final class ExplainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "CALL-ID", description = "The call's id, as in the header x-signalbox-call-id.")
    private String call;

    @Override
    public Integer call() {
        return Remote.print(spec, CallText::call, "explain", "call", call);
    }
}
