package signalbox.core.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.policy.Counter;

class PriceHistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant LATER = Instant.parse("2026-12-01T00:00:00Z");
    private static final PriceRecord LISTED = Records.of("m", Map.of(Counter.IN_TEXT, 10L, Counter.OUT_TEXT, 20L));
    private static final PriceHistory SHIPPED = history();

    private static PriceHistory history(String... changes) {
        return PriceHistory.of(PriceBook.of(List.of(LISTED), "2026-01-01"), List.of(changes));
    }

    private static PriceChange set(String input, Instant from, Instant to) {
        return set(SHIPPED, Map.of("input", input), from, to);
    }

    private static PriceChange set(PriceHistory at, Map<String, String> rates, Instant from, Instant to) {
        var edit = new PriceEdit("vendor", "m", "", rates, from, to, "by hand", NOW);
        return PriceChange.put(List.of(edit.record(at.book())));
    }

    private static long inputAt(PriceHistory history, Instant at) {
        return history.book().standard("vendor", "m", at).orElseThrow().rates().get(Counter.IN_TEXT);
    }

    @Test
    void aPriceHoldsFromItsStartAndTheOneBeforeUntilThen() {
        var after = SHIPPED.with(set("0.5", LATER, Instant.MAX));
        assertEquals(10, inputAt(after, LATER.minusSeconds(1)));
        assertEquals(500_000, inputAt(after, LATER));
        assertEquals(10, inputAt(SHIPPED, LATER), "the book before is untouched");
        var price = after.book().standard("vendor", "m", LATER).orElseThrow();
        assertEquals("vendor/m@2026-12-01~1", price.id());
        assertEquals(20, price.rates().get(Counter.OUT_TEXT), "what is not named stays");
    }

    @Test
    void anOverrideForAWhileGivesTheListedPriceBackUnderItsOwnId() {
        var after = SHIPPED.with(set("0.5", NOW, LATER));
        assertEquals(500_000, inputAt(after, NOW));
        assertEquals(10, inputAt(after, LATER));
        assertEquals(LISTED.id(), after.book().standard("vendor", "m", LATER).orElseThrow().id());
    }

    @Test
    void everyIdEverUsedCanBeLookedUp() {
        var first = SHIPPED.with(set("0.5", NOW, Instant.MAX));
        var second = first.with(set("0.7", NOW, Instant.MAX));
        assertEquals(700_000, inputAt(second, NOW));
        assertEquals(
                500_000, second.find("vendor/m@2026-11-21T08:00:00Z~1").orElseThrow().rates().get(Counter.IN_TEXT));
        assertEquals(
                700_000, second.find("vendor/m@2026-11-21T08:00:00Z~2").orElseThrow().rates().get(Counter.IN_TEXT));
        assertEquals(Optional.of(LISTED), second.find(LISTED.id()));
        assertEquals(Optional.empty(), second.find("vendor/m@2026-11-21~9"));
    }

    @Test
    void endingARecordBringsBackWhatItCovered() {
        var own = SHIPPED.with(set("0.5", NOW, Instant.MAX));
        var ended = own.with(PriceChange.end("vendor/m@2026-11-21T08:00:00Z~1", LATER));
        assertEquals(500_000, inputAt(ended, LATER.minusSeconds(1)));
        assertEquals(10, inputAt(ended, LATER));
    }

    @Test
    void endingTheLastRecordLeavesNoPriceAtAll() {
        var ended = SHIPPED.with(PriceChange.end(LISTED.id(), NOW));
        assertTrue(ended.book().knows("vendor", Models.plain("m"), NOW.minusSeconds(1)));
        assertEquals(false, ended.book().knows("vendor", Models.plain("m"), NOW));
        assertEquals(Optional.empty(), ended.book().worst("vendor", Models.plain("m"), 1, 1, 0, "", NOW));
    }

    @Test
    void anyChangeCanBeUndoneAndTheUndoneAlso() {
        var first = SHIPPED.with(set("0.5", NOW, Instant.MAX));
        var second = first.with(set("0.7", LATER, Instant.MAX));
        var without = second.with(PriceChange.undo(1));
        assertEquals(10, inputAt(without, NOW));
        assertEquals(700_000, inputAt(without, LATER), "a later change stays");
        var again = without.with(PriceChange.undo(3));
        assertEquals(500_000, inputAt(again, NOW));
        assertEquals(second.book().records(), again.book().records());
        assertThrows(IllegalArgumentException.class, () -> without.with(PriceChange.undo(1)));
        assertThrows(IllegalArgumentException.class, () -> SHIPPED.with(PriceChange.undo(1)));
    }

    @Test
    void whatIsWrittenFoldsToTheSameBook() {
        var changes =
                List.of(
                        set("0.5", NOW, LATER),
                        set("0.7", LATER, Instant.MAX),
                        PriceChange.end("vendor/m@2026-12-01~2", LATER.plusSeconds(60)),
                        PriceChange.undo(1));
        var folded = SHIPPED;
        var written = new ArrayList<String>();
        for (var change : changes) {
            folded = folded.with(change);
            written.add(change.write());
            assertEquals(change, PriceChange.read(change.write()));
        }
        var read = history(written.toArray(String[]::new));
        assertEquals(folded.book().records(), read.book().records());
        assertEquals(4, read.revision());
    }

    @Test
    void aDamagedChangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> history("# end: soon x"));
        assertThrows(IllegalArgumentException.class, () -> history("vendor,model,in,out\nvendor,m,-1,2\n"));
        assertThrows(IllegalArgumentException.class, () -> SHIPPED.with(PriceChange.end("no/such@x", NOW)));
    }

    @Test
    void aPastAmountIsWorkedOutFromTheRecordsOfItsTime() {
        var usage = new Usage(Records.counts("in-text 1000, out-text 10"), 1000, "", "", -1);
        var first = SHIPPED.with(set("0.5", NOW, Instant.MAX));
        var cost = first.book().cost("vendor", Models.plain("m"), usage, NOW).orElseThrow();
        var later = first.with(set("0.7", NOW, Instant.MAX)).with(PriceChange.undo(1));
        assertEquals(Optional.of(cost), later.working(cost.priceIds(), usage));

        var own = Models.priced("m", Map.of(Counter.IN_TEXT, 7L, Counter.OUT_TEXT, 0L, Counter.FIXED_FEE, 1L));
        var owned = first.book().cost("vendor", own, usage, NOW).orElseThrow();
        assertEquals(Optional.of(owned), later.working(owned.priceIds(), usage));
        assertEquals(Optional.empty(), later.working("vendor/m@2020-01-01", usage));
        assertEquals(Optional.empty(), later.working("override", usage));
    }

    @Test
    void aProposalSaysWhatHeldBefore() {
        var proposal = PriceProposal.of(SHIPPED, set("0.5", LATER, Instant.MAX), List.of());
        assertEquals(
                Map.of(Counter.IN_TEXT, new PriceDiff.Rates(10, 500_000)),
                proposal.diff().changed().getFirst().rates());
        assertEquals(0, proposal.revision());
        var undone = PriceProposal.of(SHIPPED.with(set("0.5", NOW, Instant.MAX)), PriceChange.undo(1), List.of());
        assertEquals(1, undone.diff().removed().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input|-1|input: below 0: -1",
                "input|lots|input: not an amount: lots",
                "input|$20000|input: $20000 per million tokens is beyond any price; is the unit right?",
                "web-search|2000000|web-search: $2000000 for calls is beyond any price; is the unit right?",
                "input|0.0000001|input: more than 6 decimals: 0.0000001",
                "output|none|a price needs input and output, in dollars per million tokens",
                "colour|1|there is no rate \"colour\""
            })
    void aBadRateIsRefusedWithItsReason(String name, String amount, String reason) {
        var e =
                assertThrows(
                        IllegalArgumentException.class, () -> set(SHIPPED, Map.of(name, amount), NOW, Instant.MAX));
        assertTrue(e.getMessage().startsWith(reason), e.getMessage());
    }

    @Test
    void aPriceThatEndsBeforeItStartsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> set("1", LATER, NOW));
    }

    @Test
    void aTableWithoutDatesBeginsNowAndNeverRewritesWhatWas() {
        var read =
                PriceImport.table(
                        "vendor,model,in,out\nvendor,m,1,2\nvendor,n,3,4\nvendor,o,20000,1\n", "list.csv", NOW);
        assertEquals(List.of(NOW, NOW), read.records().stream().map(PriceRecord::from).toList());
        assertEquals("list.csv", read.records().getFirst().source());
        assertEquals("line 4", read.problems().getFirst().row());
        var after = SHIPPED.with(PriceChange.put(read.records()));
        assertEquals(10, inputAt(after, NOW.minusSeconds(1)));
        assertEquals(1_000_000, inputAt(after, NOW));
        var again = PriceImport.table("vendor,model,in,out\nvendor,m,1,2\n", "list.csv", LATER);
        var news = PriceImport.news(after.book().records(), again.records());
        assertEquals(List.of(), news, "what the book says already is no change");
    }
}
