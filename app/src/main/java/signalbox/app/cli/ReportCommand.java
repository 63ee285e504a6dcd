package signalbox.app.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = {
            "Show what was paid and what was saved: by free tiers and own machines, by the cache, by cheaper routing.",
            "For workloads that are only observed, what their routes would have cost."
        })
final class ReportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--last",
            paramLabel = "TIME",
            defaultValue = "P30D",
            description = "How far back, as PT24H or P30D. Default: ${DEFAULT-VALUE}.")
    private Duration last;

    @Option(names = "--practice", description = "Add up simulated calls instead of real ones.")
    private boolean practice;

    @Override
    public Integer call() {
        return Remote.print(
                spec, ReportText::of, "report", "last", last.toString(), "practice", Boolean.toString(practice));
    }
}
