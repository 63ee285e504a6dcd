package signalbox.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import signalbox.core.RouterException;
import signalbox.core.control.PlanQuestion;
import signalbox.core.plan.LiveView;
import signalbox.core.plan.Planner;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;
import signalbox.core.price.PriceBook;

@Command(
        name = "plan",
        description = {
            "Show where a call of a workload would go and why, without calling anyone.",
            "Asks the running Signalbox, or plans by a policy file alone."
        })
final class PlanCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--workload", required = true, paramLabel = "NAME", description = "The workload.")
    private String workload;

    @Option(names = "--request", paramLabel = "FILE", description = "The request's body; - reads standard input.")
    private Path request;

    @Option(names = "--policy", paramLabel = "FILE", description = "Plan by this policy file; needs nothing running.")
    private Path policy;

    @Override
    public Integer call() {
        Common common = Common.of(spec);
        var err = spec.commandLine().getErr();
        try {
            String body = request == null ? "" : InputText.read(request, System.in);
            if (policy != null) {
                print(offline(body));
                return 0;
            }
            return Remote.run(
                    common, err, result -> print(Remote.text(result)), "plan", "workload", workload, "request", body);
        } catch (RouterException e) {
            Remote.complain(common, err, e.code(), e.getMessage());
            return Remote.FAILED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String offline(String body) throws RouterException {
        try {
            var read = PolicyFile.read(InputText.read(policy));
            var facts = PlanQuestion.facts(read, workload, body);
            return PlanQuestion.json(
                    facts, Planner.plan(read, PriceBook.shipped(), facts, LiveView.CALM, Instant.now()));
        } catch (PolicyFileException e) {
            throw new RouterException("policy_invalid", policy + " cannot be used as policy.\n" + e.getMessage(), e);
        }
    }

    private void print(String json) throws IOException {
        var out = spec.commandLine().getOut();
        out.print(Common.of(spec).json ? json : CallText.plan(json));
        out.flush();
    }
}
