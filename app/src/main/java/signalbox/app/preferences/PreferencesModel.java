package signalbox.app.preferences;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import signalbox.app.live.Background;
import signalbox.app.shell.Machine;
import signalbox.app.shell.Serving;
import signalbox.app.shell.Settings;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.control.ControlClient;
import signalbox.core.ledger.LedgerExport;
import signalbox.core.policyfile.PolicyFile;

/// Actions of the preferences screen; its state is [Settings]. FX thread; everything slow in the background.
public final class PreferencesModel {
    private final Router router;
    private final Serving serving;
    private final Machine machine;
    private final Background background;
    private final String version;

    public PreferencesModel(Router router, Serving serving, Machine machine, Background background, String version) {
        this.router = router;
        this.serving = serving;
        this.machine = machine;
        this.background = background;
        this.version = version;
    }

    Settings settings() {
        return machine.settings();
    }

    Serving serving() {
        return serving;
    }

    String version() {
        return version;
    }

    Path dataDir() {
        return machine.dataDir();
    }

    List<Parts.Part> parts() {
        return Parts.ofThisProgram();
    }

    boolean startsAtLoginPossible() {
        return machine.autoStart().possible();
    }

    void startsAtLogin(Consumer<Boolean> done, Consumer<Exception> failed) {
        background.run(machine.autoStart()::enabled, done, failed);
    }

    void startAtLogin(boolean wanted, Consumer<Exception> failed) {
        background.run(
                () -> {
                    try {
                        machine.autoStart().set(wanted);
                    } catch (IOException e) {
                        throw new RouterException("login_item", Text.of("preferences.login.failed", e.getMessage()), e);
                    }
                    return wanted;
                },
                done -> {},
                failed);
    }

    /// Serves at another port and remembers it.
    void usePort(int port, Runnable done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    try {
                        serving.start(port);
                    } catch (IOException e) {
                        throw new RouterException("port_taken", e.getMessage(), e);
                    }
                    return serving.status().port();
                },
                now -> {
                    settings().port().set(Integer.toString(now));
                    done.run();
                },
                failed);
    }

    void nextFree(Consumer<OptionalInt> done) {
        background.run(serving::nextFree, done, failure -> done.accept(OptionalInt.empty()));
    }

    void backup(Path file, Consumer<Path> done, Consumer<Exception> failed) {
        background.run(() -> router.care().backup(file).file(), done, failed);
    }

    /// Every call of the ledger as CSV.
    void exportLedger(Path file, Consumer<Path> done, Consumer<Exception> failed) {
        write(
                file,
                () -> {
                    router.ledger().flush();
                    try (var out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
                        LedgerExport.csv(router.ledger(), Instant.EPOCH, out);
                    }
                    return file;
                },
                done,
                failed);
    }

    void exportPolicy(Path file, Consumer<Path> done, Consumer<Exception> failed) {
        write(
                file,
                () -> Files.writeString(file, PolicyFile.write(router.policy()), StandardOpenOption.CREATE_NEW),
                done,
                failed);
    }

    void diagnose(Path file, Consumer<Path> done, Consumer<Exception> failed) {
        write(
                file,
                () -> {
                    machine.diagnosis().write(file, PolicyFile.write(router.policy()), status());
                    return file;
                },
                done,
                failed);
    }

    /// What this program says of itself through its own control socket.
    private String status() {
        try (var in = ControlClient.send(machine.dataDir(), Map.of("command", "status"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (RouterException | IOException e) {
            return e.getMessage();
        }
    }

    void askForUpdate(Consumer<Releases.Release> done, Consumer<Exception> failed) {
        String feed = settings().feed().get();
        background.run(() -> Releases.ask(URI.create(feed)), done, failed);
    }

    private void write(Path file, Callable<Path> task, Consumer<Path> done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    try {
                        return task.call();
                    } catch (FileAlreadyExistsException e) {
                        throw new RouterException("file_exists", Text.of("preferences.file.exists", file), e);
                    } catch (IOException | IllegalStateException e) {
                        throw new RouterException(
                                "file_unwritable", Text.of("preferences.file.unwritable", file, e.getMessage()), e);
                    }
                },
                done,
                failed);
    }
}
