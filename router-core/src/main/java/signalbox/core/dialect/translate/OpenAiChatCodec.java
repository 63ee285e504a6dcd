package signalbox.core.dialect.translate;

import java.io.IOException;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.policy.Wire;

/// OpenAI Chat Completions and all that is compatible with it.
final class OpenAiChatCodec implements Codec {
    @Override
    public Wire wire() {
        return Wire.OPENAI_CHAT;
    }

    @Override
    public Conversation readRequest(ParsedRequest request, Notes notes) throws MalformedRequest {
        return new OpenAiChatReader(request, notes).read();
    }

    @Override
    public byte[] writeRequest(Conversation conversation, Target target, Recall recall, Notes notes)
            throws MalformedRequest {
        return new OpenAiChatWriter(conversation, target, recall, notes).write();
    }

    @Override
    public Answer readAnswer(byte[] body, Notes notes) throws IOException {
        return OpenAiChatAnswers.read(body);
    }

    @Override
    public byte[] writeAnswer(Answer answer, Client client) {
        return OpenAiChatAnswers.write(answer, client);
    }

    @Override
    public EventReader eventReader(Notes notes) {
        return new OpenAiChatEvents();
    }

    @Override
    public EventWriter eventWriter(Client client) {
        return new OpenAiChatEventWriter(client);
    }
}
