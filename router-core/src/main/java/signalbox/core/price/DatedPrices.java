package signalbox.core.price;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;
import signalbox.core.policy.PriceOverride;

/// A price book over dated records.
///
/// Of the records that apply to a call the most exact one prices it: its tier over standard, its geography over any,
/// the highest threshold passed, daily hours over all day. Where two are exact in different ways and none is in both,
/// each counter takes the dearer rate and the cost is flagged `rates_blended`.
final class DatedPrices implements PriceBook {
    /// How long after `at` a call may still come to be billed: the longest call, and room for the provider to price it
    /// by its end.
    static final Duration HORIZON = Duration.ofHours(2);

    private static final Counter[] COUNTERS = Counter.values();

    private final List<PriceRecord> records;
    private static final int MOST_OWN = 1024;

    private final Map<PriceOverride, RateCard> own = new ConcurrentHashMap<>();
    private final PriceTable table;
    private final String asOf;

    DatedPrices(List<PriceRecord> records, String asOf) {
        this.records = List.copyOf(records);
        this.table = new PriceTable(this.records);
        this.asOf = asOf;
    }

    @Override
    public Optional<Cost> cost(String vendor, Model model, Usage usage, Instant at) {
        var listed = listed(vendor, model, usage, at);
        return usage.reportedCostPico() < 0 ? listed : Optional.of(reported(model, usage, listed));
    }

    private Optional<Cost> listed(String vendor, Model model, Usage usage, Instant at) {
        if (model.price().isPresent()) {
            return sum(own(model.price().get()), usage, "");
        }
        var tier = VendorQuirks.of(vendor).tier(usage.tierServed());
        var geo = usage.geo().toLowerCase(Locale.ROOT);
        // a caller's total below its own counters must not choose the cheaper tier
        long prompt = Math.max(usage.promptTotal(), usage.inputTokens());
        var applying = new ArrayList<RateCard>(4);
        boolean tierPriced = tier.isEmpty();
        for (var card : table.cards(vendor, model.id())) {
            if (card.applies(tier, geo, prompt, at)) {
                applying.add(card);
                tierPriced |= card.price().tier().equals(tier);
            }
        }
        if (applying.isEmpty() || !tierPriced && !VendorQuirks.discounted(tier)) {
            return Optional.empty();
        }
        var card = mostExact(applying);
        var blended = card.price() == null ? "rates_blended" : "";
        return sum(card, usage, tierPriced ? blended : Flags.join(blended, "tier_unpriced"));
    }

    /// What the provider says it billed stands. The operator's own rates win only where they are dearer: spend is never
    /// under-counted.
    private static Cost reported(Model model, Usage usage, Optional<Cost> listed) {
        long nanos = Math.ceilDiv(usage.reportedCostPico(), 1000L);
        if (model.price().isPresent() && listed.isPresent() && listed.get().nanos() >= nanos) {
            return listed.get();
        }
        var flags = model.price().isPresent() ? "reported_over_override" : "";
        var line = new Line(Counter.FIXED_FEE, 1, usage.reportedCostPico(), "reported");
        return new Cost(nanos, "reported", flags, List.of(line));
    }

    /// The operator's own rates as a card, made once: a policy has few, and every call asks several times.
    private RateCard own(PriceOverride price) {
        RateCard card = own.get(price);
        if (card == null) {
            if (own.size() >= MOST_OWN) {
                own.clear();
            }
            card = RateCard.of(price);
            own.put(price, card);
        }
        return card;
    }

    private static RateCard mostExact(List<RateCard> applying) {
        var best = applying.getFirst();
        for (var card : applying) {
            if (card.overrules(best)) {
                best = card;
            }
        }
        var blend = best;
        for (var card : applying) {
            if (card != best && !best.overrules(card)) {
                blend = blend.dearer(card);
            }
        }
        return blend;
    }

    static Optional<Cost> sum(RateCard card, Usage usage, String flags) {
        var lines = new ArrayList<Line>(4);
        long pico = 0;
        for (var counter : COUNTERS) {
            long units = units(card, usage, counter);
            if (units == 0) {
                continue;
            }
            long rate = card.rate(counter);
            if (rate == RateCard.UNKNOWN || units < 0 || overflows(units, rate, pico)) {
                return Optional.empty();
            }
            pico += units * rate;
            lines.add(new Line(counter, units, rate, card.id()));
        }
        return Optional.of(new Cost(Math.ceilDiv(pico, 1000L), card.id(), flags, List.copyOf(lines)));
    }

    /// A per-call fee is charged once for whatever was billed at all.
    private static long units(RateCard card, Usage usage, Counter counter) {
        long units = usage.count(counter);
        boolean fee = counter == Counter.FIXED_FEE && card.rate(counter) > 0 && !usage.equals(Usage.NONE);
        return fee ? Math.max(1, units) : units;
    }

    private static boolean overflows(long units, long rate, long pico) {
        return Math.multiplyHigh(units, rate) != 0 || units * rate < 0 || pico + units * rate < 0;
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
        var bound = new WorstCase(model, VendorQuirks.of(vendor).longCacheWrites(), searchCalls > 0);
        if (model.price().isPresent()) {
            bound.allow(own(model.price().get()));
            return bound.nanos(inputBound, outputBound, searchCalls);
        }
        var quirks = VendorQuirks.of(vendor);
        boolean askedPriced = quirks.tier(serviceTier).isEmpty() || VendorQuirks.discounted(quirks.tier(serviceTier));
        for (var card : table.cards(vendor, model.id())) {
            var tier = card.price().tier();
            if (quirks.mayServe(serviceTier, tier) && card.couldApply(tier, inputBound, at, HORIZON)) {
                bound.allow(card);
                askedPriced |= tier.equals(quirks.tier(serviceTier));
            }
        }
        return askedPriced ? bound.nanos(inputBound, outputBound, searchCalls) : Optional.empty();
    }

    @Override
    public boolean knows(String vendor, Model model, Instant at) {
        if (model.price().isPresent()) {
            return RateCard.of(model.price().get()).complete();
        }
        return standard(vendor, model.id(), at).map(price -> RateCard.of(price).complete()).orElse(false);
    }

    @Override
    public Optional<PriceRecord> standard(String vendor, String modelId, Instant at) {
        for (var card : table.cards(vendor, modelId)) {
            var price = card.price();
            boolean plain = price.tier().isEmpty() && price.geo().isEmpty() && price.over().none();
            if (plain && price.hours().allDay() && card.effectiveAt(at)) {
                return Optional.of(price);
            }
        }
        return Optional.empty();
    }

    @Override
    public List<PriceRecord> records() {
        return records;
    }

    @Override
    public String asOf() {
        return asOf;
    }
}
