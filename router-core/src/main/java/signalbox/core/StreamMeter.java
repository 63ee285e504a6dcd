package signalbox.core;

import signalbox.core.budget.Bound;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.plan.Attempt;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Usage;
import signalbox.core.price.UsageReader;

/// Says when a running stream has certainly passed what was held for it: the provider ignores the output limit that was
/// written into the request (costs.md, Meter). Asked after every piece; cheap unless the piece brought new usage. One
/// per stream, one thread.
final class StreamMeter {
    private final Settling settling;
    private final Provider provider;
    private final Model model;
    private final Bound held;
    private final long outputLimit;
    private final PriceBook prices;
    private final AnswerTap tap;
    private int usagesSeen;

    /// @param choices how many answers were asked for; each may be as long as the limit
    StreamMeter(
            Settling settling,
            PriceBook prices,
            Provider provider,
            Model model,
            Attempt attempt,
            int choices,
            Bound held,
            AnswerTap tap) {
        this.settling = settling;
        this.prices = prices;
        this.provider = provider;
        this.model = model;
        this.held = held;
        this.outputLimit = (long) attempt.outputLimit() * choices;
        this.tap = tap;
    }

    /// Whether to stop reading. Never because of bytes alone: a stream within its limit delivers more bytes than
    /// tokens. And never once a finish reason was named: what is used then is used, and settling deals with it.
    boolean passed() {
        if (!tap.finish().isEmpty()) {
            return false;
        }
        return tap.leastTokens() > outputLimit || tap.usagesSeen() > usagesSeen && reportsMore();
    }

    private boolean reportsMore() {
        usagesSeen = tap.usagesSeen();
        return UsageReader.read(provider.wire(), provider.vendor(), tap.usage())
                .map(UsageReader.Reading::usage)
                .filter(usage -> usage.tokens() > held.tokens() || cost(usage) > held.nanos())
                .isPresent();
    }

    private long cost(Usage usage) {
        return settling.costs()
                ? prices.cost(provider.vendor(), model, usage, settling.started()).map(PriceBook.Cost::nanos).orElse(0L)
                : 0;
    }
}
