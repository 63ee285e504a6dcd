package signalbox.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import signalbox.core.RouterException;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.Wire;
import signalbox.core.price.CostReport;
import signalbox.core.price.PriceBook;
import signalbox.core.price.PriceHistory;

/// Prices one usage object by the shipped price table, or by the prices of the data directory that is named.
@Command(
        name = "cost",
        description = {
            "Price the usage object of one answer, read from standard input, by the price table.",
            "With --data-dir, by the prices in force there; no running Signalbox is needed."
        })
final class CostCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--provider",
            required = true,
            paramLabel = "P",
            description = "The price table's id of the provider: openai, anthropic, google, …")
    private String vendor;

    @Option(
            names = "--wire",
            required = true,
            paramLabel = "W",
            converter = WireName.class,
            description = "Format of the usage: openai-chat, openai-responses, anthropic, gemini.")
    private Wire wire;

    @Option(names = "--model", required = true, paramLabel = "M", description = "The model's id.")
    private String model;

    @Option(
            names = "--at",
            paramLabel = "T",
            description = "When the call was sent: 2026-11-21 or 2026-11-21T08:00:00Z (UTC). Default: now.")
    private String at;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            defaultValue = "",
            description = "The service tier that the answer named beside its usage.")
    private String tier;

    @Override
    public Integer call() {
        Common common = Common.of(spec);
        var console = spec.commandLine();
        try {
            CostReport report = report();
            if (report.code().isEmpty()) {
                console.getOut().print(common.json ? report.json() + "\n" : report.text());
                console.getOut().flush();
                return 0;
            }
            Remote.complain(common, console.getErr(), report.code(), report.problem());
        } catch (RouterException e) {
            Remote.complain(common, console.getErr(), e.code(), e.getMessage());
        }
        return Remote.FAILED;
    }

    private CostReport report() throws RouterException {
        Instant sent = at == null ? Instant.now() : instant(at);
        String usage = InputText.read(Path.of("-"), System.in).strip();
        if (usage.isEmpty()) {
            throw new RouterException(
                    "no_usage", "No usage came on standard input. Pipe in the answer's usage object.");
        }
        return CostReport.of(book(spec), vendor, wire, named(), sent, tier, List.of(usage));
    }

    /// The shipped prices, or those of the data directory that the command line names.
    static PriceBook book(CommandSpec spec) throws RouterException {
        Path dataDir = Common.of(spec).dataDir();
        if (!Common.dataDirChosen(spec) || !Anywhere.used(dataDir)) {
            return PriceBook.shipped();
        }
        try (InputStream result = Anywhere.send(dataDir, Remote.request("prices-changes"))) {
            var changes = (List<?>) ((Map<?, ?>) Json.read(Remote.text(result))).get("changes");
            return PriceHistory.of(PriceBook.shipped(), changes.stream().map(String.class::cast).toList()).book();
        } catch (IOException e) {
            throw new RouterException("broken_off", "The prices could not be read: " + e.getMessage() + ".", e);
        }
    }

    /// Cost depends on the model's id alone; the other facts mean nothing here.
    private Model named() {
        return new Model(model, ModelClass.STANDARD, 1, 1, Set.of(), Optional.empty());
    }

    static Instant instant(String text) throws RouterException {
        try {
            return Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text);
        } catch (DateTimeParseException e) {
            throw new RouterException(
                    "bad_time", "\"" + text + "\" is not a time; write 2026-11-21 or 2026-11-21T08:00:00Z (UTC).", e);
        }
    }
}
