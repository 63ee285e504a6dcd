package signalbox.core.dialect;

import java.util.List;
import java.util.Optional;

/// Reads out of answers, in one pass and without a tree, what the router must know: usage, errors, the model, finish
/// reasons, and how much output went by. Documents of a stream are told apart by [#nextDocument]. One answer, one
/// thread.
sealed interface Scan permits AnswerScan, ResponsesScan, GeminiScan {
    void feed(byte[] bytes, int from, int to);

    /// What is fed from here on belongs to another document.
    void nextDocument();

    /// Whether the bytes since the last document are one whole document.
    boolean oneDocument();

    /// Whether the document at hand carries usage and no answer: the event that OpenAI sends when asked for usage.
    default boolean onlyUsage() {
        return false;
    }

    /// Whether the document at hand has shown a choice.
    default boolean answerHere() {
        return true;
    }

    /// Whether the answer has come to its end in its own words: every choice seen has a finish reason.
    boolean finished();

    /// Whether the event has been seen that ends a stream of this dialect.
    boolean stopEvent();

    List<String> usage();

    boolean error();

    Optional<UpstreamErrorBody> failure();

    /// Bytes of the model's own output so far.
    long contentBytes();

    OutputCount output();

    String model();

    String tier();

    String finish();
}
