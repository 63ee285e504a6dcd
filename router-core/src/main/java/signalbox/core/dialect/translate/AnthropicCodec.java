package signalbox.core.dialect.translate;

import java.io.IOException;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.policy.Wire;

/// Anthropic Messages.
final class AnthropicCodec implements Codec {
    @Override
    public Wire wire() {
        return Wire.ANTHROPIC;
    }

    @Override
    public Conversation readRequest(ParsedRequest request, Notes notes) throws MalformedRequest {
        return new AnthropicReader(request, notes).read();
    }

    @Override
    public byte[] writeRequest(Conversation conversation, Target target, Recall recall, Notes notes)
            throws MalformedRequest {
        return new AnthropicWriter(conversation, target, recall, notes).write();
    }

    @Override
    public Answer readAnswer(byte[] body, Notes notes) throws IOException {
        return AnthropicAnswers.read(body, notes);
    }

    @Override
    public byte[] writeAnswer(Answer answer, Client client) {
        return AnthropicAnswers.write(answer, client);
    }

    @Override
    public EventReader eventReader(Notes notes) {
        return new AnthropicEvents(notes);
    }

    @Override
    public EventWriter eventWriter(Client client) {
        return new AnthropicEventWriter(client);
    }
}
