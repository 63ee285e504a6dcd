package signalbox.core.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.Wire;

class CostReportTest {
    private static final Instant AT = Instant.parse("2026-09-25T12:00:00Z");
    private static final String USAGE =
            """
            {"input_tokens":6039,"cache_read_input_tokens":0,"output_tokens":931,
             "server_tool_use":{"web_search_requests":3}}\
            """;

    @Test
    void showsTheWholeWorking() {
        assertEquals(
                """
                anthropic/claude-haiku-4-5, anthropic usage, 2026-09-25T12:00:00Z
                  in-text                      6,039
                  out-text                       931
                  web-search-calls                 3
                rates
                  in-text            $1 per million tokens  anthropic/claude-haiku-4-5@2026-09-23
                  out-text           $5 per million tokens  anthropic/claude-haiku-4-5@2026-09-23
                  web-search-calls   $0.01 each  anthropic/claude-haiku-4-5@2026-09-23
                cost  $0.040694 (40,694,000 nano-dollars)
                price table of 2026-09-23
                """,
                report("claude-haiku-4-5", "", USAGE).text());
    }

    @Test
    void saysTheSameInAnyLanguage() {
        var before = Locale.getDefault();
        var expected = report("claude-haiku-4-5", "", USAGE).text();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals(expected, report("claude-haiku-4-5", "", USAGE).text());
            assertEquals("01:05-04:00", new UtcWindow(65, 240).toString());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void writesJsonForPrograms() {
        assertEquals(
                """
                {"vendor":"anthropic","wire":"anthropic","model":"claude-haiku-4-5","at":"2026-09-25T12:00:00Z",\
                "price_table":"2026-09-23","tier":"batch","geo":"","prompt_total":6039,\
                "counters":{"in-text":6039,"out-text":931,"web-search-calls":3},"lines":[\
                {"counter":"in-text","units":6039,"pico_per_unit":500000,\
                "price_id":"anthropic/claude-haiku-4-5#batch@2026-09-23"},\
                {"counter":"out-text","units":931,"pico_per_unit":2500000,\
                "price_id":"anthropic/claude-haiku-4-5#batch@2026-09-23"},\
                {"counter":"web-search-calls","units":3,"pico_per_unit":10000000000,\
                "price_id":"anthropic/claude-haiku-4-5#batch@2026-09-23"}],\
                "nanos":35347000,"usd":"0.035347","price_ids":"anthropic/claude-haiku-4-5#batch@2026-09-23","flags":""}\
                """,
                report("claude-haiku-4-5", "batch", USAGE).json());
    }

    @Test
    void saysWhyThereIsNoCost() {
        var unreadable = report("claude-haiku-4-5", "", "{}");
        assertEquals("unreadable_usage", unreadable.code());
        var unknown = report("claude-99", "", USAGE);
        assertEquals("unknown_price", unknown.code());
        assertEquals(
                """
                {"vendor":"anthropic","wire":"anthropic","model":"claude-haiku-4-5","at":"2026-09-25T12:00:00Z",\
                "price_table":"2026-09-23","code":"unreadable_usage","message":"This is not a usage object of the \
                anthropic format. Paste it alone, as the provider sent it.","flags":""}\
                """,
                unreadable.json());
        assertEquals(
                "No price is known for claude-99 of anthropic at that time, in that tier or for one of these counters. "
                        + "Give the model your own rates, or import a price table.",
                unknown.problem());
    }

    private static CostReport report(String model, String tier, String usage) {
        return CostReport.of(
                PriceBook.shipped(), "anthropic", Wire.ANTHROPIC, Models.plain(model), AT, tier, List.of(usage));
    }
}
