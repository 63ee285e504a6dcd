package signalbox.core.dialect.translate;

import signalbox.core.dialect.AnswerTap;
import signalbox.core.dialect.Dialect;
import signalbox.core.policy.Wire;

/// A translated request on its way, and what is needed to bring its answer back. Immutable.
public final class Outgoing {
    private final Wire client;
    private final Wire provider;
    private final byte[] body;
    private final ToolAliases aliases;

    Outgoing(Wire client, Wire provider, byte[] body, ToolAliases aliases) {
        this.client = client;
        this.provider = provider;
        this.body = body;
        this.aliases = aliases;
    }

    public byte[] body() {
        return body;
    }

    /// A tap that counts in the provider's format and hands on in the client's.
    ///
    /// @param scope under which `memory` keeps what the provider wants back
    public AnswerTap tap(boolean stream, Client asker, ThoughtMemory memory, String scope, Notes notes) {
        AnswerTap counting = Dialect.of(provider).tap(stream, false);
        var thoughts = new Thoughts(memory, scope);
        Codec.EventReader reader = Translation.codec(provider).eventReader(notes);
        Codec.EventWriter writer = Translation.codec(client).eventWriter(asker);
        return new TranslatingTap(
                counting,
                stream
                        ? new StreamCarrier(Dialect.of(client), reader, writer, aliases, thoughts)
                        : new AnswerCarrier(
                                Translation.codec(provider),
                                Translation.codec(client),
                                asker,
                                aliases,
                                thoughts,
                                notes));
    }
}
