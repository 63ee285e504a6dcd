package signalbox.core.past;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;
import signalbox.core.price.PriceBook;

/// Rows of each tool with sums worked out by hand: claude-opus-4-8 costs 5 in, 0.5 from the cache, 6.25 and 10 into it
/// for 5 minutes and an hour, and 25 out, in dollars a million.
class PastFormatsTest {
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              cloud:
                base-url: https://api.example.com/v1
                credential: vault:cloud
                jurisdiction: US
                clearance: private
                models: {m: {context: 1000, max-output: 100, price: {input: 1, output: 2}}}
            routes:
              plain: [cloud/m]
            workloads:
              etl: {route: plain, max-tokens: 50, any-model: true}
            budgets:
              etl-daily: {on: "workload:etl", limit: $0.0003, window: day}
            """;

    @TempDir private Path folder;

    private PastReport audit(String text, Optional<PastAudit.Under> under) throws IOException {
        Files.writeString(folder.resolve("log"), text);
        var question =
                new PastAudit.Question(
                        Instant.parse("2026-09-01T00:00:00Z"),
                        Instant.parse("2026-10-01T00:00:00Z"),
                        PriceBook.shipped(),
                        under);
        return PastAudit.of(List.of(folder), question, PastAudit.Progress.NONE);
    }

    private PastReport audit(String text) throws IOException {
        return audit(text, Optional.empty());
    }

    private static void assertSums(PastReport report, String name, PastReport.Sums expected) {
        assertEquals(List.of(), report.badRows());
        assertEquals(expected, report.total());
        var line = report.models().getFirst();
        assertEquals(name, line.tool() + " " + line.vendor() + "/" + line.model());
    }

    @Test
    void liteLlmTakesCachedTokensOutOfItsMetadata() throws IOException {
        var report =
                audit(
                        """
                        request_id,call_type,startTime,spend,custom_llm_provider,model,prompt_tokens,completion_tokens,cache_hit,metadata
                        r1,acompletion,2026-09-05 10:00:00.5,0.01,anthropic,anthropic/claude-opus-4-8,1000,10,False,\
                        "{""usage_object"":{""prompt_tokens"":1000,""completion_tokens"":10,\
                        ""prompt_tokens_details"":{""cached_tokens"":600}}}"
                        r1,acompletion,2026-09-05 10:00:00.5,0.01,anthropic,anthropic/claude-opus-4-8,1000,10,False,{}
                        r2,acompletion,2026-09-05 10:00:01,0.0,anthropic,claude-opus-4-8,1000,10,True,{}
                        """);
        // 400 × 5 + 600 × 0.5 + 10 × 25
        assertSums(
                report,
                "litellm anthropic/claude-opus-4-8",
                new PastReport.Sums(2, 2, 400, 600, 0, 10, 0, 2_550_000, 2, 10_000_000, 10_000_000, 0));
        assertEquals(1, report.duplicates());
    }

    @Test
    void openRouterCountsWhatItStatesWithBoughtInference() throws IOException {
        var report =
                audit(
                        """
                        generation_id,created_at,cost_total,byok_usage_inference,tokens_prompt,tokens_completion,\
                        tokens_reasoning,tokens_cached,model_permaslug
                        g1,2026-09-05 10:00:00.123,0.002,0.001,100,30,10,40,nobody/no-such-model
                        """);
        assertSums(
                report,
                "openrouter openrouter/nobody/no-such-model",
                new PastReport.Sums(1, 1, 60, 40, 0, 30, 1, 0, 1, 3_000_000, 3_000_000, 0));
    }

    @Test
    void heliconesCachedTokensStandBesideItsPrompt() throws IOException {
        var report =
                audit(
                        """
                        [
                          {"response_id": "h1", "request_created_at": "2026-09-05T10:00:00+00:00",
                           "provider": "ANTHROPIC", "request_model": "claude-opus-4-8", "prompt_tokens": 100,
                           "prompt_cache_read_tokens": 1000, "prompt_cache_write_tokens": 200,
                           "completion_tokens": 20, "request_body": {"messages": [{"content": "hi"}]}}
                        ]
                        """);
        // 100 × 5 + 1000 × 0.5 + 200 × 6.25 + 20 × 25
        assertSums(
                report,
                "helicone anthropic/claude-opus-4-8",
                new PastReport.Sums(1, 1, 100, 1000, 200, 20, 0, 2_750_000, 0, 0, 2_750_000, 0));
    }

    @Test
    void langfuseCountsGenerationsOfAPrintedPage() throws IOException {
        var report =
                audit(
                        """
                        {
                          "data": [
                            {"id": "o1", "type": "GENERATION", "startTime": "2026-09-05T10:00:00.000Z",
                             "providedModelName": "claude-opus-4-8", "totalCost": 0.5, "usageDetails":
                             {"input": 100, "input_cached_tokens": 1000, "output": 20,
                              "output_reasoning_tokens": 5, "total": 1125}},
                            {"id": "o2", "type": "SPAN", "startTime": "2026-09-05T10:00:00.000Z",
                             "providedModelName": null, "usageDetails": {}}
                          ],
                          "meta": {"page": 1}
                        }
                        """);
        // 100 × 5 + 1000 × 0.5 + 25 × 25
        assertSums(
                report,
                "langfuse anthropic/claude-opus-4-8",
                new PastReport.Sums(1, 1, 100, 1000, 0, 25, 0, 1_625_000, 1, 500_000_000, 500_000_000, 0));
    }

    @Test
    void whatStandsBelowAPageIsNotLeftOutInSilence() throws IOException {
        String page =
                """
                {"data":[{"time":"2026-09-05","model":"claude-opus-4-8","input_tokens":1000}],"meta":{}}
                """;
        var report = audit(page + page);
        assertEquals(1, report.total().calls());
        assertEquals(1, report.bad());
    }

    @Test
    void plainRowsHaveEveryCounter() throws IOException {
        var report =
                audit(
                        """
                        time;provider;model;input_tokens;cache_read_tokens;cache_write_tokens;cache_write_1h_tokens;\
                        output_tokens;reasoning_tokens;web_searches;cost_usd;tool;id
                        1788600000;anthropic;claude-opus-4-8;10;1000;100;200;80;10;1;;mine;1
                        2026-09-05T12:00:00;anthropic;claude-opus-4-8;10;0;0;0;0;0;0;0.25;mine;2
                        2026-09-05T12:00:00;anthropic;claude-opus-4-8;10;0;0;0;0;0;0;0.25;mine;2
                        """);
        // 10 × 5 + 1000 × 0.5 + 100 × 6.25 + 200 × 10 + 90 × 25, and a search at 0.01; then 10 × 5, stated as 0.25
        assertSums(
                report,
                "mine anthropic/claude-opus-4-8",
                new PastReport.Sums(2, 2, 20, 1000, 300, 90, 0, 15_425_000 + 50_000, 1, 250_000_000, 265_425_000, 0));
        assertEquals(1, report.duplicates());
    }

    @Test
    void aPolicyIsAskedInTheOrderOfTime() throws IOException, PolicyFileException {
        var report =
                audit(
                        """
                        time,model,input_tokens,output_tokens,cost_usd
                        2026-09-05T12:00:00Z,any,100,10,0.3
                        2026-09-05T11:00:00Z,any,100,10,0.2
                        2026-09-05T10:00:00Z,any,100,10,0.1
                        2026-09-05T09:00:00Z,any,5000,10,0.4
                        2026-09-05T09:00:00Z,any,5000,10,
                        """,
                        Optional.of(new PastAudit.Under(PolicyFile.read(POLICY), "etl")));
        var under = report.under().orElseThrow();
        assertEquals(1, under.left());
        var served = under.result().targets().get("cloud/m");
        // two at 100 × 1 + 10 × 2 dollars a million; the third would pass the cap, the long one fits no context
        assertEquals(2, served.calls());
        assertEquals(240_000, served.nanos());
        assertEquals(300_000_000, served.spent());
        assertEquals(300_000_000, under.result().refusals().get("budget").spent());
        assertEquals(2, under.result().refused());
        assertEquals(700_000_000, under.result().refusedSpent());
        assertEquals(1, report.total().open());
    }
}
