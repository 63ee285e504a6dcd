package signalbox.core.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import signalbox.core.policy.DataFacts.ZeroRetention;

/// What is shipped about vendors' handling of data, each with its source and the day it was looked up. A start for a
/// new provider, to be shown as a fact that nobody has attested yet.
///
/// @param jurisdiction where inference runs; `unknown` when it depends or nobody says
/// @param trains whether the API may train on input by default; unknown counts as yes
/// @param zeroRetention whether calls without any retention can be had, and how
/// @param facts what goes into a new provider: unattested, and never claiming what only an agreement gives
/// @param checked when the source was read
/// @param note what the figures leave out
public record ShippedFacts(
        String vendor,
        String jurisdiction,
        Trains trains,
        Offer zeroRetention,
        DataFacts facts,
        LocalDate checked,
        Confidence confidence,
        String note) {
    private static final int COLUMNS = 9;
    private static final SequencedMap<String, ShippedFacts> ALL = load();

    public enum Trains {
        YES,
        NO,
        UNKNOWN
    }

    /// How zero retention can be had.
    public enum Offer {
        UNKNOWN,
        NO,
        /// A request can ask for it.
        REQUEST,
        /// The account's owner can turn it on.
        SELF_SERVE,
        /// By agreement with the vendor.
        APPROVAL,
        /// Nothing is kept anyway.
        DEFAULT
    }

    public enum Confidence {
        LOW,
        MEDIUM,
        HIGH
    }

    /// Every vendor's, by id.
    public static SequencedMap<String, ShippedFacts> all() {
        return ALL;
    }

    /// What is shipped about a vendor, by the id that prices know it by.
    public static Optional<ShippedFacts> of(String vendor) {
        return Optional.ofNullable(ALL.get(vendor));
    }

    /// What a new provider of this vendor starts with; nothing known for a vendor that is not shipped.
    public static DataFacts start(String vendor) {
        return of(vendor).map(ShippedFacts::facts).orElse(DataFacts.UNKNOWN);
    }

    /// The same facts, attested.
    public static DataFacts attested(DataFacts facts, String by, LocalDate on) {
        return new DataFacts(facts.retentionDays(), facts.zeroRetention(), by, Optional.of(on), facts.source());
    }

    private static SequencedMap<String, ShippedFacts> load() {
        var all = new LinkedHashMap<String, ShippedFacts>();
        var stream = ShippedFacts.class.getResourceAsStream("data-facts.csv");
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("vendor,"))
                    .map(ShippedFacts::parse)
                    .forEach(facts -> all.put(facts.vendor, facts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableSequencedMap(all);
    }

    private static ShippedFacts parse(String line) {
        // the note is last, so it may hold commas
        String[] columns = line.split(",", COLUMNS);
        Offer offer = word(Offer.class, columns[4]);
        OptionalInt days = columns[3].isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(columns[3]));
        var facts = new DataFacts(days, zeroRetention(offer), "", Optional.empty(), columns[7]);
        return new ShippedFacts(
                columns[0],
                columns[1],
                word(Trains.class, columns[2]),
                offer,
                facts,
                LocalDate.parse(columns[5]),
                word(Confidence.class, columns[6]),
                columns[8]);
    }

    private static ZeroRetention zeroRetention(Offer offer) {
        return switch (offer) {
            case REQUEST -> ZeroRetention.PER_REQUEST;
            case NO -> ZeroRetention.NO;
            // that it can be had does not mean that this account has it
            case UNKNOWN, SELF_SERVE, APPROVAL, DEFAULT -> ZeroRetention.UNKNOWN;
        };
    }

    private static <E extends Enum<E>> E word(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
