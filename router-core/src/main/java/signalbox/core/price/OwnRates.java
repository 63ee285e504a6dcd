package signalbox.core.price;

import java.util.EnumMap;
import java.util.Optional;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PriceOverride;
import signalbox.core.policy.RateName;

/// The price id of the operator's own rates. A policy's rates have no date, so the id holds the rates themselves and
/// can be explained after they changed: `override;input=0.75;output=4.5`, as policy files write them. Pure.
final class OwnRates {
    private static final String PREFIX = "override";

    private OwnRates() {}

    static String id(PriceOverride own) {
        var id = new StringBuilder(PREFIX);
        RateName.all()
                .forEach((name, counter) -> {
                    var rate = own.picoDollars().get(counter);
                    if (rate != null) {
                        id.append(';').append(name).append('=').append(Usd.plain(rate, RateName.places(counter)));
                    }
                });
        return id.toString();
    }

    /// The rates in such an id; empty when it is none, or has none.
    static Optional<PriceOverride> read(String id) {
        var parts = id.split(";");
        if (!parts[0].equals(PREFIX) || parts.length == 1) {
            return Optional.empty();
        }
        var rates = new EnumMap<Counter, Long>(Counter.class);
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            var counter = RateName.counter(parts[i].substring(0, Math.max(0, equals)));
            if (counter.isEmpty()) {
                return Optional.empty();
            }
            rates.put(counter.get(), Usd.exact(parts[i].substring(equals + 1), RateName.places(counter.get())));
        }
        return Optional.of(new PriceOverride(rates));
    }
}
