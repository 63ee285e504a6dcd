package signalbox.core.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;

/// Generated cases from a fixed seed; a failure names the case.
class PricePropertyTest {
    private static final PriceBook BOOK = PriceBook.shipped();
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final int YEAR = 365 * 86_400;
    private static final List<String> TIERS = List.of("", "", "default", "auto", "batch", "flex", "priority", "fast");
    private static final List<String> GEOS = List.of("", "", "us", "global", "not_available");
    private static final List<Counter> INPUTS =
            List.of(
                    Counter.IN_TEXT,
                    Counter.IN_AUDIO,
                    Counter.IN_IMAGE,
                    Counter.CACHE_READ,
                    Counter.CACHE_WRITE_5M,
                    Counter.CACHE_WRITE_1H);
    private static final List<Counter> OUTPUTS = List.of(Counter.OUT_TEXT, Counter.OUT_REASON, Counter.OUT_AUDIO);

    private final SplittableRandom random = new SplittableRandom(20261121);

    @Test
    void costIsTheExactSumRoundedUpOnce() {
        int priced = 0;
        for (int i = 0; i < 100_000; i++) {
            var rates = new EnumMap<Counter, Long>(Counter.class);
            var counts = new EnumMap<Counter, Long>(Counter.class);
            for (var counter : Counter.values()) {
                rates.put(counter, random.nextLong(1L << random.nextInt(1, 34)));
                if (random.nextInt(3) > 0 && counter != Counter.FIXED_FEE) {
                    counts.put(counter, random.nextLong(1L << random.nextInt(1, 24)));
                }
            }
            rates.put(Counter.FIXED_FEE, 0L);
            var cost = BOOK.cost("x", Models.priced("m", rates), new Usage(counts, 0, "", "", -1), START).orElseThrow();
            assertEquals(exact(counts, rates), BigDecimal.valueOf(cost.nanos()), "case " + i);
            priced += cost.nanos() > 0 ? 1 : 0;
        }
        assertTrue(priced > 90_000, "the generator makes real cases");
    }

    /// Dollars as people write them: units × dollars per unit, in nano-dollars, rounded up.
    private static BigDecimal exact(Map<Counter, Long> counts, Map<Counter, Long> rates) {
        var dollars = BigDecimal.ZERO;
        for (var count : counts.entrySet()) {
            var perUnit = new BigDecimal(Usd.plain(rates.get(count.getKey()), Usd.PICO));
            dollars = dollars.add(perUnit.multiply(BigDecimal.valueOf(count.getValue())));
        }
        return dollars.movePointRight(9).setScale(0, RoundingMode.CEILING);
    }

    @Test
    void noCallCostsMoreThanItsBound() {
        var models =
                BOOK.records().stream()
                        .filter(price -> price.model().indexOf('*') < 0)
                        .map(price -> price.vendor() + " " + price.model())
                        .distinct()
                        .toList();
        var reached = new TreeSet<String>();
        int compared = 0;
        for (int i = 0; i < 100_000; i++) {
            var name = models.get(random.nextInt(models.size())).split(" ");
            compared += compare(i, name[0], name[1], reached) ? 1 : 0;
        }
        assertTrue(compared > 30_000, "the generator makes real cases: " + compared);
        assertTrue(reached.size() > BOOK.records().size() * 8 / 10, "most records priced a call: " + reached.size());
    }

    private boolean compare(int i, String vendor, String id, TreeSet<String> reached) {
        boolean audio = random.nextInt(3) == 0;
        Model model = audio ? Models.with(id, Ability.AUDIO) : Models.plain(id);
        int searches = random.nextInt(3) == 0 ? random.nextInt(5) : 0;
        var asked = pick(TIERS);
        var sent = START.plusSeconds(random.nextInt(YEAR));
        var usage = usage(vendor, audio, searches, served(vendor, asked));
        long input = usage.inputTokens() + random.nextInt(3);
        long output = usage.outputTokens() + random.nextInt(3);
        var bound = BOOK.worst(vendor, model, input, output, searches, asked, sent);
        var billed = sent.plus(Duration.ofSeconds(random.nextInt(7_201)));
        var cost = BOOK.cost(vendor, model, usage, billed);
        if (bound.isEmpty() || cost.isEmpty()) {
            return false;
        }
        reached.addAll(List.of(cost.get().priceIds().split(",")));
        assertTrue(
                cost.get().nanos() <= bound.get(),
                () ->
                        "case "
                                + i
                                + ": "
                                + vendor
                                + "/"
                                + id
                                + " asked "
                                + asked
                                + " at "
                                + sent
                                + " billed "
                                + billed
                                + " "
                                + usage
                                + " cost "
                                + cost
                                + " bound "
                                + bound);
        return true;
    }

    /// What the vendor may serve: what was asked, or standard, or by default its own choice.
    private String served(String vendor, String asked) {
        var choices = new ArrayList<>(List.of("standard", asked));
        if (asked.isEmpty() || asked.equals("auto")) {
            choices.add("flex");
            if (vendor.equals("openai")) {
                choices.add("priority");
            }
        }
        return pick(choices);
    }

    private Usage usage(String vendor, boolean audio, int searches, String tier) {
        var counts = new EnumMap<Counter, Long>(Counter.class);
        for (var counter : INPUTS) {
            boolean occurs = counter != Counter.IN_AUDIO || audio;
            // OpenAI's and Gemini's caches know no hour-long writes
            occurs &= counter != Counter.CACHE_WRITE_1H || VendorQuirks.of(vendor).longCacheWrites();
            if (occurs && random.nextBoolean()) {
                counts.put(counter, tokens());
            }
        }
        for (var counter : OUTPUTS) {
            if ((counter != Counter.OUT_AUDIO || audio) && random.nextBoolean()) {
                counts.put(counter, tokens());
            }
        }
        if (searches > 0) {
            counts.put(Counter.WEB_SEARCH_CALLS, (long) random.nextInt(searches + 1));
        }
        var plain = new Usage(counts, 0, tier, pick(GEOS), -1);
        return new Usage(counts, plain.inputTokens(), tier, plain.geo(), -1);
    }

    /// Small, large, and right at the thresholds.
    private long tokens() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong(10);
            case 1 -> random.nextLong(100_000);
            case 2 ->
                    List.of(127_999L, 128_001L, 199_999L, 200_000L, 200_001L, 271_999L, 272_000L, 272_001L)
                            .get(random.nextInt(8));
            default -> random.nextLong(1_000_000);
        };
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
