package signalbox.app.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import signalbox.core.policy.Count;

@Command(name = "rebuild", description = "Make the database behind the questions again from the journal.")
final class LedgerRebuildCommand implements Callable<Integer> {
    private static final int MILLIS = 3;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        return Nearby.run(
                spec,
                json -> {
                    Map<String, Object> made = CareText.map(json);
                    String seconds = BigDecimal.valueOf((long) made.get("duration_ms"), MILLIS).toPlainString();
                    Nearby.print(
                            spec, json, "%s in %s s.%n".formatted(Count.of((long) made.get("calls"), "call"), seconds));
                    return 0;
                },
                "ledger-rebuild");
    }
}
