package signalbox.app.shell;

/// Notifications of the desktop. They are hints: what they say also stands in the window, and nothing waits for them.
@FunctionalInterface
public interface Notifier {
    /// Shows a notification if the desktop can; returns at once. Any thread.
    void hint(String title, String sentence);
}
