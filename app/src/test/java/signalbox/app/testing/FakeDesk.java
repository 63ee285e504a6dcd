package signalbox.app.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import signalbox.app.shell.Desk;

/// A desktop that remembers.
public final class FakeDesk implements Desk {
    private volatile String clipboard = "";
    private volatile URI browsed;
    private volatile Path answer;

    public FakeDesk() {}

    /// What file pickers answer from now on; null for nothing.
    public void answer(Path path) {
        answer = path;
    }

    public String clipboard() {
        return clipboard;
    }

    public Optional<URI> browsed() {
        return Optional.ofNullable(browsed);
    }

    @Override
    public void copy(String text) {
        clipboard = text;
    }

    @Override
    public void browse(URI page) {
        browsed = page;
    }

    @Override
    public Optional<Path> saveAs(String title, String suggestedName) {
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<Path> open(String title) {
        return Optional.ofNullable(answer);
    }

    @Override
    public List<Path> openAll(String title) {
        return Optional.ofNullable(answer).stream().toList();
    }

    @Override
    public Optional<Path> folder(String title) {
        return Optional.ofNullable(answer);
    }
}
