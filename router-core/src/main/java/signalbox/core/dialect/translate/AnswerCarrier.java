package signalbox.core.dialect.translate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import signalbox.core.dialect.DialectError;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Part;

/// Carries a plain answer, once it is whole.
final class AnswerCarrier implements TranslatingTap.Carrier {
    private final Codec provider;
    private final Codec client;
    private final Client asker;
    private final ToolAliases aliases;
    private final Thoughts thoughts;
    private final Notes notes;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(16 << 10);
    private byte[] written = {};
    private boolean unreadable;

    AnswerCarrier(Codec provider, Codec client, Client asker, ToolAliases aliases, Thoughts thoughts, Notes notes) {
        this.provider = provider;
        this.client = client;
        this.asker = asker;
        this.aliases = aliases;
        this.thoughts = thoughts;
        this.notes = notes;
    }

    @Override
    public void take(byte[] bytes, int offset, int length) {
        body.write(bytes, offset, length);
    }

    @Override
    public void end() {
        try {
            Answer answer = provider.readAnswer(body.toByteArray(), notes);
            unreadable = answer.stop() == Answer.Stop.FAILED;
            if (!unreadable) {
                thoughts.whole(answer);
                written = client.writeAnswer(named(answer), asker);
            }
        } catch (IOException broken) {
            unreadable = true;
        }
    }

    private Answer named(Answer answer) {
        List<Part> parts = answer.parts().stream().map(this::named).toList();
        return new Answer(answer.id(), answer.model(), parts, answer.stop(), answer.stopText(), answer.tokens());
    }

    private Part named(Part part) {
        return part instanceof Part.ToolCall(String id, String name, String arguments, String signature)
                ? new Part.ToolCall(id, aliases.clients(name), arguments, signature)
                : part;
    }

    @Override
    public byte[] ready() {
        byte[] ready = written;
        written = new byte[0];
        return ready;
    }

    @Override
    public boolean unreadable() {
        return unreadable;
    }

    @Override
    public byte[] brokenOff(DialectError error) {
        return new byte[0];
    }
}
