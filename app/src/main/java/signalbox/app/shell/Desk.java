package signalbox.app.shell;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the console asks of the desktop around it, so that tests can answer for it.
public interface Desk {
    /// Puts text on the clipboard.
    void copy(String text);

    /// Opens a page in the browser.
    void browse(URI page);

    /// Asks where to save a file; empty when the person thought better of it.
    Optional<Path> saveAs(String title, String suggestedName);

    /// Asks for a file to open; empty when the person thought better of it.
    Optional<Path> open(String title);

    /// Asks for any number of files to open; none when the person thought better of it.
    List<Path> openAll(String title);

    /// Asks for a folder; empty when the person thought better of it.
    Optional<Path> folder(String title);
}
