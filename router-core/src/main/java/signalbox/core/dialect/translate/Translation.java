package signalbox.core.dialect.translate;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.policy.Wire;

/// A client's request, read once, ready to be written for providers that speak other wire formats. Immutable.
public final class Translation {
    /// The code of refusals of what a target's wire format cannot carry: another target may take it.
    public static final String UNTRANSLATABLE = Untranslatable.CODE;

    private static final Map<Wire, Codec> CODECS =
            Stream.of(new OpenAiChatCodec(), new AnthropicCodec(), new ResponsesCodec(), new GeminiCodec())
                    .collect(
                            Collectors.toMap(
                                    Codec::wire,
                                    Function.identity(),
                                    (one, other) -> one,
                                    () -> new EnumMap<>(Wire.class)));

    private final Wire client;
    private final Conversation conversation;

    private Translation(Wire client, Conversation conversation) {
        this.client = client;
        this.conversation = conversation;
    }

    /// Whether calls in one format can be answered by providers of the other.
    public static boolean exists(Wire client, Wire provider) {
        return client != provider && CODECS.containsKey(client) && CODECS.containsKey(provider);
    }

    /// @throws MalformedRequest for what the client must fix, or no other format can carry
    public static Translation read(Wire client, ParsedRequest request, Notes notes) throws MalformedRequest {
        return new Translation(client, codec(client).readRequest(request, notes));
    }

    /// The request as the target gets it.
    ///
    /// @throws MalformedRequest with code [#UNTRANSLATABLE] when this target cannot do what is asked
    public Outgoing write(Target target, Recall recall, Notes notes) throws MalformedRequest {
        var aliases = ToolAliases.of(conversation, target.wire());
        byte[] body = codec(target.wire()).writeRequest(aliases.renamed(conversation), target, recall, notes);
        return new Outgoing(client, target.wire(), body, aliases);
    }

    static Codec codec(Wire wire) {
        Codec codec = CODECS.get(wire);
        if (codec == null) {
            throw new IllegalArgumentException("no translation of " + wire.id());
        }
        return codec;
    }
}
