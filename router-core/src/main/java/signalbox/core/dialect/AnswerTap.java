package signalbox.core.dialect;

/// Watches one answer pass by. For a stream it decides which bytes reach the client (all of them, but for a usage event
/// that was asked for on the quiet); for every answer it finds the usage. One thread at a time.
public interface AnswerTap {
    /// Takes the next bytes of the answer and hands what may go to the client to `out`, in order, at once.
    void accept(byte[] buffer, int offset, int length, Out out) throws java.io.IOException;

    /// Tells the end of the answer; hands over what was kept back.
    void end(Out out) throws java.io.IOException;

    /// The usage objects seen so far, as JSON text in wire order (Anthropic streams have two); empty when none.
    java.util.List<String> usage();

    /// Whether the stream ended in the dialect's own proper way (`[DONE]`, `message_stop`), or for a plain answer
    /// whether it is one JSON document.
    boolean complete();

    /// Whether the bytes seen carry an error although the status said 200.
    boolean error();

    /// Bytes of output text, tool arguments and reasoning delivered so far: an upper bound of delivered output tokens.
    long deliveredBytes();

    /// Where a tap hands bytes on.
    interface Out {
        void write(byte[] buffer, int offset, int length) throws java.io.IOException;
    }
}
