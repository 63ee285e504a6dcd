package signalbox.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import signalbox.core.RouterException;
import signalbox.core.past.PastAudit;
import signalbox.core.past.PastPlaces;
import signalbox.core.past.PastReport;
import signalbox.core.policy.Policy;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;

/// Prices the logs of other tools; nothing of them is kept.
@Command(
        name = "audit",
        description = {
            "Price what the logs of other tools hold: Claude Code, Codex, LiteLLM, OpenRouter, Helicone, Langfuse,",
            "providers' exports, or rows with time, model, input_tokens and output_tokens. With --workload: what a",
            "policy would have done. Reads only what is named, keeps nothing; no running Signalbox is needed."
        })
final class AuditCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..*",
            description = "What to read. Without any, lists where logs were found and reads nothing.")
    private List<Path> places = List.of();

    @Option(
            names = "--last",
            paramLabel = "TIME",
            defaultValue = "P30D",
            description = "How far back, as PT24H or P30D. Default: ${DEFAULT-VALUE}.")
    private Duration last;

    @Option(names = "--workload", paramLabel = "W", description = "Plan every call as one of this workload.")
    private String workload;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "With --workload: plan by this policy file instead of the policy in force.")
    private Path policy;

    @Override
    public Integer call() {
        Common common = Common.of(spec);
        try {
            var out = spec.commandLine().getOut();
            out.print(places.isEmpty() ? found(common) : said(common, report()));
            out.flush();
            return 0;
        } catch (RouterException e) {
            return Remote.refused(common, spec.commandLine().getErr(), e);
        }
    }

    private static String found(Common common) {
        List<Path> known = PastPlaces.found(DataDir.home(), System.getenv());
        return common.json ? AuditJson.places(known) : AuditText.places(known);
    }

    private static String said(Common common, PastReport report) {
        return common.json ? AuditJson.of(report) : AuditText.of(report);
    }

    private PastReport report() throws RouterException {
        if (last.compareTo(Duration.ZERO) <= 0 || last.compareTo(LONGEST) > 0) {
            throw new RouterException("bad_time", "--last takes up to a hundred years, as PT24H or P30D.");
        }
        for (Path place : places) {
            if (!Files.exists(place)) {
                throw new RouterException(
                        "unreadable", "There is no file or folder " + place + ". Check its path; nothing was read.");
            }
        }
        Instant now = Instant.now();
        var question = new PastAudit.Question(now.minus(last), now, CostCommand.book(spec), under());
        return PastAudit.of(places, question, PastAudit.Progress.NONE);
    }

    private Optional<PastAudit.Under> under() throws RouterException {
        if (workload == null && policy == null) {
            return Optional.empty();
        }
        Policy read = policy();
        String names = String.join(", ", read.workloads().keySet());
        if (workload == null) {
            throw new RouterException("no_workload", "Name the workload with --workload; there are " + names + ".");
        }
        if (!read.workloads().containsKey(workload)) {
            throw new RouterException(
                    "unknown_workload", "The policy has no workload " + workload + "; there are " + names + ".");
        }
        return Optional.of(new PastAudit.Under(read, workload));
    }

    private Policy policy() throws RouterException {
        try {
            return PolicyFile.read(policy == null ? inForce() : InputText.read(policy, System.in));
        } catch (PolicyFileException e) {
            String which = policy == null ? "The policy in force" : policy.toString();
            throw new RouterException("policy_invalid", which + " cannot be used as policy.\n" + e.getMessage(), e);
        }
    }

    private String inForce() throws RouterException {
        try (InputStream result = Anywhere.send(Common.of(spec).dataDir(), Remote.request("policy-export"))) {
            return Remote.text(result);
        } catch (IOException e) {
            throw new RouterException("broken_off", "The policy could not be read: " + e.getMessage() + ".", e);
        }
    }
}
