package signalbox.core.dialect.translate;

import java.io.IOException;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.policy.Wire;

/// OpenAI Responses.
final class ResponsesCodec implements Codec {
    @Override
    public Wire wire() {
        return Wire.OPENAI_RESPONSES;
    }

    @Override
    public Conversation readRequest(ParsedRequest request, Notes notes) throws MalformedRequest {
        return new ResponsesReader(request, notes).read();
    }

    @Override
    public byte[] writeRequest(Conversation conversation, Target target, Recall recall, Notes notes)
            throws MalformedRequest {
        return new ResponsesWriter(conversation, target, notes).write();
    }

    @Override
    public Answer readAnswer(byte[] body, Notes notes) throws IOException {
        return ResponsesAnswers.read(body);
    }

    @Override
    public byte[] writeAnswer(Answer answer, Client client) {
        return ResponsesAnswers.write(answer, client);
    }

    @Override
    public EventReader eventReader(Notes notes) {
        return new ResponsesEvents();
    }

    @Override
    public EventWriter eventWriter(Client client) {
        return new ResponsesEventWriter(client);
    }
}
