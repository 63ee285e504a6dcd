package signalbox.core.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;

class PriceBookTest {
    private static final PriceBook BOOK = PriceBook.shipped();
    private static final Instant NOW = Instant.parse("2026-09-25T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // the whole request is re-priced, not the excess
        "google,    gemini-3.1-pro-preview, 200000,  400000000",
        "google,    gemini-3.1-pro-preview, 200001,  800004000",
        "openai,    gpt-5.5,                271999, 1359995000",
        "openai,    gpt-5.5,                272000, 2720000000",
        "openai,    gpt-6-sol,              272000,  544000000",
        "openai,    gpt-6-sol,              272001, 1088004000",
        "xai,       grok-4.3,               199999,  249998750",
        "xai,       grok-4.3,               200000,  500000000",
        "anthropic, claude-sonnet-4-6,      200001,  600003000",
    })
    void thresholdsIncludeTheirEdgeOnlyWhereTheVendorDoes(String vendor, String model, long prompt, long nanos) {
        assertEquals(nanos, nanos(vendor, model, in(prompt), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "openai,    gpt-5.6-luna,      2026-07-29T23:59:59.999Z, 1000",
        "openai,    gpt-5.6-luna,      2026-07-30T00:00:00Z,      200",
        "openai,    gpt-5.6-terra,     2026-07-29T12:00:00Z,     2500",
        "openai,    gpt-5.6-terra,     2026-07-30T00:00:00Z,     2000",
        "openai,    gpt-5.6-sol,       2026-08-20T23:59:59Z,     5000",
        "openai,    gpt-5.6-sol,       2026-08-21T00:00:00Z,     4000",
        "deepseek,  deepseek-v4-pro,   2026-08-16T02:00:00Z,      435",
        "deepseek,  deepseek-v4-pro,   2026-08-17T00:59:59.999Z,  660",
        "deepseek,  deepseek-v4-pro,   2026-08-17T01:00:00Z,     1320",
        "deepseek,  deepseek-v4-pro,   2026-08-17T03:59:59.999Z, 1320",
        "deepseek,  deepseek-v4-pro,   2026-08-17T04:00:00Z,      660",
        "deepseek,  deepseek-v4-pro,   2026-08-17T06:00:00Z,     1320",
        "deepseek,  deepseek-v4-flash, 2026-08-17T09:59:59Z,      440",
        "deepseek,  deepseek-v4-flash, 2026-08-17T10:00:00Z,      220",
        "google,    gemini-3.7-flash,  2026-12-31T23:59:59Z,      750",
        "google,    gemini-3.7-flash,  2027-01-01T00:00:00Z,     1500",
    })
    void datesAndHoursChooseTheRate(String vendor, String model, Instant at, long nanosPerToken) {
        assertEquals(nanosPerToken, nanos(vendor, model, in(1), at));
    }

    @Test
    void sonnetHadALongContextRateUntilMarch() {
        var before = Instant.parse("2026-03-12T23:59:59Z");
        var after = Instant.parse("2026-03-13T00:00:00Z");
        assertEquals(1_200_006_000, nanos("anthropic", "claude-sonnet-4-6", in(200_001), before));
        assertEquals(600_003_000, nanos("anthropic", "claude-sonnet-4-6", in(200_001), after));
    }

    @ParameterizedTest
    @CsvSource({
        "openai,    gpt-5.5,         default,  5000",
        "openai,    gpt-5.5,         batch,    2500",
        "openai,    gpt-5.5,         flex,     2500",
        "openai,    gpt-5.5,         priority, 10000",
        "openai,    gpt-4o,          Priority, 4250",
        "anthropic, claude-opus-5,   batch,    2500",
        "anthropic, claude-opus-5,   priority, 5000",
        "anthropic, claude-opus-4-7, fast,     30000",
        "google,    gemini-3.5-flash,ON_DEMAND_PRIORITY, 2700",
    })
    void theTierServedChoosesTheRate(String vendor, String model, String tier, long nanosPerToken) {
        assertEquals(nanosPerToken, nanos(vendor, model, in(1).withTier(tier), NOW));
    }

    @Test
    void aTierWithoutAPriceIsUnknownUnlessItIsADiscount() {
        assertEquals(Optional.empty(), cost("openai", "gpt-5.5-pro", in(1).withTier("priority"), NOW));
        assertEquals(Optional.empty(), cost("openai", "gpt-5.5", in(1).withTier("mystery"), NOW));
        var discounted = cost("cerebras", "gpt-oss-120b", in(1).withTier("batch"), NOW).orElseThrow();
        assertEquals(350, discounted.nanos());
        assertEquals("tier_unpriced", discounted.flags());
    }

    @Test
    void aLongPromptAtATierPaysTheLongRateOfThatTier() {
        assertEquals(5_440_000_000L, nanos("openai", "gpt-5.5", in(272_000).withTier("priority"), NOW));
        assertEquals(1_360_000_000L, nanos("openai", "gpt-5.5", in(272_000).withTier("batch"), NOW));
    }

    @Test
    void aTotalBelowItsCountersDoesNotChooseTheCheaperTier() {
        var usage = new Usage(Map.of(Counter.CACHE_READ, 272_000L), 0, "", "", -1);
        assertEquals(272_000_000, nanos("openai", "gpt-5.5", usage, NOW));
    }

    @Test
    void whereTwoRecordsAreExactInDifferentWaysTheDearerRateIsTaken() {
        var plain = Records.of("m", Map.of(Counter.IN_TEXT, 1_000L, Counter.OUT_TEXT, 1_000L));
        var tier = Records.tier(plain, "priority", Map.of(Counter.IN_TEXT, 3_000L, Counter.OUT_TEXT, 2_000L));
        var large = Records.over(plain, 100, Map.of(Counter.IN_TEXT, 2_000L, Counter.OUT_TEXT, 5_000L));
        var book = PriceBook.of(List.of(plain, tier, large), "2026-01-01");
        var usage = in(200).plus(Counter.OUT_TEXT, 10).withTier("priority");
        var cost = book.cost("vendor", Models.plain("m"), usage, NOW).orElseThrow();
        assertEquals(200 * 3 + 10 * 5, cost.nanos());
        assertEquals("rates_blended", cost.flags());
        assertEquals("vendor/m#priority@2026-01-01,vendor/m#>=100@2026-01-01", cost.priceIds());
    }

    @Test
    void geographyCostsExtraWhereItHasARecord() {
        var usage = new Usage(Map.of(Counter.IN_TEXT, 10L), 10, "standard", "us", -1);
        assertEquals(55_000, nanos("anthropic", "claude-opus-5", usage, NOW));
        var elsewhere = new Usage(Map.of(Counter.IN_TEXT, 10L), 10, "standard", "not_available", -1);
        assertEquals(50_000, nanos("anthropic", "claude-opus-5", elsewhere, NOW));
    }

    @Test
    void snapshotsResolveToTheirBaseUnlessTheyHaveTheirOwnPrice() {
        assertEquals(2_500, nanos("openai", "gpt-4o-2024-08-06", in(1), NOW));
        assertEquals(5_000, nanos("openai", "gpt-4o-2024-05-13", in(1), NOW));
        assertEquals(3_000, nanos("anthropic", "claude-sonnet-4-5-20250929", in(1), NOW));
        assertEquals(1_250, nanos("google", "models/gemini-2.5-pro", in(1), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-99",
        "openai, gpt-4o-audio",
        "openai, gpt-4o-1234-56-78",
        "openai, -2024-08-06",
        "nobody, x"
    })
    void anythingElseIsUnknown(String vendor, String model) {
        assertEquals(Optional.empty(), cost(vendor, model, in(1), NOW));
        assertEquals(Optional.empty(), BOOK.worst(vendor, Models.plain(model), 10, 10, 0, "", NOW));
        assertFalse(BOOK.knows(vendor, Models.plain(model), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "local, llama3:8b",
        "ollama, anything",
        "vllm, x/y",
        "lmstudio, q",
        "openrouter, deepseek/some-model:free"
    })
    void localAndFreeModelsCostNothingAndAreKnown(String vendor, String model) {
        var everything = new EnumMap<Counter, Long>(Counter.class);
        for (var counter : Counter.values()) {
            everything.put(counter, 1_000L);
        }
        assertEquals(0, nanos(vendor, model, new Usage(everything, 6_000, "", "", -1), NOW));
        assertEquals(Optional.of(0L), BOOK.worst(vendor, Models.plain(model), 1_000, 1_000, 3, "", NOW));
        assertTrue(BOOK.knows(vendor, Models.plain(model), NOW));
    }

    @Test
    void practiceModelsHaveSimulatedPrices() {
        var usage = in(1_000_000).plus(Counter.OUT_TEXT, 1_000_000);
        assertEquals(750_000_000, nanos("practice", "practice-small", usage, NOW));
        assertEquals(18_000_000_000L, nanos("practice", "practice-large", usage, NOW));
        assertEquals(750_000_000, nanos("practice", "practice-small:rate-limit", usage, NOW));
    }

    @Test
    void aSubscriptionToAVendorHasThatVendorsListPrice() {
        assertEquals(5_000, nanos("claude-cli", "claude-opus-5", in(1), NOW));
    }

    @Test
    void missingRatesFollowTheRules() {
        var own = Map.of(Counter.IN_TEXT, 1_000_000L, Counter.OUT_TEXT, 4_000_000L);
        assertEquals(1_000, rate(own, Counter.CACHE_READ));
        assertEquals(1_000, rate(own, Counter.CACHE_WRITE_5M));
        assertEquals(1_600, rate(own, Counter.CACHE_WRITE_1H));
        assertEquals(4_000, rate(own, Counter.OUT_REASON));
        assertEquals(1_000, rate(own, Counter.IN_IMAGE));
        for (var unknown : List.of(Counter.IN_AUDIO, Counter.OUT_AUDIO, Counter.OUT_IMAGE, Counter.WEB_SEARCH_CALLS)) {
            assertEquals(-1, rate(own, unknown), unknown.id());
        }
        var writes = Map.of(Counter.IN_TEXT, 1L, Counter.OUT_TEXT, 1L, Counter.CACHE_WRITE_5M, 1_250_001L);
        assertEquals(2_001, rate(writes, Counter.CACHE_WRITE_1H), "2,000,001.6 pico-dollars, rounded up");
    }

    @Test
    void zeroOnAPaidModelIsAPlaceholderInATableButARateWhenTheOperatorSaysSo() {
        var rates =
                Map.of(
                        Counter.IN_TEXT,
                        1_000_000L,
                        Counter.OUT_TEXT,
                        1_000_000L,
                        Counter.CACHE_READ,
                        0L,
                        Counter.WEB_SEARCH_CALLS,
                        0L);
        var book = PriceBook.of(List.of(Records.of("m", rates)), "2026-01-01");
        var cached = new Usage(Map.of(Counter.CACHE_READ, 5L), 5, "", "", -1);
        assertEquals(5_000, book.cost("vendor", Models.plain("m"), cached, NOW).orElseThrow().nanos());
        var searched = new Usage(Map.of(Counter.WEB_SEARCH_CALLS, 1L), 0, "", "", -1);
        assertEquals(Optional.empty(), book.cost("vendor", Models.plain("m"), searched, NOW));
        assertEquals(0, rate(rates, Counter.CACHE_READ));
    }

    @Test
    void oneRoundingUpForTheWholeRow() {
        var own = Models.priced("m", Map.of(Counter.IN_TEXT, 1L, Counter.OUT_TEXT, 1L));
        var usage = in(1).plus(Counter.OUT_TEXT, 1);
        assertEquals(1, BOOK.cost("x", own, usage, NOW).orElseThrow().nanos());
        var thousand = in(999).plus(Counter.OUT_TEXT, 1);
        assertEquals(1, BOOK.cost("x", own, thousand, NOW).orElseThrow().nanos());
        assertEquals(2, BOOK.cost("x", own, in(1_001), NOW).orElseThrow().nanos());
    }

    @Test
    void theOperatorsRatesWinOverTheBook() {
        var own = Models.priced("gpt-4o", Map.of(Counter.IN_TEXT, 1_000_000L, Counter.OUT_TEXT, 2_000_000L));
        var cost = BOOK.cost("openai", own, in(3), NOW).orElseThrow();
        assertEquals(3_000, cost.nanos());
        assertEquals("override;input=1;output=2", cost.priceIds());
        assertEquals(Optional.of(10_000L + 20_000L), BOOK.worst("openai", own, 10, 10, 0, "", NOW));
    }

    @Test
    void whatTheProviderReportsItBilledIsTheCost() {
        var usage = new Usage(Map.of(Counter.IN_TEXT, 10L), 10, "", "", 1_500);
        var cost = cost("openrouter", "openai/gpt-oss-120b", usage, NOW).orElseThrow();
        assertEquals(2, cost.nanos());
        assertEquals("reported", cost.priceIds());
        var own = Models.priced("x", Map.of(Counter.IN_TEXT, 1L, Counter.OUT_TEXT, 1L));
        assertEquals("reported_over_override", BOOK.cost("openrouter", own, usage, NOW).orElseThrow().flags());
        var dear = Models.priced("x", Map.of(Counter.IN_TEXT, 1_000L, Counter.OUT_TEXT, 1L));
        assertEquals(
                "override;input=0.001;output=0.000001",
                BOOK.cost("openrouter", dear, usage, NOW).orElseThrow().priceIds());
    }

    @Test
    void aFeePerCallIsChargedOnceForWhatWasBilled() {
        var own =
                Models.priced(
                        "m", Map.of(Counter.IN_TEXT, 1_000L, Counter.OUT_TEXT, 1L, Counter.FIXED_FEE, 5_000_000L));
        assertEquals(5_001, BOOK.cost("x", own, in(1), NOW).orElseThrow().nanos());
        assertEquals(0, BOOK.cost("x", own, Usage.NONE, NOW).orElseThrow().nanos());
        assertEquals(Optional.of(5_001L), BOOK.worst("openai", own, 1, 0, 0, "", NOW));
    }

    @Test
    void sumsBeyondWhatARowCanHoldAreUnknownNotWrong() {
        var own = Models.priced("m", Map.of(Counter.IN_TEXT, Long.MAX_VALUE / 2, Counter.OUT_TEXT, Long.MAX_VALUE / 2));
        assertEquals(Optional.empty(), BOOK.cost("x", own, in(3), NOW));
        assertEquals(Optional.empty(), BOOK.cost("x", own, in(1).plus(Counter.OUT_TEXT, 2), NOW));
        assertEquals(Optional.empty(), BOOK.worst("x", own, 3, 0, 0, "", NOW));
        var wraps = Models.priced("m", Map.of(Counter.IN_TEXT, 1L << 62, Counter.OUT_TEXT, 1L << 62));
        assertEquals(Optional.empty(), BOOK.cost("x", wraps, in(1).plus(Counter.OUT_TEXT, 3), NOW), "2^64 is not 0");
    }

    @Test
    void theBoundCoversPeakHoursThatTheCallCanRunInto() {
        var model = Models.plain("deepseek-v4-pro");
        long peak = 1_000 * 1_320 + 1_000 * 3_960;
        assertEquals(Optional.of(peak), worst("deepseek", model, "2026-09-10T23:00:00Z"));
        assertEquals(Optional.of(peak / 2), worst("deepseek", model, "2026-09-10T22:59:58Z"));
        assertEquals(Optional.of(peak / 2), worst("deepseek", model, "2026-09-10T10:00:00Z"));
        assertEquals(
                Optional.of(peak), worst("deepseek", model, "2026-08-16T23:30:00Z"), "the rise is 30 minutes away");
    }

    @Test
    void theBoundCoversTiersTheVendorMayChooseByItself() {
        var model = Models.plain("gpt-5.5");
        assertEquals(
                Optional.of(1_000L * 10_000 + 1_000 * 60_000), BOOK.worst("openai", model, 1_000, 1_000, 0, "", NOW));
        assertEquals(
                Optional.of(1_000L * 5_000 + 1_000 * 30_000),
                BOOK.worst("openai", model, 1_000, 1_000, 0, "default", NOW));
        assertEquals(Optional.empty(), BOOK.worst("openai", Models.plain("gpt-5.5-pro"), 1, 1, 0, "priority", NOW));
        assertTrue(BOOK.worst("openai", Models.plain("gpt-5.5-pro"), 1, 1, 0, "", NOW).isPresent());
    }

    @Test
    void theBoundNeedsAnAudioRateOnlyForAudioModels() {
        assertTrue(BOOK.worst("openai", Models.plain("gpt-4o"), 1, 1, 0, "", NOW).isPresent());
        assertEquals(Optional.empty(), BOOK.worst("openai", Models.with("gpt-4o", Ability.AUDIO), 1, 1, 0, "", NOW));
        var audio = Models.with("gemini-2.5-flash", Ability.AUDIO);
        assertEquals(Optional.of(1_000L), BOOK.worst("google", audio, 1, 0, 0, "", NOW));
    }

    @Test
    void theBoundNeedsASearchRateOnlyWhenSearchesCanHappen() {
        assertEquals(Optional.empty(), BOOK.worst("cerebras", Models.plain("gpt-oss-120b"), 1, 1, 1, "", NOW));
        assertEquals(
                Optional.of(5 * 10_000_000L),
                BOOK.worst("anthropic", Models.plain("claude-haiku-4-5"), 0, 0, 5, "", NOW));
    }

    @Test
    void overlappingRecordsMakeNoBook() {
        var one = Records.of("m", Map.of(Counter.IN_TEXT, 1L, Counter.OUT_TEXT, 1L));
        var error = assertThrows(IllegalArgumentException.class, () -> PriceBook.of(List.of(one, one), "2026-01-01"));
        assertTrue(error.getMessage().contains("vendor/m@2026-01-01"), error.getMessage());
    }

    @Test
    void theShippedTableSaysHowOldItIsAndWhereItsFiguresComeFrom() {
        assertEquals("2026-09-23", BOOK.asOf());
        assertTrue(BOOK.records().stream().noneMatch(price -> price.source().isEmpty()));
        var shown = BOOK.standard("deepseek", "deepseek-v4-pro", Instant.parse("2026-09-10T02:00:00Z")).orElseThrow();
        assertEquals(660_000, shown.rates().get(Counter.IN_TEXT));
    }

    private static Usage in(long tokens) {
        return new Usage(Map.of(Counter.IN_TEXT, tokens), tokens, "", "", -1);
    }

    private static Optional<PriceBook.Cost> cost(String vendor, String model, Usage usage, Instant at) {
        return BOOK.cost(vendor, Models.plain(model), usage, at);
    }

    private static long nanos(String vendor, String model, Usage usage, Instant at) {
        return cost(vendor, model, usage, at).orElseThrow().nanos();
    }

    private static Optional<Long> worst(String vendor, Model model, String at) {
        return BOOK.worst(vendor, model, 1_000, 1_000, 0, "", Instant.parse(at));
    }

    /// What one unit costs at the operator's own rates, in nano-dollars; -1 when it is unknown.
    private static long rate(Map<Counter, Long> own, Counter counter) {
        var usage = new Usage(Map.of(counter, 1L), 0, "", "", -1);
        return BOOK.cost("x", Models.priced("m", own), usage, NOW).map(PriceBook.Cost::nanos).orElse(-1L);
    }
}
