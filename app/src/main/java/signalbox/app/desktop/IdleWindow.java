package signalbox.app.desktop;

import java.util.List;
import javafx.application.Platform;

/// What a window costs while nobody touches it.
public final class IdleWindow {
    private static final List<String> NEEDED =
            List.of("com.sun.javafx.tk", "com.sun.javafx.tk.quantum", "com.sun.glass.ui");

    private IdleWindow() {}

    /// Lets the window rest while nothing moves, where the launcher has opened what that needs; else it works the same
    /// and costs a little more. Asked before [RestingTimer] is so much as loaded: it could not be without them.
    public static void rest() {
        Module toolkit = Platform.class.getModule();
        Module ours = IdleWindow.class.getModule();
        if (NEEDED.stream().allMatch(name -> toolkit.isExported(name, ours))
                && toolkit.isOpen("com.sun.javafx.tk.quantum", ours)) {
            RestingTimer.install();
        }
    }
}
