package signalbox.app.testing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;
import signalbox.core.price.PriceBook;
import signalbox.core.price.PriceRecord;
import signalbox.core.price.Usage;

/// Prices for screens: $1.25 a million tokens in, $10 out, for every model.
///
/// @param listed what lists are shown from
record FakePrices(PriceBook listed) implements PriceBook {
    private static final long IN = 1_250_000;
    private static final long OUT = 10_000_000;

    @Override
    public Optional<Cost> cost(String vendor, Model model, Usage usage, Instant at) {
        long pico = usage.inputTokens() * IN + usage.outputTokens() * OUT;
        var lines =
                List.of(
                        new Line(Counter.IN_TEXT, usage.inputTokens(), IN, "sample/in"),
                        new Line(Counter.OUT_TEXT, usage.outputTokens(), OUT, "sample/out"));
        return Optional.of(new Cost((pico + 999) / 1_000, "sample/in,sample/out", "", lines));
    }

    @Override
    public Optional<Long> worst(
            String vendor,
            Model model,
            long inputBound,
            long outputBound,
            int searchCalls,
            String serviceTier,
            Instant at) {
        return Optional.of((inputBound * IN + outputBound * OUT) / 1_000);
    }

    @Override
    public boolean knows(String vendor, Model model, Instant at) {
        return true;
    }

    @Override
    public Optional<PriceRecord> standard(String vendor, String modelId, Instant at) {
        return listed.standard(vendor, modelId, at);
    }

    @Override
    public String asOf() {
        return "2026-11-01";
    }
}
