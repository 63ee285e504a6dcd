package signalbox.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import signalbox.core.RouterException;
import signalbox.core.control.PriceReport;
import signalbox.core.price.PriceBook;
import signalbox.core.price.PriceRecord;

@Command(
        name = "prices",
        description = {
            "Look at the price book, set and import prices, and price a past period again.",
            "Works on the running Signalbox, or on the data directory when none runs."
        },
        synopsisSubcommandLabel = "(list | show | set | end | import | undo | reprice)")
final class PricesCommand {
    private static final String WHEN = "2026-11-21 or 2026-11-21T08:00:00Z (UTC).";

    @Spec private CommandSpec spec;

    private int run(Remote.Words words, String command, String... fields) {
        return Remote.printAnywhere(spec, words, command, fields);
    }

    @Command(name = "list", description = "The prices that hold at a time.")
    int list(
            @Option(names = "--provider", paramLabel = "P", description = "A provider of the policy, or a vendor.")
                    String provider,
            @Option(names = "--model", paramLabel = "M", description = "One model.") String model,
            @Option(names = "--at", paramLabel = "T", description = "When: " + WHEN + " Default: now.") String at) {
        Common common = Common.of(spec);
        if (!Anywhere.used(common.dataDir())) {
            return shipped(common, provider, model, at);
        }
        return run(PricesText::list, "prices-list", "provider", provider, "model", model, "at", at);
    }

    /// Nothing was ever kept there, so the shipped table is all there is.
    private int shipped(Common common, String provider, String model, String at) {
        var console = spec.commandLine();
        var bytes = new ByteArrayOutputStream();
        try {
            PriceReport.list(
                    bytes,
                    PriceBook.shipped(),
                    provider == null ? "" : PriceRecord.vendorOf(provider),
                    model == null ? "" : model,
                    at == null ? Instant.now() : CostCommand.instant(at));
            String json = bytes.toString(StandardCharsets.UTF_8);
            console.getOut().print(common.json ? json : PricesText.list(json));
            console.getOut().flush();
            return 0;
        } catch (RouterException e) {
            Remote.complain(common, console.getErr(), e.code(), e.getMessage());
        } catch (IOException e) {
            Remote.complain(common, console.getErr(), "unwritable", "The prices cannot be written: " + e.getMessage());
        }
        return Remote.FAILED;
    }

    @Command(name = "show", description = "Every record of a model, past and future; or the record of a price id.")
    int show(@Parameters(paramLabel = "PROVIDER/MODEL|ID", description = "The model, or the id.") String what) {
        return run(PricesText::show, "prices-show", "what", what);
    }

    @Command(
            name = "set",
            description = "Set rates by hand: dollars per million tokens, per thousand calls. Others stay as they are.")
    int set(
            @Parameters(index = "0", paramLabel = "PROVIDER/MODEL", description = "The model.") String target,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "COUNTER=RATE",
                            description = "input=0.75 output=4.5 cache-read=0.075 …; none takes a rate away.")
                    List<String> rates,
            @Option(names = "--from", paramLabel = "T", description = "When it starts: " + WHEN + " Default: now.")
                    String from,
            @Option(names = "--to", paramLabel = "T", description = "When it stops. Default: never.") String to,
            @Option(names = "--tier", paramLabel = "TIER", description = "The service tier. Default: standard.")
                    String tier,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stands in the audit trail.")
                    String reason) {
        return run(
                PricesCommand::done,
                "prices-set",
                "target",
                target,
                "rates",
                String.join("\n", rates),
                "from",
                from,
                "to",
                to,
                "tier",
                tier,
                "reason",
                reason);
    }

    @Command(name = "end", description = "Let a record stop to hold; what it covered holds again.")
    int end(
            @Parameters(paramLabel = "ID", description = "The record's id, as show prints it.") String id,
            @Option(names = "--at", paramLabel = "T", description = "When: " + WHEN + " Default: now.") String at,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stands in the audit trail.")
                    String reason) {
        return run(PricesCommand::done, "prices-end", "id", id, "at", at, "reason", reason);
    }

    @Command(name = "undo", description = "Take a change of prices back.")
    int undo(@Parameters(paramLabel = "N", description = "The change's number.") String revision) {
        return run(PricesCommand::done, "prices-undo", "revision", revision);
    }

    private static String done(String json) throws IOException {
        return PricesText.proposal(json, "");
    }

    @Command(name = "import", description = "Show what a price table would change; --yes applies it.")
    int importTable(
            @Parameters(
                            paramLabel = "FILE|URL",
                            description = "Signalbox's CSV or LiteLLM's JSON: a file, - or an https address.")
                    String source,
            @Option(names = "--yes", description = "Apply it.") boolean yes,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stands in the audit trail.")
                    String reason) {
        boolean url = source.startsWith("https://") || source.startsWith("http://");
        String text;
        try {
            text = url ? "" : InputText.read(Path.of(source), System.in);
        } catch (RouterException e) {
            Remote.complain(Common.of(spec), spec.commandLine().getErr(), e.code(), e.getMessage());
            return Remote.FAILED;
        }
        return run(
                json -> PricesText.proposal(json, "Add --yes to apply it."),
                "prices-import",
                url ? "url" : "name",
                source,
                "text",
                text,
                "yes",
                Boolean.toString(yes),
                "reason",
                reason);
    }

    @Command(
            name = "reprice",
            description =
                    "Show what a past period would cost by the prices as they are now; --yes corrects the ledger.")
    int reprice(
            @Option(names = "--from", required = true, paramLabel = "T", description = "First instant: " + WHEN)
                    String from,
            @Option(names = "--to", required = true, paramLabel = "T", description = "First instant after it.")
                    String to,
            @Option(names = "--provider", paramLabel = "P", description = "Only attempts at this provider.")
                    String provider,
            @Option(names = "--model", paramLabel = "M", description = "Only attempts at this model.") String model,
            @Option(names = "--workload", paramLabel = "W", description = "Only calls of this workload.")
                    String workload,
            @Option(names = "--yes", description = "Write the differences into the ledger as corrections.") boolean yes,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stands in the audit trail.")
                    String reason) {
        return run(
                PricesText::repricing,
                "prices-reprice",
                "from",
                from,
                "to",
                to,
                "provider",
                provider,
                "model",
                model,
                "workload",
                workload,
                "yes",
                Boolean.toString(yes),
                "reason",
                reason);
    }
}
