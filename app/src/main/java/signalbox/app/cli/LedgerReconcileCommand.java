package signalbox.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "reconcile",
        description = {
            "Compare the ledger with a provider's own usage or cost export, per UTC day and model.",
            "Known: OpenAI usage and costs, Anthropic tokens and costs, OpenRouter activity, as CSV."
        })
final class LedgerReconcileCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--provider", required = true, paramLabel = "NAME", description = "The provider, as in the policy.")
    private String provider;

    @Parameters(paramLabel = "FILE.csv", arity = "1..*", description = "Its exports; tokens and costs go together.")
    private List<Path> files;

    @Override
    public Integer call() {
        return Remote.run(
                Common.of(spec),
                spec.commandLine().getErr(),
                result -> {
                    String json = Remote.text(result);
                    Nearby.print(spec, json, ReconcileText.of(CareText.map(json)));
                },
                "ledger-reconcile",
                "provider",
                provider,
                "files",
                files.stream()
                        .map(file -> file.toAbsolutePath().normalize().toString())
                        .collect(Collectors.joining("\n")));
    }
}
