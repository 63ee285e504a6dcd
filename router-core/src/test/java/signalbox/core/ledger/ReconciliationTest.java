package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;

class ReconciliationTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-20");

    @TempDir Path directory;

    private final CallId ids = new CallId(0);

    private static UsageExport read(String csv) throws Exception {
        return UsageExport.read(new StringReader(csv));
    }

    private static void refused(long row, String words, String csv) {
        var e = assertThrows(UsageExportException.class, () -> read(csv));
        assertEquals(row, e.row(), e.getMessage());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    private CallRow call(Instant at, boolean practice, AttemptRow... attempts) {
        return new CallRow(
                ids.next(at),
                at,
                "etl",
                "app",
                "",
                Wire.OPENAI_CHAT,
                "m",
                PiiClass.PUBLIC,
                false,
                CallRow.Outcome.ANSWERED,
                "",
                200,
                List.of(attempts),
                Duration.ZERO,
                Duration.ofMillis(5),
                0,
                practice,
                List.of());
    }

    private static AttemptRow attempt(String provider, String model, long in, long out, long nanos) {
        var usage = new Usage(Map.of(Counter.IN_TEXT, in, Counter.OUT_TEXT, out), in, "standard", "", -1);
        return new AttemptRow(
                provider, model, 200, "", usage, nanos, nanos, "", Provenance.REPORTED, "", Duration.ofMillis(5));
    }

    private LedgerStore ledger(CallRow... rows) throws Exception {
        LedgerStore store = LedgerStore.open(directory, InstantSource.fixed(NOON));
        for (CallRow row : rows) {
            store.append(row, List.of());
        }
        store.ledger().flush();
        return store;
    }

    @Test
    void tokensAndCostsOfOpenAiAreComparedPerDayAndModel() throws Exception {
        String usage =
                """
                start_time,end_time,start_time_iso,end_time_iso,num_model_requests,model,input_tokens,output_tokens
                1795132800,1795219200,2026-11-20T00:00:00+00:00,2026-11-21T00:00:00+00:00,2.0,gpt-5.4-mini-2026-03-05,1100.0,210.0
                1795132800,1795219200,2026-11-20T00:00:00+00:00,2026-11-21T00:00:00+00:00,1.0,gpt-5.4,7,3
                1795219200,1795305600,2026-11-21T00:00:00+00:00,2026-11-22T00:00:00+00:00,,,,
                """;
        String costs =
                """
                start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item
                1795132800,1795219200,2026-11-20T00:00:00+00:00,2026-11-21T00:00:00+00:00,0.0010000000000000,usd,"gpt-5.4-mini-2026-03-05, input"
                1795132800,1795219200,2026-11-20T00:00:00+00:00,2026-11-21T00:00:00+00:00,0.000500,usd,"gpt-5.4-mini-2026-03-05, output"
                """;
        try (LedgerStore store =
                ledger(
                        call(NOON, false, attempt("openai", "gpt-5.4-mini", 1000, 200, 1_000_000)),
                        call(
                                NOON,
                                false,
                                attempt("openai", "gpt-5.4-mini", 100, 0, 400_000),
                                attempt("other", "x", 9, 9, 9)),
                        call(NOON, true, attempt("openai", "gpt-5.4-mini", 5, 5, 5)),
                        call(NOON.plusSeconds(86_400), false, attempt("openai", "gpt-5.4-nano", 10, 0, 50)),
                        call(NOON.plusSeconds(2 * 86_400), false, attempt("openai", "gpt-5.4-nano", 10, 0, 50)))) {
            var compared = Reconciliation.of(store.ledger(), "openai", List.of(read(usage), read(costs)));

            assertEquals(3, compared.lines().size(), compared.toString());
            var gpt = compared.lines().get(0);
            assertEquals("gpt-5.4", gpt.model());
            assertEquals(Optional.empty(), gpt.ours());
            assertEquals(OptionalLong.of(10), gpt.tokensOver());
            var mini = compared.lines().get(1);
            assertEquals("gpt-5.4-mini", mini.model());
            assertEquals(DAY, mini.day());
            assertEquals(OptionalLong.of(10), mini.tokensOver());
            assertEquals(OptionalLong.of(100_000), mini.nanosOver());
            var nano = compared.lines().get(2);
            assertEquals(DAY.plusDays(1), nano.day());
            assertEquals(Optional.empty(), nano.theirs());
            assertEquals(OptionalLong.of(-50), nano.nanosOver());
            assertEquals(OptionalLong.of(1_400_050), compared.ours().nanos());
            assertEquals(OptionalLong.of(1_500_000), compared.theirs().nanos());
            assertEquals(OptionalLong.of(1320), compared.theirs().tokens());
        }
    }

    @Test
    void anthropicAndOpenRouterExportsAreRead() throws Exception {
        var tokens =
                read(
                        "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed\n"
                            + "2026-11-20,claude-haiku-4-5-20251001,k,Default,standard,≤"
                            + " 200k,10,20,30,40,5,0,global,\n");
        assertEquals("Anthropic tokens", tokens.source());
        assertEquals(OptionalLong.of(105), tokens.rows().getFirst().tokens());
        var costs =
                read(
                        "usage_date_utc,model,workspace,token_type,cost_usd,list_price_usd\n"
                                + "2026-11-20,Claude Haiku 4.5,Default,output,0.02,0.04\n");
        assertEquals("Anthropic costs", costs.source());
        assertEquals(Reconciliation.key("claude-haiku-4-5"), Reconciliation.key(costs.rows().getFirst().model()));
        assertEquals(Reconciliation.key("claude-haiku-4-5"), Reconciliation.key(tokens.rows().getFirst().model()));
        var calls =
                read(
                        "\ufeffgeneration_id,created_at,cost_total,byok_usage_inference,tokens_prompt,"
                                + "tokens_completion,tokens_reasoning,model_permaslug,provider_name\n"
                                + "gen-1,2026-11-20 02:37:51.271,0.0021,0.0004,100,50,20,z-ai/glm-5.3-20260910,Z\n");
        assertEquals(OptionalLong.of(150), calls.rows().getFirst().tokens());
        assertEquals("0.0025", calls.rows().getFirst().dollars().orElseThrow().toPlainString());
        assertEquals(DAY, calls.from());
        var days = read("Date\tModel\tUsage\tPrompt Tokens\tCompletion-Tokens\n2026-11-20\ta/b\t0.5\t1\t2\n");
        assertEquals("OpenRouter activity by day", days.source());
    }

    @Test
    void costsThatAreNotSplitByModelAreComparedPerDay() throws Exception {
        try (LedgerStore store =
                ledger(
                        call(NOON, false, attempt("openai", "a", 1, 1, 1_000)),
                        call(NOON, false, attempt("openai", "b", 1, 1, 2_000)))) {
            var costs = read("start_time,amount_value,amount_currency,line_item\n1795132800,0.000004,USD,\n");
            var compared = Reconciliation.of(store.ledger(), "openai", List.of(costs));
            assertEquals(1, compared.lines().size(), compared.toString());
            assertEquals("", compared.lines().getFirst().model());
            assertEquals(OptionalLong.of(1_000), compared.lines().getFirst().nanosOver());
        }
    }

    @Test
    void correctionsCountOnOurSide() throws Exception {
        CallRow row = call(NOON, false, attempt("openai", "a", 1, 1, 1_000));
        var entry = new AuditEntry(1, NOON, "ann", "Charge corrected", "", "", "");
        try (LedgerStore store = ledger(row)) {
            store.journal()
                    .append(
                            new JournalRecord.Adjusted(
                                    JournalRecord.Adjusted.Kind.CORRECTED, row.id(), 0, List.of(), -400, entry));
            store.ledger().flush();
            var costs = read("start_time,amount_value,line_item\n1795132800,0.0000006,a\n");
            var compared = Reconciliation.of(store.ledger(), "openai", List.of(costs));
            assertEquals(OptionalLong.of(0), compared.lines().getFirst().nanosOver());
        }
    }

    @Test
    void wrongColumnsAndNumbersAreRefusedWithRowAndReason() {
        refused(1, "the file is empty", "");
        refused(1, "columns of no export that is known", "when,what\n1,2\n");
        refused(1, "OpenRouter activity needs", "when,what\n1,2\n");
        refused(1, "model is there twice", "start_time,model,Model,input_tokens,output_tokens\n");
        refused(1, "no row", "start_time,model,input_tokens,output_tokens\n");
        String usage = "start_time,model,input_tokens,output_tokens\n1795132800,a,1,2\n";
        refused(3, "input_tokens is \"many\"", usage + "1795132800,a,many,2\n");
        refused(3, "output_tokens is \"-2\", which is no number of tokens", usage + "1795132800,a,1,-2\n");
        refused(3, "output_tokens is \"1.5\"", usage + "1795132800,a,1,1.5\n");
        refused(3, "start_time is \"yesterday\", which is no date", usage + "yesterday,a,1,2\n");
        refused(3, "it has 3 fields instead of 4", usage + "1795132800,a,1\n");
        refused(3, "no number", usage + "1795132800,a,1e999999999,2\n");
        String costs = "start_time,amount_value,amount_currency\n1795132800,1,usd\n";
        refused(3, "amount_value is \"1,0\"", costs + "1795132800,\"1,0\",usd\n");
        refused(3, "only usd", costs + "1795132800,1,eur\n");
        refused(3, "add up to more than can be", costs + "1795132800,9999999999999,usd\n");
    }
}
