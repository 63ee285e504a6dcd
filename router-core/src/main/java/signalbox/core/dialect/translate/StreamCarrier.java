package signalbox.core.dialect.translate;

import java.io.IOException;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.DialectError;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.StreamEvent;

/// Carries a stream, event by event: whatever a read completes is ready at once.
final class StreamCarrier implements TranslatingTap.Carrier {
    private final Dialect client;
    private final Codec.EventReader reader;
    private final Codec.EventWriter writer;
    private final ToolAliases aliases;
    private final Thoughts thoughts;
    private final EventData events = new EventData(this::event);
    private final EventOut written = new EventOut();
    private final HalfCharacters halves = new HalfCharacters();
    private boolean ended;
    private boolean unreadable;

    StreamCarrier(
            Dialect client,
            Codec.EventReader reader,
            Codec.EventWriter writer,
            ToolAliases aliases,
            Thoughts thoughts) {
        this.client = client;
        this.reader = reader;
        this.writer = writer;
        this.aliases = aliases;
        this.thoughts = thoughts;
    }

    @Override
    public void take(byte[] bytes, int offset, int length) {
        try {
            events.feed(bytes, offset, offset + length);
        } catch (IOException broken) {
            unreadable = true;
        }
    }

    @Override
    public void end() {
        try {
            events.finish();
            if (!ended) {
                reader.end(this::write);
            }
        } catch (IOException broken) {
            unreadable = true;
        }
    }

    @Override
    public byte[] ready() {
        return written.take();
    }

    @Override
    public boolean unreadable() {
        return unreadable;
    }

    @Override
    public byte[] brokenOff(DialectError error) {
        return client.streamError(error);
    }

    private void event(byte[] data) throws IOException {
        if (!ended && !unreadable) {
            reader.read(data, this::write);
        }
    }

    private void write(StreamEvent read) {
        StreamEvent event = halves.joined(read);
        thoughts.event(event);
        switch (event) {
            case StreamEvent.ToolCallStart(int index, String id, String name, String signature) ->
                    writer.write(new StreamEvent.ToolCallStart(index, id, aliases.clients(name), signature), written);
            case StreamEvent.Stopped(Stop stop, String text) when stop == Stop.FAILED -> unreadable = true;
            default -> {
                ended |= event instanceof StreamEvent.End;
                writer.write(event, written);
            }
        }
    }
}
