package signalbox.core.dialect;

import java.util.List;
import signalbox.core.policy.Wire;

/// How many tokens a request has: the body of an ordinary request of the same dialect, answered with a number.
/// Providers do not bill it, so whatever they answer counts as nothing used.
final class TokenCounts implements Dialect {
    private static final String NOTHING = "{\"input_tokens\":0,\"output_tokens\":0,\"promptTokenCount\":0}";

    private final Dialect base;

    TokenCounts(Dialect base) {
        this.base = base;
    }

    @Override
    public Wire wire() {
        return base.wire();
    }

    @Override
    public ParsedRequest parse(byte[] body) throws MalformedRequest {
        return base.parse(body);
    }

    /// Output limits mean nothing here, and are refused by some.
    @Override
    public byte[] forward(ParsedRequest request, Forwarding change) {
        var body = new ForwardedBody(request);
        if (base.wire() != Wire.GEMINI) {
            body.model(change.model());
        }
        return body.bytes();
    }

    @Override
    public AnswerTap tap(boolean stream, boolean hideUsage) {
        return new PlainTap(base.wire() == Wire.GEMINI ? new GeminiScan() : new AnswerScan(true), List.of(NOTHING));
    }

    @Override
    public byte[] error(DialectError error) {
        return base.error(error);
    }

    @Override
    public byte[] streamError(DialectError error) {
        return base.streamError(error);
    }
}
