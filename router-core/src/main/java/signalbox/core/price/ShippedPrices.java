package signalbox.core.price;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The price table that ships with Signalbox: `prices.csv`, read once.
final class ShippedPrices {
    private static final String AS_OF = "# as-of: ";

    private ShippedPrices() {}

    private static final class Once {
        static final PriceBook BOOK = read();
    }

    static PriceBook load() {
        return Once.BOOK;
    }

    private static PriceBook read() {
        var text = resource("prices.csv");
        var parsed = PriceImport.csv(text);
        if (!parsed.problems().isEmpty() || !text.startsWith(AS_OF)) {
            throw new IllegalStateException("the shipped price table is damaged: " + parsed.problems());
        }
        var asOf = text.substring(AS_OF.length(), text.indexOf('\n')).strip();
        return PriceBook.of(parsed.records(), asOf);
    }

    static String resource(String name) {
        try (var in = ShippedPrices.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the shipped table is missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
