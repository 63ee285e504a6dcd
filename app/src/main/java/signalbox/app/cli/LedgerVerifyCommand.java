package signalbox.app.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description =
                "Walk the whole hash chain of the journal, and that of the audit trail, and name the first damaged"
                        + " place. Exit code 1 when there is one.")
final class LedgerVerifyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        return Nearby.run(
                spec,
                json -> {
                    Map<String, Object> check = CareText.map(json);
                    Nearby.print(spec, json, CareText.verified(check));
                    return check.get("sound").equals(true) ? 0 : Remote.FAILED;
                },
                "ledger-verify");
    }
}
