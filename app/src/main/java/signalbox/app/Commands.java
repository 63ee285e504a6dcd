package signalbox.app;

import java.util.Locale;
import java.util.stream.Stream;
import signalbox.app.halted.Halt;
import signalbox.app.halted.HaltModel;
import signalbox.app.halted.HaltWords;
import signalbox.app.shell.CommandPalette;
import signalbox.app.shell.CommandPalette.Command;
import signalbox.app.shell.Route;
import signalbox.app.shell.Theme;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;

/// Everything the command palette offers: screens and keys, what stands in the policy by name, and actions that have no
/// key of their own. FX thread only.
final class Commands {
    private final Tools tools;
    private final HaltModel halts;

    Commands(Tools tools, HaltModel halts) {
        this.tools = tools;
        this.halts = halts;
    }

    CommandPalette palette() {
        var palette = new CommandPalette(tools.modals());
        palette.add(this::halted);
        palette.add(tools.shortcuts()::commands);
        palette.add(this::workloads);
        palette.add(this::providers);
        palette.add(this::budgets);
        palette.add(this::actions);
        return palette;
    }

    private Stream<Command> halted() {
        return halts.halts().stream()
                .map(halt -> new Command(Text.of("palette.unlock", halt.budget()), "", () -> unlock(halt)));
    }

    private void unlock(Halt halt) {
        halts.unlock(
                halt,
                lifted ->
                        tools.toasts()
                                .say(
                                        HaltWords.running(lifted),
                                        () -> halts.undo(lifted, () -> {}, tools.toasts()::fail)),
                tools.toasts()::fail);
    }

    private Stream<Command> workloads() {
        return tools.router().policy().workloads().keySet().stream()
                .flatMap(name ->
                        Stream.of(
                                go(Text.of("palette.workload", name), new Route.Workload(name)),
                                go(Text.of("palette.connect", name), new Route.Connect(name))));
    }

    private Stream<Command> providers() {
        return tools.router().policy().providers().keySet().stream()
                .map(name -> go(Text.of("palette.provider", name), new Route.Provider(name)));
    }

    private Stream<Command> budgets() {
        return tools.router().policy().budgets().keySet().stream()
                .map(name -> go(Text.of("palette.budget", name), new Route.Budget(name)));
    }

    private Stream<Command> actions() {
        return Stream.concat(
                Stream.of(
                        new Command(Text.of("serving.copy"), "", this::copyAddress),
                        go(Text.of("palette.past"), new Route.PastLogs())),
                Stream.of(Theme.Choice.values()).map(this::theme));
    }

    private void copyAddress() {
        String address = tools.serving().status().baseUrl();
        tools.desk().copy(address);
        tools.toasts().say(Text.of("serving.copied", address));
    }

    private Command theme(Theme.Choice choice) {
        return new Command(
                Text.of("palette.theme." + choice.name().toLowerCase(Locale.ROOT)),
                "",
                () -> tools.machine().settings().theme().set(choice));
    }

    private Command go(String words, Route route) {
        return new Command(words, "", () -> tools.navigator().go(route));
    }
}
