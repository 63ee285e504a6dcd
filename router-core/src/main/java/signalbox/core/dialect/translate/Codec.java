package signalbox.core.dialect.translate;

import java.io.IOException;
import java.util.function.Consumer;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.StreamEvent;
import signalbox.core.policy.Wire;

/// One wire format, read into and written from the neutral conversation. Stateless and thread-safe; readers and writers
/// of a stream serve one answer, one thread at a time.
interface Codec {
    Wire wire();

    /// @param request has been through the strict pass of its dialect
    /// @throws MalformedRequest for what the client must fix, or what no other wire format can carry
    Conversation readRequest(ParsedRequest request, Notes notes) throws MalformedRequest;

    /// Writes only fields that this format's providers know.
    ///
    /// @throws MalformedRequest with code [Untranslatable#CODE] when the target cannot do what is asked
    byte[] writeRequest(Conversation conversation, Target target, Recall recall, Notes notes) throws MalformedRequest;

    /// @throws IOException when the body is not an answer of this format
    Answer readAnswer(byte[] body, Notes notes) throws IOException;

    byte[] writeAnswer(Answer answer, Client client);

    EventReader eventReader(Notes notes);

    EventWriter eventWriter(Client client);

    /// Takes the events of a stream one by one.
    interface EventReader {
        /// @param data the event's joined data lines; its name says nothing that they do not
        /// @throws IOException when the event is not one of this format; unknown events are skipped
        void read(byte[] data, Consumer<StreamEvent> out) throws IOException;

        /// The provider's stream has ended properly; for formats that just close.
        default void end(Consumer<StreamEvent> out) {}
    }

    /// Writes the events of a stream, each with all that has to stand around it.
    interface EventWriter {
        void write(StreamEvent event, EventOut out);
    }
}
