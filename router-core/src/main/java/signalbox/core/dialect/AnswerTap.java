package signalbox.core.dialect;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Watches one answer pass by. For a stream it decides which bytes reach the client (all of them, but for a usage event
/// that was asked for on the quiet); for every answer it finds the usage. One thread at a time.
///
/// In use: [#accept] for every read; at the end of the answer [#end], and when the stream is not [#complete] then,
/// [#breakOff]. Until [#contentSeen] nothing of substance has been handed on, so a caller that keeps the bytes back
/// until then can still drop them and try the next provider when [#error] turns true.
public interface AnswerTap {
    /// Takes the next bytes of the answer and hands what may go to the client to `out`, in order, at once. What the tap
    /// says while `out` is called already covers these bytes; looking at them first costs well below a microsecond.
    void accept(byte[] buffer, int offset, int length, Out out) throws IOException;

    /// Tells the end of the answer; hands over what was kept back, and the terminator when the answer had finished in
    /// its own words (a finish reason on every choice) and only the terminator was missing.
    void end(Out out) throws IOException;

    /// Ends a stream that did not complete: closes a half-sent event and sends the error as an event, never a made-up
    /// normal end. Does nothing for a plain answer, whose connection has to be cut instead.
    void breakOff(DialectError error, Out out) throws IOException;

    /// The usage objects seen so far, as well-formed JSON text in wire order; empty when none. An OpenAI stream has at
    /// most one, the last; an Anthropic stream has the one of its start and those of its deltas.
    List<String> usage();

    /// Whether the stream ended in the dialect's own proper way (`[DONE]`, `message_stop`, or all of it but that), or
    /// for a plain answer whether it is one JSON document.
    boolean complete();

    /// Whether the bytes seen carry an error although the status said 200.
    boolean error();

    /// What that error says; empty when there is none.
    Optional<UpstreamErrorBody> failure();

    /// Bytes of output text, tool names, tool arguments and visible reasoning seen so far, an escape counted as the
    /// character it stands for: an upper bound of the output tokens delivered. Reasoning that the provider hides is not
    /// in it.
    long deliveredBytes();

    /// How many tokens the output seen so far is at least, whichever public tokenizer wrote it; 0 when nothing can be
    /// said. Far below what it really is.
    default long leastTokens() {
        return 0;
    }

    /// How many usage objects have been seen; when it rises, [#usage] says something new.
    default int usagesSeen() {
        return usage().size();
    }

    /// [#deliveredBytes] that came after the last usage object; all of them when there was none.
    default long bytesSinceUsage() {
        return deliveredBytes();
    }

    /// Whether usage has been seen that nothing can be added to: the answer had finished when it came.
    default boolean usageFinal() {
        return complete() && !usage().isEmpty();
    }

    /// Whether any output has been seen: from here on another provider's answer cannot take this one's place.
    default boolean contentSeen() {
        return deliveredBytes() > 0;
    }

    /// The model that the answer names; empty when none was seen.
    String model();

    /// The last finish or stop reason, as the provider spells it; empty when none was seen.
    String finish();

    /// The service tier that the answer says it was served at, outside of its usage; empty when none was seen.
    String tier();

    /// Where a tap hands bytes on.
    interface Out {
        void write(byte[] buffer, int offset, int length) throws IOException;
    }
}
