package signalbox.app.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import signalbox.app.desktop.Diagnostics;
import signalbox.app.shell.AutoStart;
import signalbox.app.shell.Machine;
import signalbox.app.shell.Settings;
import signalbox.app.shell.Tray;

/// A machine of a test's own: nothing of it is real, everything asked of it is remembered. Thread-safe but for its
/// settings.
public final class FakeMachine {
    /// What the tray shows.
    public record Sign(Tray.Glyph glyph, String words, List<Tray.Item> menu) {}

    private final List<String> hints = new CopyOnWriteArrayList<>();
    private final AtomicReference<Sign> sign = new AtomicReference<>();
    private final Settings settings = Settings.forgetful();
    private volatile boolean login;
    private volatile boolean loginRefused;
    private Path home = Path.of("/home/ana");
    private Path dataDir = Path.of("/home/ana/.local/share/signalbox");
    private Map<String, String> environment = System.getenv();

    public FakeMachine() {
        settings.welcomed().set(true);
        settings.stepsDismissed().set(true);
    }

    public FakeMachine home(Path folder) {
        home = folder;
        dataDir = folder.resolve("signalbox");
        return this;
    }

    public FakeMachine environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    public void refuseLogin() {
        loginRefused = true;
    }

    public boolean login() {
        return login;
    }

    public Settings settings() {
        return settings;
    }

    /// Notifications so far, `title: sentence`.
    public List<String> hints() {
        return new ArrayList<>(hints);
    }

    /// What the tray shows; null while it shows nothing.
    public Sign sign() {
        return sign.get();
    }

    Machine machine() {
        return new Machine(
                settings,
                dataDir,
                home,
                environment,
                new Login(),
                (title, sentence) -> hints.add(title + ": " + sentence),
                new Signs(),
                (file, policy, status) -> Diagnostics.write(file, "1.0", dataDir, policy, status));
    }

    private final class Login implements AutoStart {
        @Override
        public boolean possible() {
            return true;
        }

        @Override
        public boolean enabled() {
            return login;
        }

        @Override
        public void set(boolean enabled) throws IOException {
            if (loginRefused) {
                throw new IOException("read-only");
            }
            login = enabled;
        }
    }

    private final class Signs implements Tray {
        @Override
        public void show(Glyph glyph, String words, List<Item> menu, Runnable press) {
            sign.set(new Sign(glyph, words, menu));
        }

        @Override
        public void hide() {
            sign.set(null);
        }

        @Override
        public boolean visible() {
            return sign.get() != null;
        }
    }
}
