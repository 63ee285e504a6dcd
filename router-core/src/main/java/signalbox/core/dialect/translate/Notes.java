package signalbox.core.dialect.translate;

/// Where a translation tells what it could not carry over, or had to change; becomes part of the call's explanation.
@FunctionalInterface
public interface Notes {
    Notes NONE = (rule, detail) -> {};

    /// @param rule stable and searchable: `translate.dropped`, `translate.changed`
    /// @param detail a short sentence; never text of the conversation
    void note(String rule, String detail);

    default void dropped(String what, String why) {
        note("translate.dropped", what + " left out: " + why);
    }

    default void changed(String detail) {
        note("translate.changed", detail);
    }
}
