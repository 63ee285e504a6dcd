package signalbox.app.shell;

import java.util.Objects;
import signalbox.app.text.Text;
import signalbox.core.RouterException;

/// That somebody else changed what was being edited, in the window, on the command line or by a file. Nothing is
/// overwritten unseen: [Conflict] asks which of the two it shall be. Thread-safe.
public final class ChangedMeanwhile {
    private static final String CODE = "changed_meanwhile";

    private ChangedMeanwhile() {}

    /// Refuses what was edited from something that is no longer in force.
    ///
    /// @param from what the editor was filled from; null for something new
    /// @param inForce null when it is not there
    /// @throws RouterException `changed_meanwhile`
    public static <T> void check(String name, T from, T inForce) throws RouterException {
        if (!Objects.equals(from, inForce)) {
            throw new RouterException(CODE, Text.of("conflict.sentence", name));
        }
    }

    /// Whether that is why something was refused.
    public static boolean is(Exception failure) {
        return failure instanceof RouterException known && known.code().equals(CODE);
    }
}
