package signalbox.app.providers;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;
import signalbox.core.policy.PriceOverride;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tier;
import signalbox.core.price.PriceBook;
import signalbox.core.price.PriceRecord;

/// Says what a model costs: `$0.75 in · $4.50 out`, per million tokens. Pure.
final class PriceWords {
    private static final long PICO_TO_NANOS_PER_MILLION = 1_000;

    private PriceWords() {}

    /// Empty when no price is known.
    static String of(PriceBook book, Provider provider, Model model, Instant now) {
        if (provider.tier() != Tier.PAID) {
            return Text.of("providers.price." + provider.tier().name().toLowerCase(Locale.ROOT));
        }
        return model.price()
                .map(PriceOverride::picoDollars)
                .or(() -> rates(book, provider.vendor(), model.id(), now))
                .map(PriceWords::words)
                .orElse("");
    }

    /// Where a price comes from and its date; empty where there is no price to tell it of.
    static String source(PriceBook book, Provider provider, Model model, Instant now) {
        if (provider.tier() != Tier.PAID) {
            return "";
        }
        return model.price().isPresent()
                ? Text.of("providers.price.source.own")
                : book.standard(provider.vendor(), model.id(), now)
                        .map(price -> Text.of("providers.price.source", price.sourceDate(), price.source()))
                        .orElse("");
    }

    /// The list price of a vendor’s model; empty when no price is known.
    static String listed(PriceBook book, String vendor, String model, Instant now) {
        return rates(book, vendor, model, now).map(PriceWords::words).orElse("");
    }

    private static Optional<Map<Counter, Long>> rates(PriceBook book, String vendor, String model, Instant now) {
        return book.standard(vendor, model, now).map(PriceRecord::rates);
    }

    private static String words(Map<Counter, Long> rates) {
        Long in = rates.get(Counter.IN_TEXT);
        Long out = rates.get(Counter.OUT_TEXT);
        return in == null || out == null ? "" : Text.of("providers.price.rates", dollars(in), dollars(out));
    }

    private static String dollars(long pico) {
        return pico == 0 ? "$0" : Amounts.exact(pico * PICO_TO_NANOS_PER_MILLION);
    }
}
