package signalbox.app;

/// Who acts on this console, for the audit trail.
final class Actor {
    private Actor() {}

    /// The operating-system user.
    static String name() {
        return System.getProperty("user.name", "");
    }
}
