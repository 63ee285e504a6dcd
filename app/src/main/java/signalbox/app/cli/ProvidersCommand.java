package signalbox.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import signalbox.core.policy.Count;

@Command(
        name = "providers",
        description = "List providers, and ask one for its models.",
        synopsisSubcommandLabel = "(list | discover)")
final class ProvidersCommand {
    @Spec private CommandSpec spec;

    @Command(name = "list", description = "Every provider of the policy with its address, key reference and state.")
    int list() {
        return run(ProvidersCommand::listed, "providers-list");
    }

    @Command(
            name = "discover",
            description = "Ask a provider what models it has; nothing is changed unless models are named with --add.")
    int discover(
            @Parameters(paramLabel = "NAME", description = "A provider of the policy.") String name,
            @Option(
                            names = "--add",
                            split = ",",
                            paramLabel = "MODEL",
                            description = "Add this model to the policy as it was found; may be repeated.")
                    List<String> add) {
        return run(
                ProvidersCommand::found,
                "providers-discover",
                "provider",
                name,
                "add",
                add == null ? null : String.join(",", add));
    }

    private int run(Remote.Words words, String command, String... fields) {
        return Remote.printAnywhere(spec, words, command, fields);
    }

    private static String listed(String json) throws IOException {
        var text = new StringBuilder();
        for (Object one : (List<?>) ((Map<?, ?>) Json.read(json)).get("providers")) {
            var provider = (Map<?, ?>) one;
            text.append(
                    "%-20s %-10s %-14s %s  %s, %s%n"
                            .formatted(
                                    provider.get("name"),
                                    provider.get("state"),
                                    provider.get("wire"),
                                    provider.get("base_url"),
                                    provider.get("credential"),
                                    Count.of(((List<?>) provider.get("models")).size(), "model")));
        }
        return text.isEmpty() ? "There is no provider yet.\n" : text.toString();
    }

    private static String found(String json) throws IOException {
        var result = (Map<?, ?>) Json.read(json);
        var text = new StringBuilder();
        for (Object one : (List<?>) result.get("models")) {
            var model = (Map<?, ?>) one;
            boolean there = Boolean.TRUE.equals(model.get("in_policy"));
            boolean priced = Boolean.TRUE.equals(model.get("priced"));
            text.append(
                    "%s %-44s %9s context %8s output%s%s%n"
                            .formatted(
                                    there ? "*" : " ",
                                    model.get("id"),
                                    model.get("context"),
                                    model.get("max_output"),
                                    priced ? "" : ", no price known",
                                    "".equals(model.get("note")) ? "" : ", " + model.get("note")));
        }
        text.append(text.isEmpty() ? "It lists no model.\n" : "* is in the policy. Add others with --add MODEL.\n");
        return text.toString();
    }
}
