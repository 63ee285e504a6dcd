package signalbox.core.dialect;

/// Puts back what placeholders stand for. Used by one thread.
public interface TextRestorer {
    /// The text with every placeholder replaced.
    ///
    /// @param json whether the text is itself JSON, so that what is put back must be escaped
    String restore(String text, boolean json);

    /// From where on the end of a text could be the beginning of a placeholder; its length when it cannot.
    int undecided(String text);
}
