package signalbox.app.shell;

import java.io.IOException;

/// Starting with the desktop. May touch files, so call it in the background.
public interface AutoStart {
    /// Whether this desktop and this way of running allow it.
    boolean possible();

    boolean enabled() throws IOException;

    void set(boolean enabled) throws IOException;
}
