package signalbox.core.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.policy.Counter;

class PriceImportTest {
    private static final String HEADER = "vendor,model,from,to,tier,over,over_op,utc_from,utc_to,in,cache_read,out\n";
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void theShippedTableSurvivesWritingAndReading() {
        var records = PriceBook.shipped().records();
        var again = PriceImport.csv(PriceCsv.write(records));
        assertEquals(List.of(), again.problems());
        assertEquals(records, again.records());
    }

    @Test
    void readsQuotesCommentsAndEitherLineEnd() {
        var read =
                PriceImport.csv(
                        "\uFEFF# ours\r\n\r\nvendor,model,in,out,note\r\nacme,\"big, \"\"B\"\"\",1,2,x\r\n"
                                + "acme,small,0.0375,0.15,\"two\nlines\"\r\nacme,");
        assertEquals(
                List.of(
                        "line 4: the model is missing, too long or has a comma",
                        "line 7: in and out must have a price; write 0 where it is really free"),
                read.problems().stream().map(problem -> problem.row() + ": " + problem.reason()).toList());
        assertEquals(37_500, read.records().getFirst().rates().get(Counter.IN_TEXT));
        assertEquals("two\nlines", read.records().getFirst().note());
        assertEquals(Confidence.IMPORTED, read.records().getFirst().confidence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,m,,,,,,,,1,,| in and out must have a price",
                "a,m,,,,,,,,-1,,2| in: below 0",
                "a,m,,,,,,,,1,,abc| out: not an amount",
                "a,m,,,,,,,,0.0000001,,2| in: more than 6 decimals",
                "a,m,2026-13-01,,,,,,,1,,2| from: not a date",
                "a,m,2026-02-01,2026-01-01,,,,,,1,,2| ends before it starts",
                "a,m,,,,200000,,,,1,,2| over_op is > or >=",
                "a,m,,,,many,>,,,1,,2| over is a number",
                "a,m,,,,,,01:00,,1,,2| daily hours",
                "a,m,,,,,,22:00,04:00,1,,2| within one UTC day",
                "a,m,,,Two words,,,,,1,,2| one word in lower case",
                ",m,,,,,,,,1,,2| the vendor is missing",
            })
    void aBadRowSaysWhatIsWrongAndTheOthersStay(String row, String reason) {
        var read = PriceImport.csv(HEADER + row + "\na,good,,,,,,,,1,,2\n");
        assertEquals(1, read.problems().size(), read.toString());
        assertEquals("line 2", read.problems().getFirst().row());
        assertTrue(read.problems().getFirst().reason().contains(reason), read.toString());
        assertEquals("good", read.records().getFirst().model());
    }

    @Test
    void aWrongHeaderOrAnOpenQuoteRefusesTheFile() {
        assertEquals("columns are missing: out", only(PriceImport.csv("vendor,model,in\na,m,1\n")));
        assertEquals("unknown columns: price", only(PriceImport.csv("vendor,model,in,out,price\na,m,1,2,3\n")));
        assertEquals("line 2: a quote is never closed", only(PriceImport.csv("vendor,model,in,out\na,\"m,1,2\n")));
        assertEquals("columns are missing: in, model, out, vendor", only(PriceImport.csv("")));
    }

    @Test
    void overlappingRecordsAreRefusedBoth() {
        var read =
                PriceImport.csv(
                        HEADER
                                + "a,m,,2026-08-01,,,,,,1,,2\n"
                                + "a,m,2026-07-01,,,,,,,3,,4\n"
                                + "a,m,2026-08-01,,batch,,,,,1,,2\n"
                                + "a,n,,,,,,,,1,,2\n"
                                + "a,n,,,,,,01:00,04:00,2,,4\n"
                                + "a,n,,,,,,04:00,06:00,2,,4\n");
        assertEquals(1, read.problems().size(), read.toString());
        assertTrue(read.problems().getFirst().reason().startsWith("overlaps with a/m"), read.toString());
        assertEquals(4, read.records().size());
    }

    @Test
    void readsLiteLlmsFile() {
        var read = PriceImport.liteLlm(LITELLM, NOW, "2026-10-30");
        assertEquals(
                List.of(
                        "dall-e-3: has no price per input and output token",
                        "broken: input_cost_per_token: below 0: -1e-06"),
                read.problems().stream().map(problem -> problem.row() + ": " + problem.reason()).toList());
        var book = PriceBook.of(read.records(), "2026-10-30");
        var model = Models.plain("gemini-x");
        var usage = new Usage(Map.of(Counter.IN_TEXT, 200_000L), 200_000, "", "", -1);
        assertEquals(250_000_000, book.cost("google", model, usage, NOW).orElseThrow().nanos());
        var large = new Usage(Map.of(Counter.IN_TEXT, 200_001L), 200_001, "", "", -1);
        assertEquals(500_002_500, book.cost("google", model, large, NOW).orElseThrow().nanos());
        var batch = new Usage(Map.of(Counter.OUT_TEXT, 10L), 0, "batch", "", -1);
        assertEquals(50_000, book.cost("google", model, batch, NOW).orElseThrow().nanos());
        var search = new Usage(Map.of(Counter.WEB_SEARCH_CALLS, 1L), 0, "", "", -1);
        assertEquals(50_000_000, book.cost("google", model, search, NOW).orElseThrow().nanos(), "the dearest size");
        var written = new Usage(Map.of(Counter.CACHE_WRITE_1H, 1L), 1, "", "", -1);
        assertEquals(2_000, book.cost("google", model, written, NOW).orElseThrow().nanos(), "0 is a placeholder");
        assertTrue(book.cost("google", model, usage, NOW.minusSeconds(1)).isEmpty(), "holds from the given day");
    }

    private static final String LITELLM =
            """
            {"sample_spec": {"input_cost_per_token": 0.0},
             "gemini/gemini-x": {"litellm_provider": "gemini", "max_tokens": 8192, "mode": "chat",
               "input_cost_per_token": 1.25e-06, "output_cost_per_token": 1e-05,
               "input_cost_per_token_above_200k_tokens": 2.5e-06, "output_cost_per_token_above_200k_tokens": 1.5e-05,
               "output_cost_per_token_batches": 5e-06, "cache_creation_input_token_cost": 0,
               "search_context_cost_per_query": {"search_context_size_low": 0.035, "search_context_size_high": 0.05},
               "supported_regions": ["global"], "supports_vision": true},
             "dall-e-3": {"litellm_provider": "openai", "input_cost_per_pixel": 1e-08},
             "broken": {"litellm_provider": "openai", "input_cost_per_token": -1e-06, "output_cost_per_token": 0}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]", "{\"a\":", "nothing", "{\"a\": 3"})
    void aFileThatIsNotJsonIsRefusedWhole(String text) {
        var read = PriceImport.liteLlm(text, NOW, "2026-10-30");
        assertEquals("file", read.problems().getFirst().row());
        assertEquals(List.of(), read.records());
    }

    @Test
    void anImportEndsWhatItReplacesAndLeavesHistoryAlone() {
        var old = Records.of("m", rates(10, 20));
        var same = Records.of("n", rates(1, 2));
        var lower = since("m", NOW, rates(5, 20));
        var revised = PriceImport.revise(List.of(old, same), List.of(lower, since("n", NOW, rates(1, 2))));
        assertEquals(List.of(old.until(NOW), same, lower), revised);
        var book = PriceBook.of(revised, "2026-11-01");
        assertEquals(rates(10, 20), book.standard("vendor", "m", NOW.minusSeconds(1)).orElseThrow().rates());
        assertEquals(rates(5, 20), book.standard("vendor", "m", NOW).orElseThrow().rates());
    }

    @Test
    void aTimedImportLeavesTheRestOnBothSides() {
        var old = Records.of("m", rates(10, 20));
        var promotion = Records.record("m", NOW, NOW.plusSeconds(86_400), "", PriceRecord.Threshold.NONE, rates(5, 10));
        var revised = PriceImport.revise(List.of(old), List.of(promotion));
        assertEquals(List.of(old.until(NOW), old.since(NOW.plusSeconds(86_400)), promotion), revised);
    }

    @Test
    void theDiffShowsOldAndNewRates() {
        var old = Records.of("m", rates(10, 20));
        var gone = Records.of("gone", rates(1, 1));
        var book = List.of(old, gone);
        var revised =
                PriceImport.revise(
                        List.of(old), List.of(since("m", NOW, rates(5, 20)), since("new", NOW, rates(1, 1))));
        var diff = PriceDiff.at(NOW, book, revised);
        assertEquals(List.of("new"), diff.added().stream().map(PriceRecord::model).toList());
        assertEquals(List.of(gone), diff.removed());
        assertEquals(Map.of(Counter.IN_TEXT, new PriceDiff.Rates(10, 5)), diff.changed().getFirst().rates());
        assertTrue(PriceDiff.at(NOW.minusSeconds(1), List.of(old), revised).none());
        var records = PriceDiff.between(List.of(old), revised);
        assertEquals(2, records.added().size());
        assertEquals(NOW, records.changed().getFirst().after().to());
        assertTrue(PriceDiff.between(book, book).none());
    }

    private static PriceRecord since(String model, Instant from, Map<Counter, Long> rates) {
        return Records.record(model, from, Instant.MAX, "", PriceRecord.Threshold.NONE, rates);
    }

    private static Map<Counter, Long> rates(long in, long out) {
        return Map.of(Counter.IN_TEXT, in, Counter.OUT_TEXT, out);
    }

    private static String only(PriceImport.Result read) {
        assertEquals(List.of(), read.records());
        return read.problems().getFirst().reason();
    }
}
