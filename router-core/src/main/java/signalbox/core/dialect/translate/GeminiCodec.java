package signalbox.core.dialect.translate;

import java.io.IOException;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.policy.Wire;

/// Gemini generateContent.
final class GeminiCodec implements Codec {
    @Override
    public Wire wire() {
        return Wire.GEMINI;
    }

    @Override
    public Conversation readRequest(ParsedRequest request, Notes notes) throws MalformedRequest {
        return new GeminiReader(request, notes).read();
    }

    @Override
    public byte[] writeRequest(Conversation conversation, Target target, Recall recall, Notes notes)
            throws MalformedRequest {
        return new GeminiWriter(conversation, target, recall, notes).write();
    }

    @Override
    public Answer readAnswer(byte[] body, Notes notes) throws IOException {
        return GeminiAnswers.read(body);
    }

    @Override
    public byte[] writeAnswer(Answer answer, Client client) {
        return GeminiAnswers.write(answer, client);
    }

    @Override
    public EventReader eventReader(Notes notes) {
        return new GeminiEvents();
    }

    @Override
    public EventWriter eventWriter(Client client) {
        return new GeminiEventWriter(client);
    }
}
