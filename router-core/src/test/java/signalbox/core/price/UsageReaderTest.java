package signalbox.core.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Wire;

class UsageReaderTest {
    @Test
    void anthropicCountsAreDisjointAndWritesWithoutASplitAreBrief() {
        var read =
                clean(
                        Wire.ANTHROPIC,
                        "anthropic",
                        """
                        {"input_tokens":10,"cache_read_input_tokens":20,"cache_creation_input_tokens":30,
                         "output_tokens":9,
                         "output_tokens_details":{"thinking_tokens":4},"server_tool_use":{"web_search_requests":2,
                         "web_fetch_requests":5},"service_tier":"standard","inference_geo":"us"}\
                        """);
        assertEquals(
                Records.counts(
                        "in-text 10, cache-read 20, cache-write-5m 30, out-text 5, out-reason 4, web-search-calls 2"),
                read.counts());
        assertEquals(60, read.promptTotal());
        assertEquals("us", read.geo());
    }

    @Test
    void anthropicFastModeIsATier() {
        var read =
                clean(
                        Wire.ANTHROPIC,
                        "anthropic",
                        "{\"speed\":\"fast\",\"input_tokens\":1,\"output_tokens\":1,\"service_tier\":\"standard\"}");
        assertEquals("fast", read.tierServed());
    }

    @Test
    void aWriteSplitThatDoesNotAddUpTakesTheDearerWrites() {
        var read =
                flagged(
                        "write_split_mismatch",
                        Wire.ANTHROPIC,
                        "anthropic",
                        """
                        {"input_tokens":1,"output_tokens":1,"cache_creation_input_tokens":100,
                         "cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":30}}\
                        """);
        assertEquals(20, read.count(Counter.CACHE_WRITE_5M));
        assertEquals(80, read.count(Counter.CACHE_WRITE_1H));
    }

    @Test
    void stepsThatUsedMoreThanTheWholeAreCharged() {
        var read =
                flagged(
                        "steps_exceed_total",
                        Wire.ANTHROPIC,
                        "anthropic",
                        """
                        {"input_tokens":100,"output_tokens":10,"iterations":[
                         {"type":"compaction","input_tokens":5000,"output_tokens":700},
                         {"type":"message","input_tokens":100,"output_tokens":10}]}\
                        """);
        assertEquals(5_100, read.count(Counter.IN_TEXT));
        assertEquals(710, read.count(Counter.OUT_TEXT));
    }

    @Test
    void openAiPartsAreInsideTheirTotals() {
        var read =
                clean(
                        Wire.OPENAI_CHAT,
                        "openai",
                        """
                        {"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
                         "prompt_tokens_details":{"cached_tokens":40,"cache_write_tokens":30,"audio_tokens":20},
                         "completion_tokens_details":{"reasoning_tokens":15,"audio_tokens":5,
                         "accepted_prediction_tokens":3,"rejected_prediction_tokens":4}}\
                        """);
        assertEquals(
                Records.counts(
                        "in-text 10, cache-read 40, cache-write-5m 30, in-audio 20, out-text 30, out-reason 15,"
                                + " out-audio 5"),
                read.counts());
    }

    @Test
    void embeddingsHaveNoOutput() {
        var read = clean(Wire.OPENAI_CHAT, "openai", "{\"prompt_tokens\":8,\"total_tokens\":8}");
        assertEquals(Records.counts("in-text 8"), read.counts());
    }

    @Test
    void realtimeNamesCachedAudioWhichIsChargedAsAudio() {
        var read =
                flagged(
                        "cached_audio",
                        Wire.OPENAI_RESPONSES,
                        "openai",
                        """
                        {"total_tokens":130,"input_tokens":100,"output_tokens":30,
                         "input_token_details":{"text_tokens":40,"audio_tokens":60,"cached_tokens":50,
                         "cached_tokens_details":{"text_tokens":20,"audio_tokens":30}},
                         "output_token_details":{"text_tokens":10,"audio_tokens":20}}\
                        """);
        assertEquals(
                Records.counts("in-text 20, cache-read 20, in-audio 60, out-text 10, out-audio 20"), read.counts());
    }

    @Test
    void geminiThoughtsAndToolPromptsComeOnTop() {
        var read =
                clean(
                        Wire.GEMINI,
                        "google",
                        """
                        {"promptTokenCount":100,"cachedContentTokenCount":60,"toolUsePromptTokenCount":7,
                         "candidatesTokenCount":10,"thoughtsTokenCount":20,"totalTokenCount":137,
                         "promptTokensDetails":[{"modality":"TEXT","tokenCount":70},{"tokenCount":30,
                         "modality":"DOCUMENT"}],
                         "serviceTier":"standard"}\
                        """);
        assertEquals(
                Records.counts("in-text 17, in-image 30, cache-read 60, out-text 10, out-reason 20"), read.counts());
        assertEquals(107, read.promptTotal());
    }

    @Test
    void geminiCachedAudioCountsAsAudio() {
        var read =
                flagged(
                        "cached_audio",
                        Wire.GEMINI,
                        "google",
                        """
                        {"promptTokenCount":1000,"cachedContentTokenCount":900,
                         "promptTokensDetails":[{"modality":"AUDIO","tokenCount":950},{"modality":"TEXT",
                         "tokenCount":50}],
                         "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":880},{"modality":"TEXT",
                         "tokenCount":20}]}\
                        """);
        assertEquals(Records.counts("in-audio 950, cache-read 20, in-text 30"), read.counts());
    }

    @Test
    void aBlockedGeminiPromptHasNoCandidates() {
        assertEquals(Records.counts("in-text 5"), clean(Wire.GEMINI, "google", "{\"promptTokenCount\":5}").counts());
    }

    @Test
    void reasoningIsOnTopAtXaiAndPerplexity() {
        var usage =
                """
                {"prompt_tokens":10,"completion_tokens":20,"total_tokens":80,
                 "completion_tokens_details":{"reasoning_tokens":50}}\
                """;
        assertEquals(
                Records.counts("in-text 10, out-text 20, out-reason 50"),
                clean(Wire.OPENAI_CHAT, "xai", usage).counts());
        var perplexity =
                clean(
                        Wire.OPENAI_CHAT,
                        "perplexity",
                        """
                        {"prompt_tokens":10,"completion_tokens":20,"reasoning_tokens":30,"citation_tokens":5,
                         "num_search_queries":4}\
                        """);
        assertEquals(Records.counts("in-text 10, out-text 25, out-reason 30, web-search-calls 4"), perplexity.counts());
    }

    @Test
    void tokensThatOnlyTheTotalKnowsCountAsOutput() {
        // thoughts beside completion_tokens although the format says inside: seen through compatible endpoints
        var read =
                flagged(
                        "total_mismatch",
                        Wire.OPENAI_CHAT,
                        "google",
                        "{\"prompt_tokens\":10,\"completion_tokens\":20,\"total_tokens\":130}");
        assertEquals(120, read.outputTokens());
    }

    @Test
    void reasoningBeyondTheOutputIsChargedBesideIt() {
        var read =
                flagged(
                        "parts_exceed_output",
                        Wire.OPENAI_CHAT,
                        "groq",
                        """
                        {"prompt_tokens":10,"completion_tokens":20,"completion_tokens_details":{"reasoning_tokens":50}}\
                        """);
        assertEquals(70, read.outputTokens());
    }

    @Test
    void cacheBeyondThePromptIsChargedBesideIt() {
        var read =
                flagged(
                        "cache_exceeds_prompt",
                        Wire.OPENAI_CHAT,
                        "openai",
                        """
                        {"prompt_tokens":10,"completion_tokens":0,"prompt_tokens_details":{"cached_tokens":50}}\
                        """);
        assertEquals(Records.counts("in-text 10, cache-read 50"), read.counts());
        assertEquals(60, read.promptTotal());
    }

    @Test
    void deepSeekHitsAndMisses() {
        var legacy =
                clean(
                        Wire.OPENAI_CHAT,
                        "deepseek",
                        """
                        {"prompt_cache_hit_tokens":60,"prompt_cache_miss_tokens":40,"completion_tokens":5}\
                        """);
        assertEquals(Records.counts("in-text 40, cache-read 60, out-text 5"), legacy.counts());
        var both =
                flagged(
                        "contradiction",
                        Wire.OPENAI_CHAT,
                        "deepseek",
                        """
                        {"prompt_tokens":100,"prompt_cache_hit_tokens":60,"completion_tokens":5,
                         "prompt_tokens_details":{"cached_tokens":50}}\
                        """);
        assertEquals(50, both.count(Counter.CACHE_READ), "fewer reads are dearer");
    }

    @Test
    void openRouterReportsItsCost() {
        var read =
                clean(
                        Wire.OPENAI_CHAT,
                        "openrouter",
                        """
                        {"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"cost":0.00014,"is_byok":false,
                         "cost_details":{"upstream_inference_cost":null},
                         "prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":4}}\
                        """);
        assertEquals(140_000_000, read.reportedCostPico());
        assertEquals(4, read.count(Counter.CACHE_WRITE_5M));
        assertEquals(
                1,
                clean(
                                Wire.OPENAI_CHAT,
                                "openrouter",
                                """
                                {"prompt_tokens":1,"completion_tokens":1,"cost":1e-20}\
                                """)
                        .reportedCostPico());
    }

    @Test
    void ownKeyThroughOpenRouterAddsTheUpstreamsBill() {
        var usage =
                """
                {"prompt_tokens":10,"completion_tokens":5,"cost":0.001,"is_byok":true,"cost_details":%s}\
                """;
        var known = usage.formatted("{\"upstream_inference_cost\":0.02}");
        assertEquals(21_000_000_000L, clean(Wire.OPENAI_CHAT, "openrouter", known).reportedCostPico());
        var unknown = usage.formatted("{}");
        assertEquals(-1, clean(Wire.OPENAI_CHAT, "openrouter", unknown).reportedCostPico());
    }

    @Test
    void nobodyElsesCostIsBelieved() {
        assertEquals(
                -1,
                clean(
                                Wire.OPENAI_CHAT,
                                "groq",
                                """
                                {"prompt_tokens":10,"completion_tokens":5,"cost":0}\
                                """)
                        .reportedCostPico());
    }

    @Test
    void bedrockAndOllamaNamesAreKnown() {
        var bedrock =
                clean(
                        Wire.ANTHROPIC,
                        "bedrock",
                        """
                        {"inputTokens":5,"outputTokens":7,"totalTokens":30,"cacheReadInputTokens":8,
                         "cacheWriteInputTokens":10}\
                        """);
        assertEquals(Records.counts("in-text 5, cache-read 8, cache-write-5m 10, out-text 7"), bedrock.counts());
        var ollama =
                clean(
                        Wire.OPENAI_CHAT,
                        "ollama",
                        """
                        {"model":"llama3","done":true,"total_duration":123456789,"prompt_eval_count":26,
                         "eval_count":298,
                         "message":{"role":"assistant","content":""},"context":[1,2,3]}\
                        """);
        assertEquals(Records.counts("in-text 26, out-text 298"), ollama.counts());
    }

    @Test
    void aNewKindOfCountIsFlagged() {
        flagged(
                "unknown_field",
                Wire.OPENAI_CHAT,
                "openai",
                """
                {"prompt_tokens":1,"completion_tokens":1,"prompt_tokens_details":{"hologram_tokens":9}}\
                """);
        clean(
                Wire.OPENAI_CHAT,
                "openai",
                """
                {"prompt_tokens":1,"completion_tokens":1,"prompt_tokens_details":{"hologram_tokens":0}}\
                """);
    }

    @Test
    void anUnpricedServerToolMakesTheCostUnknown() {
        var read =
                clean(
                        Wire.ANTHROPIC,
                        "anthropic",
                        """
                        {"input_tokens":1,"output_tokens":1,"server_tool_use":{"code_execution_requests":1}}\
                        """);
        assertEquals(1, read.count(Counter.OTHER_TOOL_CALLS));
        var at = Instant.parse("2026-09-25T12:00:00Z");
        assertEquals(Optional.empty(), PriceBook.shipped().cost("anthropic", Models.plain("claude-opus-5"), read, at));
    }

    private static Usage clean(Wire wire, String vendor, String usage) {
        return flagged("", wire, vendor, usage);
    }

    private static Usage flagged(String flags, Wire wire, String vendor, String usage) {
        var reading = UsageReader.read(wire, vendor, usage).orElseThrow();
        assertEquals(flags, reading.flags());
        return reading.usage();
    }
}
