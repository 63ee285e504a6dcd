package signalbox.core.price;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import signalbox.core.policy.Counter;

/// One dated price: every rate of a model under one set of conditions (costs.md, cost math 4). A record stands alone;
/// it is never added to another.
///
/// @param vendor as in [signalbox.core.policy.Provider#vendor()]
/// @param model the id on the wire; a `*` in it stands for any text, so `*` is any model of the vendor
/// @param from first instant it holds; [Instant#MIN] when it has no known start
/// @param to first instant it no longer holds; [Instant#MAX] while open
/// @param hours the daily hours it holds
/// @param tier service tier it is for, in lower case; empty is standard
/// @param geo inference geography it is for, in lower case; empty is any
/// @param over the prompt size from which it prices the whole request
/// @param rates pico-dollars per unit; a counter that is absent is unknown
/// @param source where the figures come from
/// @param sourceDate ISO 8601 day of the source
/// @param note for people; may be empty
/// @param name the id that a book gave it; empty when its id follows from the other fields
public record PriceRecord(
        String vendor,
        String model,
        Instant from,
        Instant to,
        UtcWindow hours,
        String tier,
        String geo,
        Threshold over,
        Map<Counter, Long> rates,
        String source,
        String sourceDate,
        Confidence confidence,
        String note,
        String name) {
    public PriceRecord {
        requireName("vendor", vendor);
        requireName("model", model);
        requireWord("tier", tier);
        requireWord("geo", geo);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the price ends before it starts");
        }
        var copy = new EnumMap<Counter, Long>(Counter.class);
        copy.putAll(rates);
        for (var rate : copy.values()) {
            if (rate < 0) {
                throw new IllegalArgumentException("a rate is below 0");
            }
        }
        rates = Collections.unmodifiableMap(copy);
    }

    /// A record whose id follows from its fields.
    public PriceRecord(
            String vendor,
            String model,
            Instant from,
            Instant to,
            UtcWindow hours,
            String tier,
            String geo,
            Threshold over,
            Map<Counter, Long> rates,
            String source,
            String sourceDate,
            Confidence confidence,
            String note) {
        this(vendor, model, from, to, hours, tier, geo, over, rates, source, sourceDate, confidence, note, "");
    }

    /// From how many prompt tokens (cache included) on a record prices the whole request.
    ///
    /// @param tokens 0 means: any prompt
    /// @param inclusive true for `>=`, false for `>`
    public record Threshold(long tokens, boolean inclusive) {
        public static final Threshold NONE = new Threshold(0, true);

        public Threshold {
            if (tokens < 0) {
                throw new IllegalArgumentException("a threshold is below 0");
            }
        }

        public boolean passedBy(long promptTokens) {
            return inclusive ? promptTokens >= tokens : promptTokens > tokens;
        }

        public boolean none() {
            return tokens == 0;
        }

        /// `>=272000`, or empty.
        @Override
        public String toString() {
            return none() ? "" : (inclusive ? ">=" : ">") + tokens;
        }
    }

    /// The vendor that another vendor's models are priced as (`gemini` as `google`); most are their own.
    public static String vendorOf(String vendor) {
        return VendorQuirks.pricedAs(vendor);
    }

    /// The id that ledger rows keep; the one a book gave it, else `openai/gpt-5.5#priority+>=272000@2026-09-23`. Vendor
    /// and model, then the conditions, then the first day it holds, or the day of its source when it has no known
    /// start. Has no comma.
    public String id() {
        return name.isEmpty() ? ownId() : name;
    }

    private String ownId() {
        var conditions = String.join("+", conditions());
        return vendor
                + "/"
                + model
                + (conditions.isEmpty() ? "" : "#" + conditions)
                + "@"
                + (from.equals(Instant.MIN) ? sourceDate : day(from));
    }

    /// Whether the other record is for the same thing under the same conditions at some common time, so that there is
    /// no telling which one holds.
    public boolean clashes(PriceRecord other) {
        return sameSlot(other)
                && hours.allDay() == other.hours.allDay()
                && hours.overlaps(other.hours)
                && from.isBefore(other.to)
                && other.from.isBefore(to);
    }

    /// The same record until an earlier end.
    public PriceRecord until(Instant end) {
        return with(from, end, name);
    }

    /// The same record, under the same id, from a later start.
    public PriceRecord since(Instant start) {
        return with(start, to, id());
    }

    /// The same record from another start, as a record of its own.
    PriceRecord starting(Instant start) {
        return with(start, to, "");
    }

    /// The same record from another source.
    PriceRecord sourced(String name, String day) {
        return new PriceRecord(
                vendor, model, from, to, hours, tier, geo, over, rates, name, day, confidence, note, this.name);
    }

    /// The same record under an id.
    PriceRecord named(String id) {
        return with(from, to, id);
    }

    private PriceRecord with(Instant start, Instant end, String id) {
        return new PriceRecord(
                vendor, model, start, end, hours, tier, geo, over, rates, source, sourceDate, confidence, note, id);
    }

    boolean sameSlot(PriceRecord other) {
        return vendor.equals(other.vendor)
                && model.equals(other.model)
                && tier.equals(other.tier)
                && geo.equals(other.geo)
                && over.tokens == other.over.tokens;
    }

    private List<String> conditions() {
        var all = new ArrayList<String>(4);
        for (var condition : new String[] {tier, geo, over.toString(), hours.toString()}) {
            if (!condition.isEmpty()) {
                all.add(condition);
            }
        }
        return all;
    }

    private static String day(Instant instant) {
        var time = instant.atOffset(ZoneOffset.UTC);
        return time.toLocalTime().toSecondOfDay() == 0 ? time.toLocalDate().toString() : instant.toString();
    }

    private static void requireName(String what, String name) {
        if (name.isBlank() || name.indexOf(',') >= 0 || name.length() > 200) {
            throw new IllegalArgumentException("the " + what + " is missing, too long or has a comma");
        }
    }

    private static void requireWord(String what, String word) {
        boolean plain =
                word.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-');
        if (!plain) {
            throw new IllegalArgumentException("the " + what + " must be one word in lower case: " + word);
        }
    }
}
